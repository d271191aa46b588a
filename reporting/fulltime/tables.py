"""The full-time persons of a month laid out for people: benefits down, age bands and units across."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from cases.codes import Benefit
from cases.models import Unit

from ..models import MonthClose
from ..months import Month
from .bands import AGE_BANDS
from .closed import full_time_of_months
from .counting import FullTime


@dataclass(frozen=True)
class Line:
    """One benefit: its exact numbers in the order of the columns, and their sum."""

    label: str
    cells: tuple[Fraction, ...]

    @property
    def total(self) -> Fraction:
        """All columns together."""
        return sum(self.cells, Fraction())


@dataclass(frozen=True)
class Layout:
    """A table: a caption, columns and one line a benefit, the sum of all last. ``key`` names it on the page."""

    key: str
    caption: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]

    @property
    def total(self) -> Line:
        """The line of all benefits together."""
        cells = [line.cells for line in self.lines]
        return Line(_("I alt"), tuple(sum(column, Fraction()) for column in zip(*cells, strict=True)))


@dataclass(frozen=True)
class MonthTables:
    """A month's tables; ``close`` is the one they are read in, None where the month is not closed."""

    tables: tuple[Layout, ...]
    close: MonthClose | None


def month_tables(municipality: str, month: Month) -> MonthTables:
    """Return a month's tables: by age band and, where the municipality has units, by unit. At most three queries."""
    read = full_time_of_months(municipality, [month], AGE_BANDS)
    rows = read.rows
    bands = [(band, band.label) for band in AGE_BANDS]
    found = [_layout("alder", _("Efter ydelse og alder"), rows, bands, lambda row: row.band)]
    units: list[tuple[Any, str]] = list(Unit.objects.filter(municipality=municipality).values_list("pk", "name"))
    if units:
        known = {pk for pk, _name in units}
        units.append((None, _("Uden enhed")))

        def by_unit(row: FullTime) -> int | None:
            return row.unit if row.unit in known else None

        found.append(_layout("enhed", _("Efter ydelse og enhed"), rows, units, by_unit))
    return MonthTables(tuple(found), read.closes.get(month))


def _layout(
    key: str,
    caption: str,
    rows: Iterable[FullTime],
    columns: Sequence[tuple[Any, str]],
    column_of: Callable[[FullTime], Any],
) -> Layout:
    sums: dict[str, dict[Any, Fraction]] = {}
    for row in rows:
        line = sums.setdefault(row.benefit, {})
        line[column_of(row)] = line.get(column_of(row), Fraction()) + row.persons
    lines = [
        Line(str(benefit.label), tuple(sums[benefit.value].get(value, Fraction()) for value, _label in columns))
        for benefit in Benefit
        if benefit.value in sums
    ]
    return Layout(key, caption, tuple(label for _value, label in columns), tuple(lines))
