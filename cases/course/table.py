"""The course as rows of a table: what the picture shows, in words and dates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from flereskalmed.quick_formats import hours_in_words, short_date

from .lanes import Axis, Lane, Mark, Shape, Span, spans, steps


@dataclass(frozen=True)
class Row:
    """A state, period or step with its own dates (not cut to the axis), or the single days of a year."""

    lane: Lane
    label: str
    start: date
    end: date | None = None
    days: str = ""
    hours: str = ""

    @property
    def first_day(self) -> str:
        """The day it begins."""
        return short_date(self.start)

    @property
    def last_day(self) -> str:
        """The day it ends, if it does."""
        return short_date(self.end) if self.end else "–"


def rows_of(marks: Sequence[Mark], axis: Axis) -> list[Row]:
    """Return the rows lane by lane, oldest first."""
    return [row for lane in Lane for row in lane_rows(lane, marks, axis)]


def lane_rows(lane: Lane, marks: Sequence[Mark], axis: Axis) -> Iterator[Row]:
    """Give the rows of one lane."""
    if lane.shape is Shape.HOURS:
        for step in steps(marks, axis):
            yield Row(lane, "", step.start, step.end, hours=hours_in_words(step.hours))
    elif lane.shape is Shape.EVENT:
        yield from by_year(lane, spans(lane, marks, axis))
    else:
        for span in spans(lane, marks, axis):
            yield Row(lane, span.mark.label, span.mark.start, span.mark.end)


def by_year(lane: Lane, days: Sequence[Span]) -> Iterator[Row]:
    """Give one row for each label and year, with its days."""
    groups: dict[tuple[int, str], list[date]] = {}
    for span in days:
        groups.setdefault((span.start.year, span.mark.label), []).append(span.start)
    for (_year, label), found in groups.items():
        yield Row(lane, label, found[0], days=", ".join(short_date(day) for day in found))
