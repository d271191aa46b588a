"""Counting full-time persons: one query for any number of periods, exact fractions all the way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from django.db import connection

from cases.codes import Benefit

from ..months import Month
from .bands import EVERYONE, AgeBand

_SQL = (Path(__file__).parent / "persons.sql").read_text(encoding="utf-8")

_OF_PLACE = "change.citizen_id IN (SELECT id FROM cases_citizen WHERE municipality_id = %(municipality)s) AND"
#: The statement of one municipality, its ages put into bands: ``edges`` are those at which a new one begins, rising.
_BY_BAND = (
    _SQL.replace("/* of place */", _OF_PLACE)
    .replace("/* band of */", "width_bucket(")
    .replace("/* by edges */", ", %(edges)s::int[])")
)

#: A status that is no public support is not counted: nobody is on it.
NO_BENEFIT = (
    Benefit.UDDANNELSE, Benefit.JOB, Benefit.IKKE_BERETTIGET, Benefit.FRAFLYTTET, Benefit.DOED, Benefit.ANDET,
)  # fmt: skip
BENEFITS: tuple[Benefit, ...] = tuple(benefit for benefit in Benefit if benefit not in NO_BENEFIT)


@dataclass(frozen=True, order=True)
class Period:
    """Days from ``first`` to ``last``, both included."""

    first: date
    last: date

    @classmethod
    def of(cls, month: Month) -> Period:
        """Return a month as a period."""
        return cls(month.first, month.last)

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True)
class FullTime:
    """What one benefit, unit and age band add to a period: ``days`` on the benefit, summed over people."""

    period: Period
    benefit: str
    unit: int | None
    band: AgeBand
    days: int

    @property
    def persons(self) -> Fraction:
        """The full-time persons: weeks on the benefit out of the period's weeks."""
        return Fraction(self.days, self.period.days)


def months_as_periods(months: Iterable[Month]) -> list[Period]:
    """Return the months as periods."""
    return [Period.of(month) for month in months]


def full_time(
    municipality: str,
    periods: Sequence[Period],
    bands: Sequence[AgeBand] = (EVERYONE,),
    benefits: Iterable[str] = BENEFITS,
) -> list[FullTime]:
    """Return the full-time persons of a municipality by period, benefit, unit and age band: one query.

    Everyone registered in the municipality counts, also outside the target group. ``bands`` do not overlap; who is
    in none of them is left out.
    """
    edges = sorted({edge for band in bands for edge in (band.low, band.high)})
    # width_bucket says how many edges lie at or below an age: from that to the band that begins there.
    begins = {number: band for number, edge in enumerate(edges, start=1) for band in bands if band.low == edge}
    with connection.cursor() as cursor:
        cursor.execute(_BY_BAND, {"municipality": municipality, "edges": edges, **_parameters(periods, benefits)})
        rows = cursor.fetchall()
    return [
        FullTime(Period(first, last), benefit, unit, begins[number], days)
        for first, last, _place, benefit, unit, number, days in rows
        if number in begins
    ]


def everywhere(period: Period) -> tuple[str, dict[str, Any]]:
    """Return the statement, with its parameters, of every municipality's days in a period by benefit, unit and age."""
    return _SQL, _parameters([period], BENEFITS)


def _parameters(periods: Sequence[Period], benefits: Iterable[str]) -> dict[str, Any]:
    return {
        "firsts": [period.first for period in periods],
        "lasts": [period.last for period in periods],
        "last": max(period.last for period in periods),
        "benefits": [str(benefit) for benefit in benefits],
    }
