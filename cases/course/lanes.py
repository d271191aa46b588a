"""Marks on a time axis, lane by lane: what holds until the next, periods that may overlap, hours, and single days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from itertools import zip_longest
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import Promise

DAY = timedelta(days=1)
#: What is agreed for the coming time is shown this far ahead.
AHEAD = timedelta(days=90)


class Shape(Enum):
    """How the marks of a lane lie in time."""

    STATE = "state"  #: true until the next one
    PERIOD = "period"  #: from a day to an inclusive end or none; several may run at once
    HOURS = "hours"  #: periods whose hours are added up
    EVENT = "event"  #: a single day


class Lane(Enum):
    """The lanes of the picture, from the top."""

    BENEFIT = Shape.STATE, 0
    GROUP = Shape.STATE, 1
    REHABILITATION = Shape.PERIOD, 2
    OFFER = Shape.PERIOD, 3
    MEASURE = Shape.PERIOD, 4
    HOURS = Shape.HOURS, 5
    CONTACT = Shape.EVENT, 6

    @property
    def shape(self) -> Shape:
        """How its marks lie in time."""
        return self.value[0]

    @property
    def label(self) -> str | Promise:
        """Its name."""
        return _LABELS[self]


_LABELS: dict[Lane, str | Promise] = {
    Lane.BENEFIT: _("Ydelse"),
    Lane.GROUP: _("Gruppe"),
    Lane.REHABILITATION: _("Rehab-sag"),
    Lane.OFFER: _("Tilbud"),
    Lane.MEASURE: _("Social indsats"),
    Lane.HOURS: _("Ordinære timer"),
    Lane.CONTACT: _("Kontakter"),
}


@dataclass(frozen=True)
class Mark:
    """Something that happened or held: in a lane, from a day, to an inclusive end (empty: open or not yet known).

    ``tone`` chooses how it is drawn, ``hours`` are weekly hours.
    """

    lane: Lane
    start: date
    end: date | None = None
    label: str = ""
    tone: str = ""
    hours: Decimal | None = None


@dataclass(frozen=True)
class Axis:
    """The days shown, both included, whole months; and the day the case stands at (today, or the day of death)."""

    first: date
    last: date
    now: date


@dataclass(frozen=True)
class Span:
    """The part of a mark that is inside the axis. ``before``: it began earlier; ``after``: it goes on."""

    mark: Mark
    start: date
    end: date
    before: bool
    after: bool


@dataclass(frozen=True)
class Step:
    """The weekly hours from a day to the day before the next step."""

    start: date
    end: date
    hours: Decimal


def axis_of(marks: Sequence[Mark], starts_on: date | None, now: date) -> Axis | None:
    """Return the months to show: from the programme's start to ``now`` and what is agreed shortly after.

    Without a programme, or before its start, they begin with the first mark. None when there is nothing until then.
    """
    days_ahead = [day for mark in marks for day in (mark.start, mark.end) if day is not None and now < day]
    last = min(max([now, *days_ahead]), now + AHEAD)
    seen = [mark.start for mark in marks if mark.start <= last]
    if not seen:
        return None
    first = starts_on if starts_on is not None and starts_on <= now else min(seen)
    return Axis(first.replace(day=1), end_of_month(last), now)


def end_of_month(day: date) -> date:
    """Return the last day of the month of ``day``."""
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1) - DAY


def spans(lane: Lane, marks: Iterable[Mark], axis: Axis) -> list[Span]:
    """Return what of the lane's marks lies inside the axis, oldest first.

    What has no end is shown until ``axis.now``: nobody knows how long it lasts.
    """
    own = sorted((mark for mark in marks if mark.lane is lane), key=lambda mark: mark.start)
    if lane.shape is Shape.STATE:
        own = until_the_next(own)
    shown = (clipped(mark, axis, single_day=lane.shape is Shape.EVENT) for mark in own)
    return [span for span in shown if span is not None]


def until_the_next(states: Sequence[Mark]) -> list[Mark]:
    """End each state on the day before the next; the same state again goes on, of two on a day the later one holds."""
    kept: list[Mark] = []
    for state in states:
        if kept and kept[-1].start == state.start:
            kept.pop()
        if kept and (kept[-1].label, kept[-1].tone) == (state.label, state.tone):
            continue
        kept.append(state)
    return [
        replace(state, end=following.start - DAY if following else None)
        for state, following in zip_longest(kept, kept[1:])
    ]


def clipped(mark: Mark, axis: Axis, *, single_day: bool) -> Span | None:
    """Return the part of the mark inside the axis, or None."""
    end = mark.start if single_day else mark.end
    shown_until = axis.now if end is None else min(end, axis.last)
    start = max(mark.start, axis.first)
    if end is None and mark.start > axis.now:  # agreed without an end: it is there, from its first day
        shown_until = axis.last
    if start > shown_until or mark.start > axis.last:
        return None
    return Span(mark, start, shown_until, mark.start < axis.first, end is None or end > axis.last)


def steps(marks: Iterable[Mark], axis: Axis) -> list[Step]:
    """Return the weekly hours of all marks together, from step to step, over the whole axis until ``axis.now``."""
    shown = [span for span in spans(Lane.HOURS, marks, axis) if span.start <= axis.now]
    if not shown:
        return []
    turns = {axis.first} | {span.start for span in shown} | {span.end + DAY for span in shown if span.end < axis.now}
    days = sorted(turns)
    found: list[Step] = []
    for start, following in zip(days, [*days[1:], axis.now + DAY], strict=True):
        hours = sum((span.mark.hours or Decimal() for span in shown if span.start <= start <= span.end), Decimal())
        if found and found[-1].hours == hours:
            found[-1] = replace(found[-1], end=following - DAY)
        else:
            found.append(Step(start, following - DAY, hours))
    return found
