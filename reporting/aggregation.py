"""From monthly status rows to figures: one aggregate statement for every municipality and the country."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Q

from .indicators import CATALOGUE, Indicator
from .models import MemberMonth

# The rows are always read under the model's table name, so a compiled filter fits stored and live rows.
ROWS = MemberMonth._meta.db_table


class Filters:
    """Compiles catalogue filters to SQL with named parameters, collected as it goes."""

    def __init__(self) -> None:
        self.parameters: dict[str, Any] = {}

    def condition(self, q: Q, lag: int) -> str:
        """Return the SQL that says whether a row is of ``lag`` and satisfies ``q``."""
        query = MemberMonth.objects.filter(Q(lag=lag) & q).query
        sql, values = query.where.as_sql(query.get_compiler(connection=connection), connection)
        for value in values:
            name = f"filter{len(self.parameters)}"
            self.parameters[name] = value
            sql = sql.replace("%s", f"%({name})s", 1)
        return sql

    def counted(self, q: Q, lag: int) -> str:
        """Return the SQL that counts the rows of ``lag`` that satisfy ``q``."""
        return f"COUNT(*) FILTER (WHERE {self.condition(q, lag)})"


class Counts:
    """The different counts that figures are made of, each with the name of its column. Many figures share one."""

    def __init__(self) -> None:
        self.filters = Filters()
        self._names: dict[tuple[Q, int], str] = {}

    def figure(self, indicator: Indicator) -> str:
        """Return ``'key', {"count", "of"}`` as arguments of ``jsonb_build_object``, summed over municipalities."""
        of = "" if indicator.of is None else f", 'of', {self._sum(indicator.of, indicator.lag)}"
        return f"'{indicator.key}', jsonb_build_object('count', {self._sum(indicator.counts, indicator.lag)}{of})"

    def _sum(self, q: Q, lag: int) -> str:
        name = self._names.setdefault((q, lag), f"count{len(self._names)}")
        return f"COALESCE(SUM({name}), 0)"

    def columns(self) -> str:
        """Return the counts as columns of a statement over monthly status rows."""
        return ", ".join(f"{self.filters.counted(q, lag)} AS {name}" for (q, lag), name in self._names.items())


class FiguresSql(NamedTuple):
    """A statement in two pieces, so that a writer can put its INSERT between them."""

    rows: str
    select: str
    parameters: dict[str, Any]


def figures_sql(rows: str, indicators: Iterable[Indicator] = CATALOGUE) -> FiguresSql:
    """Return the statement that gives ``(code, figures)`` for every municipality and the country.

    ``rows`` is a statement that yields monthly status rows; ``indicators`` are those to count. The country's code
    is NULL; a municipality without members has zeros.

    The rows are gone through once, and counted by municipality. The country is the sum of the municipalities.
    """
    counts = Counts()
    figures = ", ".join(counts.figure(indicator) for indicator in indicators)
    select = f"""
        SELECT municipality.code, jsonb_build_object({figures}) AS figures
        FROM cases_municipality municipality
        LEFT JOIN (
            SELECT municipality_id, {counts.columns()}
            FROM status {ROWS}
            GROUP BY municipality_id
        ) counted ON counted.municipality_id = municipality.code
        GROUP BY GROUPING SETS ((municipality.code), ())
    """  # noqa: S608 -- only the catalogue's own names and filters are put into the text
    return FiguresSql(f"WITH status AS ({rows})", select, counts.filters.parameters)
