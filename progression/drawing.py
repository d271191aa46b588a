"""Small pictures of answers over time: one for each question, all on the same scale and the same time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

WIDTH, HEIGHT = 240, 96
#: Room left and right of the lines for the first and the latest value, above and below for the marks.
LEFT, RIGHT, TOP, BOTTOM = 30, 30, 14, 14


@dataclass(frozen=True)
class Mark:
    """One answer, where it stands and what it says."""

    x: int
    y: int
    label: str


@dataclass(frozen=True)
class Line:
    """The answers of one respondent to one question. ``kind`` gives the line its dashes and its marks their shape."""

    kind: str
    marks: Sequence[Mark]

    @property
    def points(self) -> str:
        """The corners of the line, as SVG wants them."""
        return " ".join(f"{mark.x},{mark.y}" for mark in self.marks)

    @property
    def first(self) -> Mark | None:
        """The first answer; none where it is also the latest."""
        return self.marks[0] if len(self.marks) > 1 else None

    @property
    def latest(self) -> Mark:
        """The latest answer."""
        return self.marks[-1]


@dataclass(frozen=True)
class Frame:
    """What all pictures of a page share: the days they cover, and the lowest and highest step."""

    first: date
    last: date
    lowest: int
    highest: int
    width: int = field(default=WIDTH, init=False)
    height: int = field(default=HEIGHT, init=False)

    @property
    def grid(self) -> list[int]:
        """The heights of the steps' lines: whole steps of the scale."""
        return [self.y(value) for value in range(self.lowest, self.highest + 1)]

    @property
    def right(self) -> int:
        """Where the time ends."""
        return WIDTH - RIGHT

    @property
    def left(self) -> int:
        """Where the time begins."""
        return LEFT

    def x(self, day: date) -> int:
        """Return where a day stands; a single day stands in the middle."""
        days = (self.last - self.first).days
        share = (day - self.first).days / days if days else 0.5
        return round(LEFT + share * (WIDTH - LEFT - RIGHT))

    def y(self, value: float) -> int:
        """Return where a value stands, the highest at the top."""
        steps = (self.highest - self.lowest) or 1
        return round(HEIGHT - BOTTOM - (value - self.lowest) / steps * (HEIGHT - TOP - BOTTOM))

    def line(self, kind: str, values: Sequence[tuple[date, float, str]]) -> Line:
        """Return the line through the values (day, value, how it is written), oldest first."""
        return Line(kind, [Mark(self.x(day), self.y(value), written) for day, value, written in values])
