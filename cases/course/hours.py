"""Ordinary paid hours, month by month.

An offer of ordinary hours gives its weekly hours divided by seven for every day it runs. The hours of a month are the
sum over the offers and the days of the month. They are registered hours, not paid ones: payslips are not known here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from flereskalmed.quick_formats import date_as, in_language, number

from .lanes import DAY, end_of_month


@dataclass(frozen=True)
class HoursPeriod:
    """Weekly hours over the days from ``start`` to ``end``, both included (no end: still running)."""

    start: date
    end: date | None
    weekly: Decimal


@dataclass(frozen=True)
class MonthOfHours:
    """The hours inside a month, and what they are a week over the days counted (all, or until today)."""

    first: date
    hours: Fraction
    days: int

    @property
    def weekly(self) -> Fraction:
        """The hours a week, on average over the month's counted days."""
        return self.hours * 7 / self.days

    @property
    def words(self) -> dict[str, str]:
        """What is written of it: the month, long and short, and its hours, in whole ones and with a decimal."""
        return words_of(self.first, self.hours, self.weekly)


@in_language
def words_of(first: date, hours: Fraction, weekly: Fraction) -> dict[str, str]:
    """Return what is written of a month."""
    return {
        "month": date_as(first, "F Y"),
        "short": date_as(first, "M y"),
        "hours": number(hours, 1),
        "whole": number(hours, 0),
        "weekly": number(weekly, 1),
    }


def hours_by_month(periods: Iterable[HoursPeriod], until: date) -> list[MonthOfHours]:
    """Return every month from the first with hours to that of ``until``, which is the last day counted.

    Months between two jobs are there with 0 hours: growing and shrinking is what one looks for.
    """
    begun = [period for period in periods if period.start <= until and period.weekly > 0]
    months: list[MonthOfHours] = []
    first = min((period.start for period in begun), default=until + DAY).replace(day=1)
    while begun and first <= until:
        last = min(end_of_month(first), until)
        times_seven = sum((period.weekly * days_within(period, first, last) for period in begun), Decimal())
        months.append(MonthOfHours(first, Fraction(times_seven) / 7, (last - first).days + 1))
        first = end_of_month(first) + timedelta(days=1)
    return months


def days_within(period: HoursPeriod, first: date, last: date) -> int:
    """Return how many of the days ``first``..``last`` the period runs."""
    start, end = max(period.start, first), min(period.end or last, last)
    return max((end - start).days + 1, 0)


def total(months: Iterable[MonthOfHours]) -> Fraction:
    """Return the hours of all months."""
    return sum((month.hours for month in months), Fraction())
