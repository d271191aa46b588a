"""The course and the ordinary hours of one citizen, from the registrations that the case page has fetched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from .codes import OfferKind
from .course.hours import HoursPeriod, MonthOfHours, hours_by_month, total
from .course.hours_picture import HoursPicture, draw_hours
from .course.lanes import Mark, axis_of
from .course.picture import Picture, draw
from .course.table import Row, rows_of
from .facts import died_on, of
from .models import Offer

if TYPE_CHECKING:
    from .models import Citizen
    from .timeline import TimelineEntry


@dataclass(frozen=True)
class Course:
    """The picture and the same as rows."""

    picture: Picture
    rows: list[Row]


def course_of(citizen: Citizen, entries: Sequence[TimelineEntry], on: date) -> Course | None:
    """Return the course until the day ``on``, or until the citizen's death; None when nothing is registered yet."""
    marks: list[Mark] = [mark for entry in entries for mark in entry.kind.marks(entry.registration)]
    programme = citizen.programme
    axis = axis_of(marks, programme.starts_on if programme else None, died_on(citizen) or on)
    return Course(draw(marks, axis), rows_of(marks, axis)) if axis is not None else None


@dataclass(frozen=True)
class OrdinaryHours:
    """Months of ordinary hours, their sum, and the number of offers that say nothing of their hours."""

    months: list[MonthOfHours]
    picture: HoursPicture
    total: Fraction
    without_hours: int


def ordinary_hours_of(entries: Sequence[TimelineEntry], on: date) -> OrdinaryHours | None:
    """Return the ordinary hours until the day ``on``, or None when there are none."""
    offers = of(Offer, [entry.registration for entry in entries])
    paid = [offer for offer in offers if offer.kind == OfferKind.ORDINAERE_TIMER and offer.start <= on]
    periods = [
        HoursPeriod(offer.start, offer.end, offer.weekly_hours) for offer in paid if offer.weekly_hours is not None
    ]
    months = hours_by_month(periods, on)
    if not months:
        return None
    return OrdinaryHours(months, draw_hours(months), total(months), len(paid) - len(periods))
