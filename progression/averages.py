"""The municipality's averages: per question and quarter, per unit, and first against latest. Nobody is shown.

Our choices: a person counts once in a quarter, with the latest answer in it; the unit is the citizen's present one;
and an average that rests on fewer people than the programme's ``suppress_below`` is not shown, though their number
is: the staff of a municipality see true counts, but an average of one or two is somebody's answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from cases.models import Citizen, Programme

from .codes import Respondent

FEWEST = 3

ANSWERED = """
WITH answered AS (
    SELECT
        measured.citizen_id, citizen.unit_id, measured.answered_on, answer.key, (answer.value #>> '{}')::int AS value,
        DATE_TRUNC('quarter', measured.answered_on)::date AS quarter
    FROM progression_progression measured
    JOIN cases_citizen citizen ON citizen.id = measured.citizen_id
    JOIN questionnaires_questionnaire asked ON asked.id = measured.questionnaire_id
    CROSS JOIN LATERAL JSONB_EACH(measured.answers) answer
    WHERE measured.citizen_id IN (__citizens__) AND measured.respondent = %s AND measured.answered_on <= %s
        AND asked.programme_id = %s AND JSONB_TYPEOF(answer.value) = 'number'
)
"""
BY_QUARTER = """
, latest AS (
    SELECT DISTINCT ON (citizen_id, key, quarter) * FROM answered
    ORDER BY citizen_id, key, quarter, answered_on DESC
)
SELECT key, quarter, GROUPING(unit_id) = 1, unit_id, COUNT(*), AVG(value)
FROM latest GROUP BY GROUPING SETS ((key, quarter), (key, quarter, unit_id))
"""
FIRST_AND_LATEST = """
SELECT key, COUNT(*), AVG(first), AVG(latest) FROM (
    SELECT
        key,
        (ARRAY_AGG(value ORDER BY answered_on))[1] AS first,
        (ARRAY_AGG(value ORDER BY answered_on DESC))[1] AS latest
    FROM answered GROUP BY citizen_id, key HAVING COUNT(*) > 1
) each GROUP BY key
"""


class Average(NamedTuple):
    """How many people answered, and the average of their answers; None when they are too few to show one."""

    people: int
    value: Decimal | None


class Change(NamedTuple):
    """Those who answered at least twice: how many, and the averages of their first and their latest answers."""

    people: int
    first: Decimal | None
    latest: Decimal | None


@dataclass
class Averages:
    """Averages by question key: for each quarter (its first day), for each unit and quarter, and the change."""

    by_quarter: dict[str, dict[date, Average]] = field(default_factory=dict)
    by_unit: dict[tuple[int | None, date], dict[str, Average]] = field(default_factory=dict)
    change: dict[str, Change] = field(default_factory=dict)

    @property
    def quarters(self) -> list[date]:
        """The quarters in which anybody answered, oldest first."""
        return sorted({quarter for found in self.by_quarter.values() for quarter in found})


def averages(on: date, programme: Programme, citizens: QuerySet[Citizen], respondent: Respondent) -> Averages:
    """Return the averages of the answers ``respondent`` has given about ``citizens`` up to the day ``on``."""
    few, found = fewest(programme), Averages()
    for key, quarter, is_total, unit, people, value in _rows(BY_QUARTER, on, programme, citizens, respondent):
        average = Average(people, value if people >= few else None)
        if is_total:
            found.by_quarter.setdefault(key, {})[quarter] = average
        else:
            found.by_unit.setdefault((unit, quarter), {})[key] = average
    for key, people, first, latest in _rows(FIRST_AND_LATEST, on, programme, citizens, respondent):
        found.change[key] = Change(people, first, latest) if people >= few else Change(people, None, None)
    return found


def fewest(programme: Programme) -> int:
    """Return how many people an average has to rest on."""
    given = programme.parameters.get("suppress_below")
    return given if isinstance(given, int) and not isinstance(given, bool) and given >= 1 else FEWEST


def _rows(
    select: str, on: date, programme: Programme, citizens: QuerySet[Citizen], respondent: Respondent
) -> Iterable[tuple[Any, ...]]:
    query = citizens.values("pk").query
    query.clear_ordering(force=False)
    try:
        asked, parameters = query.sql_with_params()
    except EmptyResultSet:  # nobody is visible: Django does not even ask
        return []
    with connection.cursor() as cursor:
        statement = ANSWERED.replace("__citizens__", asked) + select
        cursor.execute(statement, [*parameters, respondent.value, on, programme.pk])
        return cursor.fetchall()
