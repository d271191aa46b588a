"""Why a number changed between two closes: who came in, who went out, and what late registrations did to the first.

Three sets of people are compared, all with the catalogue's own filter: those the earlier close counted (its stored
rows); those it would have counted, had it known what the later close knew (the monthly status of its month, read from
the registrations as they were known then); and those the later close counted (its stored rows). The step from the
first to the second is late registrations, from the second to the third what happened in time. So
``start + late + came in - went out = end`` always.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import connection
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..aggregation import Filters
from ..indicators import fields_of
from ..models import MemberMonth
from ..monthly_status import COLUMNS, one_month_sql
from .known import known_registrations
from .people import COUNTED, FigureOfPlace

CAME_IN, WENT_OUT, LATE_IN, LATE_OUT = "ind", "ud", "sent-ind", "sent-ud"
#: The steps from the earlier number to the later one.
STEPS: dict[str, Promise] = {
    CAME_IN: _("Ind"),
    WENT_OUT: _("Ud"),
    LATE_IN: _("Sent registreret: ind"),
    LATE_OUT: _("Sent registreret: ud"),
}


@dataclass(frozen=True)
class Moved:
    """One member's step in or out: the columns that were different, each with what it became."""

    member_id: int
    citizen_id: int
    step: str
    became: dict[str, Any]

    @property
    def is_late(self) -> bool:
        """Whether a late registration moved them."""
        return self.step in {LATE_IN, LATE_OUT}

    @property
    def because(self) -> dict[str, Any]:
        """Those of the columns that can have moved them this way: in by what became true, out by what became false.

        A change of group goes both ways; where nothing fits, as for those not counted, it is all that changed.
        """
        is_in = self.step in {CAME_IN, LATE_IN}
        fits = {c: value for c, value in self.became.items() if c == "group" or bool(value) is is_in}
        return fits or self.became


@dataclass(frozen=True)
class Comparison:
    """A part of a figure in a later close, compared with the same of an earlier one."""

    earlier: FigureOfPlace
    later: FigureOfPlace
    part: str = COUNTED

    @property
    def start(self) -> int:
        """The number of the earlier close, as stored."""
        return self.earlier.number(self.part)

    @property
    def end(self) -> int:
        """The number of the later close, as stored."""
        return self.later.number(self.part)

    @property
    def of_one_month(self) -> bool:
        """Whether two versions of one month are compared: then everything is late."""
        return self.earlier.close.month == self.later.close.month

    def count(self, step: str) -> int:
        """Return how many made a step."""
        return sum(moved.step == step for moved in self.moved)

    @property
    def late(self) -> int:
        """What late registrations did to the earlier number."""
        return self.count(LATE_IN) - self.count(LATE_OUT)

    @cached_property
    def moved(self) -> list[Moved]:
        """Everybody who made a step, by member; one person may come in late and go out again. One query."""
        statement, parameters = _statement(self)
        with connection.cursor() as cursor:
            cursor.execute(statement, parameters)
            return [step for row in cursor.fetchall() for step in _steps(*row)]


#: Three rows a member: as first counted, as that month was known later, as last counted; then those who moved.
_SQL = """
WITH cases_membership AS (SELECT * FROM cases_membership WHERE municipality_id = %(place)s),
asked AS (SELECT citizen_id FROM cases_membership),
{known_registrations},
moment (moment, {columns}) AS (
    SELECT 'first', {columns} FROM {rows} WHERE close_id = %(earlier)s AND lag = %(lag)s AND municipality_id = %(place)s
    UNION ALL {known}
    UNION ALL
    SELECT 'last', {columns} FROM {rows} WHERE close_id = %(later)s AND lag = %(lag)s AND municipality_id = %(place)s
), judged AS (
    SELECT member_id, moment, {counted} AS counted, jsonb_build_object({read}) AS status
    FROM moment {rows}
), member AS (
    SELECT member_id,
        COALESCE(BOOL_OR(counted) FILTER (WHERE moment = 'first'), FALSE) AS first,
        COALESCE(BOOL_OR(counted) FILTER (WHERE moment = 'known'), FALSE) AS known,
        COALESCE(BOOL_OR(counted) FILTER (WHERE moment = 'last'), FALSE) AS last,
        jsonb_object_agg(moment, status)::text AS statuses
    FROM judged
    GROUP BY member_id
)
SELECT member_id, citizen_id, first, known, last, statuses
FROM member JOIN cases_membership ON cases_membership.id = member_id
WHERE first <> known OR known <> last
ORDER BY member_id
"""
#: What the first month was known to be when the later close was made. For the same month that is the later close.
_RECOUNTED = "SELECT 'known', {columns} FROM ({month}) status"
_SAME = (
    "SELECT 'known', {columns} FROM {rows} WHERE close_id = %(later)s AND lag = %(lag)s AND municipality_id = %(place)s"
)


def _statement(comparison: Comparison) -> tuple[str, dict[str, Any]]:
    """Return the statement that gives each member whom not all three sets agree on, with its parameters."""
    indicator, filters = comparison.later.indicator, Filters()
    which = comparison.later.filter(comparison.part)
    counted = filters.condition(which, indicator.lag)
    names = {"columns": ", ".join(f'"{column}"' for column in COLUMNS), "rows": MemberMonth._meta.db_table}
    known = (_SAME if comparison.of_one_month else _RECOUNTED).format(month=one_month_sql(), **names)
    read = ", ".join(f"'{column}', \"{column}\"" for column in sorted(fields_of(which)))
    statement = _SQL.format(known_registrations=known_registrations(), known=known, counted=counted, read=read, **names)
    return statement, filters.parameters | _parameters(comparison)


def _parameters(comparison: Comparison) -> dict[str, Any]:
    earlier, later = comparison.earlier, comparison.later
    return {
        "place": later.municipality,
        "programme": later.close.programme_id,
        "earlier": earlier.close.pk,
        "later": later.close.pk,
        "known": later.close.closed_at,
        "lag": later.indicator.lag,
        "first": earlier.measured.first,
        "last": earlier.measured.last,
    }


def _steps(member: int, citizen: int, first: bool, known: bool, last: bool, statuses: str) -> list[Moved]:
    """Return the one or two steps of a member."""
    status = json.loads(statuses)
    found = []
    if first != known:
        step = LATE_IN if known else LATE_OUT
        found.append(Moved(member, citizen, step, _became(status.get("first"), status.get("known"))))
    if known != last:
        step = CAME_IN if last else WENT_OUT
        found.append(Moved(member, citizen, step, _became(status.get("known"), status.get("last"))))
    return found


def _became(before: dict[str, Any] | None, after: dict[str, Any] | None) -> dict[str, Any]:
    """Return the columns that differ, with what each became; all of them where somebody was not a member before."""
    old, new = before or {}, after or {}
    return {column: new.get(column) for column in {**old, **new} if old.get(column) != new.get(column)}
