"""The months that a figure shows, and how they are named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.text import capfirst

from ..months import Month

MONTHS_SHOWN = 12


@dataclass(frozen=True)
class Point:
    """One month of a figure; ``entry`` is None where that month was never closed."""

    month: Month
    entry: Mapping[str, Any] | None

    def figure(self, key: str) -> Mapping[str, Any]:
        """Return one figure of the month; an empty one where there is none."""
        return (self.entry or {}).get(key) or {}


def window(series: Sequence[Mapping[str, Any]]) -> list[Point]:
    """Return the last twelve calendar months of a series, from its first entry on, holes included."""
    entries = {Month.parse(entry["month"]): entry for entry in series}
    if not entries:
        return []
    last = max(entries)
    month = max(min(entries), last.plus(1 - MONTHS_SHOWN))
    points = []
    while month <= last:
        points.append(Point(month, entries.get(month)))
        month = month.next()
    return points


def month_name(month: Month) -> str:
    """Return ``august 2018`` in the language of the reader."""
    return date_format(month.first, "F Y")


def axis_lines(month: Month) -> list[str]:
    """Return a month as an axis prints it: the name over the year."""
    return [capfirst(date_format(month.first, "F")), str(month.year)]


def short_name(month: Month) -> str:
    """Return ``aug 18``, in English ``Aug 18``: a column heading."""
    return date_format(month.first, "SHORT_MONTH_FORMAT")
