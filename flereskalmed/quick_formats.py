"""Dates and numbers in the reader's language, each worked out once: a page writes some hundred of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from numbers import Rational
from typing import TypeVar

from django.utils.formats import date_format, number_format
from django.utils.translation import get_language

#: Every day of 25 years in two languages.
REMEMBERED = 20_000

Said = TypeVar("Said")


def in_language(work_out: Callable[..., Said]) -> Callable[..., Said]:
    """Remember what ``work_out`` says in each language."""

    @lru_cache(maxsize=REMEMBERED)
    def remembered(_language: str | None, *values: object) -> Said:
        return work_out(*values)

    def say(*values: object) -> Said:
        return remembered(get_language(), *values)

    say.__doc__ = work_out.__doc__
    return say


@in_language
def short_date(day: date) -> str:
    """Return the day in figures."""
    return date_format(day, "SHORT_DATE_FORMAT")


@in_language
def long_date(day: date) -> str:
    """Return the day with its month in words."""
    return date_format(day)


@in_language
def date_as(day: date, pattern: str) -> str:
    """Return the day in a pattern of Django's date formats."""
    return date_format(day, pattern)


@in_language
def hours_in_words(hours: Decimal) -> str:
    """Return weekly hours with the decimals they have."""
    return number_format(hours.normalize())


@in_language
def number(value: Rational, places: int) -> str:
    """Return the number with so many decimals."""
    return number_format(round(float(value), places), places, force_grouping=True)
