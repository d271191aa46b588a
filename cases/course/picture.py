"""Coordinates of the course: what a template needs to draw it, in whole pixels.

The picture has a fixed width a month, so that it reads the same at every screen width and scrolls where it must.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from flereskalmed.quick_formats import hours_in_words, short_date

from .lanes import DAY, Axis, Lane, Mark, Shape, Span, spans, steps

#: In pixels. A short course fills a desktop's width; a long one gets its months and scrolls.
LEAST_WIDTH, MONTH_WIDTH = 960, 26
AXIS_HEIGHT, ROW_HEIGHT, BAR_HEIGHT, LANE_GAP, HOURS_HEIGHT = 26, 24, 20, 8, 44
LEAST_BAR = 6
#: From the top of a row to the line its text stands on.
BASELINE = 14
TICK_ROOM = 44
#: What a letter of a label takes on average, and the room around a label.
LETTER, PADDING = 6.7, 6


@dataclass(frozen=True)
class Bar:
    """A drawn span with its label, which stands inside, beside it (``outside``), or shortened."""

    x: int
    y: int
    width: int
    tone: str
    label: str
    label_x: int
    label_y: int
    outside: bool
    title: str


@dataclass(frozen=True)
class Dot:
    """A single day."""

    x: int
    y: int
    tone: str
    title: str


@dataclass(frozen=True)
class Level:
    """The hours of a step: a number over the line, where there is room for it."""

    x: int
    y: int
    hours: str


@dataclass
class DrawnLane:
    """A lane with its place and what is in it."""

    lane: Lane
    y: int
    height: int
    bars: list[Bar] = field(default_factory=list)
    dots: list[Dot] = field(default_factory=list)
    levels: list[Level] = field(default_factory=list)
    path: str = ""

    @property
    def name_y(self) -> int:
        """The baseline of its name."""
        return self.y + BASELINE

    @property
    def bottom(self) -> int:
        """Its lower edge."""
        return self.y + self.height


@dataclass(frozen=True)
class Tick:
    """The first day of a year or quarter on the axis."""

    x: int
    day: date
    is_year: bool


@dataclass(frozen=True)
class Picture:
    """Everything drawn."""

    axis: Axis
    width: int
    height: int
    now_x: int
    ticks: list[Tick]
    lanes: list[DrawnLane]


def months_of(axis: Axis) -> list[date]:
    """Return the first day of every month on the axis."""
    count = (axis.last.year - axis.first.year) * 12 + axis.last.month - axis.first.month + 1
    numbers = range(axis.first.month - 1, axis.first.month - 1 + count)
    return [date(axis.first.year + number // 12, number % 12 + 1, 1) for number in numbers]


class Scale:
    """Days to pixels."""

    def __init__(self, axis: Axis):
        self.axis = axis
        self.months = months_of(axis)
        self.width = max(LEAST_WIDTH, MONTH_WIDTH * len(self.months))
        self._days = (axis.last - axis.first).days + 1

    def x(self, day: date) -> int:
        """Return where a day begins."""
        return round((day - self.axis.first).days * self.width / self._days)


def draw(marks: Sequence[Mark], axis: Axis) -> Picture:
    """Return the picture of the marks; lanes without any are left out."""
    scale, lanes, y = Scale(axis), [], AXIS_HEIGHT
    for lane in Lane:
        drawn = draw_lane(lane, marks, scale, y)
        if drawn is not None:
            lanes.append(drawn)
            y = drawn.bottom + LANE_GAP
    now_x = scale.x(axis.now + DAY)
    return Picture(axis, scale.width, y, now_x, ticks_of(scale, now_x), lanes)


def ticks_of(scale: Scale, now_x: int) -> list[Tick]:
    """Return the first month and every year and quarter; none where its name would lie under another."""
    ticks = [Tick(0, scale.months[0], scale.months[0].month == 1)]
    for month in scale.months[1:]:
        x = scale.x(month)
        free = x - ticks[-1].x >= TICK_ROOM and not 0 <= now_x - x < 2 * TICK_ROOM
        if month.month in (1, 4, 7, 10) and (free or month.month == 1):
            ticks.append(Tick(x, month, month.month == 1))
    return ticks


def draw_lane(lane: Lane, marks: Sequence[Mark], scale: Scale, y: int) -> DrawnLane | None:
    """Return the lane drawn from ``y`` down, or None when it is empty."""
    inside = spans(lane, marks, scale.axis)
    if not inside:
        return None
    if lane.shape is Shape.EVENT:
        middle = y + BAR_HEIGHT // 2
        dots = [
            Dot(scale.x(one.start), middle, one.mark.tone, f"{one.mark.label} {short_date(one.start)}")
            for one in inside
        ]
        return DrawnLane(lane, y, ROW_HEIGHT, dots=dots)
    if lane.shape is Shape.HOURS:
        return draw_hours(marks, scale, y)
    bars, rows = stacked(inside, scale, y) if lane.shape is Shape.PERIOD else (side_by_side(inside, scale, y), 1)
    return DrawnLane(lane, y, rows * ROW_HEIGHT, bars=bars)


def room_for(label: str) -> int:
    """Return the pixels that a label takes."""
    return round(len(label) * LETTER) + 2 * PADDING


def shortened(label: str, width: int) -> str:
    """Return as much of the label as fits, or nothing when it would say nothing."""
    if room_for(label) <= width:
        return label
    letters = int((width - 2 * PADDING) / LETTER) - 1
    return f"{label[:letters].rstrip()}…" if letters >= 3 else ""


def extent(span: Span, scale: Scale) -> tuple[int, int]:
    """Return where the span begins and how wide it is; one day is still to be seen."""
    x = min(scale.x(span.start), scale.width - LEAST_BAR)
    return x, max(scale.x(span.end + DAY) - x, LEAST_BAR)


def title_of(mark: Mark) -> str:
    """Return what the mouse is told of a bar: its whole label and its own dates."""
    return f"{mark.label}, {short_date(mark.start)}–{short_date(mark.end) if mark.end else ''}"


def side_by_side(states: Iterable[Span], scale: Scale, y: int) -> list[Bar]:
    """Draw states, one after the other, with labels where they fit."""
    bars = []
    for span in states:
        x, width = extent(span, scale)
        label = shortened(span.mark.label, width)
        bars.append(Bar(x, y, width, span.mark.tone, label, x + PADDING, y + BASELINE, False, title_of(span.mark)))
    return bars


def stacked(periods: Iterable[Span], scale: Scale, y: int) -> tuple[list[Bar], int]:
    """Draw periods in as few rows as keep both bars and labels apart; return them and the number of rows."""
    free_from: list[int] = []
    bars = []
    for span in periods:
        x, width = extent(span, scale)
        left, right, label_x, outside = placed(span.mark.label, x, width, scale.width)
        row = next((number for number, free in enumerate(free_from) if free <= left), len(free_from))
        free_from[row : row + 1] = [right + 2]
        top = y + row * ROW_HEIGHT
        bars.append(
            Bar(x, top, width, span.mark.tone, span.mark.label, label_x, top + BASELINE, outside, title_of(span.mark))
        )
    return bars, len(free_from)


def placed(label: str, x: int, width: int, limit: int) -> tuple[int, int, int, bool]:
    """Return (left, right, x of the label, outside): what does not fit inside stands after the bar, or before it."""
    room = room_for(label)
    if room <= width:
        return x, x + width, x + PADDING, False
    if x + width + room <= limit:
        return x, x + width + room, x + width + PADDING, True
    left = max(x - room, 0)
    return left, x + width, left + PADDING, True


def draw_hours(marks: Sequence[Mark], scale: Scale, y: int) -> DrawnLane | None:
    """Draw the weekly hours as a line of steps."""
    found = steps(marks, scale.axis)
    most = max((step.hours for step in found), default=0)
    if not most:
        return None
    bottom, room = y + HOURS_HEIGHT, HOURS_HEIGHT - 14
    points, levels = [f"M0 {bottom}"], []
    for step in found:
        height = round(float(step.hours / most) * room)
        left, right = scale.x(step.start), scale.x(step.end + DAY)
        points.append(f"V{bottom - height}H{right}")
        if step.hours and right - left >= room_for(hours_in_words(step.hours)):
            levels.append(Level(left + 4, bottom - height - 3, hours_in_words(step.hours)))
    return DrawnLane(Lane.HOURS, y, HOURS_HEIGHT, levels=levels, path=f"{''.join(points)}V{bottom}")
