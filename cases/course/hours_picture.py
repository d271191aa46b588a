"""Coordinates of the ordinary hours by month: a line of steps, a month wide each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .hours import MonthOfHours

#: In pixels. Few months are drawn no wider than this each; many get their width and scroll.
WIDEST, NARROWEST, ROOM = 64, 30, 720
TOP, HEIGHT, AXIS_HEIGHT = 20, 100, 24


@dataclass(frozen=True)
class Column:
    """A month: where it begins, how high its line runs, and whether its name stands under it."""

    x: int
    middle: int
    y: int
    words: dict[str, str]
    named: bool

    @property
    def number_y(self) -> int:
        """Where its number stands, over the line."""
        return self.y - 5


@dataclass(frozen=True)
class HoursPicture:
    """The line, its months, and the size of it all."""

    width: int
    height: int
    month_width: int
    baseline: int
    columns: list[Column]
    path: str

    @property
    def name_y(self) -> int:
        """Where the names of the months stand, under the line."""
        return self.baseline + 17


def draw_hours(months: Sequence[MonthOfHours]) -> HoursPicture:
    """Return the picture of at least one month with hours."""
    month_width = max(NARROWEST, min(WIDEST, ROOM // len(months)))
    most = max(month.hours for month in months)
    baseline = TOP + HEIGHT
    columns = [
        Column(
            number * month_width,
            number * month_width + month_width // 2,
            baseline - round(float(month.hours / most) * HEIGHT) if most else baseline,
            month.words,
            number == 0 or month.first.month in (1, 7) or month_width >= 48,
        )
        for number, month in enumerate(months)
    ]
    line = "".join(f"V{column.y}H{column.x + month_width}" for column in columns)
    width = month_width * len(months)
    return HoursPicture(
        width, baseline + AXIS_HEIGHT, month_width, baseline, columns, f"M0 {baseline}{line}V{baseline}"
    )
