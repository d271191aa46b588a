"""Who an instalment lacks as the registrations stand now, the most ready first. For those who may see people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db import connection

from cases.danish import alphabetical
from cases.models import Citizen, Grant

from ..aggregation import ROWS, Filters
from ..indicators import BY_KEY
from ..monthly_status import place_sql
from ..months import Month
from .rules import MeasuredRule

if TYPE_CHECKING:
    from accounts.models import User

#: An offer of these kinds that has ended tells that somebody has been in a company before.
PLACEMENTS = ("virksomhedspraktik", "loentilskud", "ordinaere_timer")


@dataclass(frozen=True)
class Lacking:
    """A citizen the rule counts of and does not count, and what is in place already."""

    citizen: Citizen
    job_goal: bool
    cv: bool
    facilitator: bool
    placed_before: bool

    @property
    def pk(self) -> int:
        """The citizen's number."""
        return self.citizen.pk

    @property
    def name(self) -> str:
        """The citizen's name."""
        return self.citizen.name

    @property
    def readiness(self) -> int:
        """How many of the four are in place."""
        return sum((self.job_goal, self.cv, self.facilitator, self.placed_before))


def lacking(grant: Grant, rule: MeasuredRule, user: User, today: date) -> list[Lacking]:
    """Return those of the municipality that ``user`` may see and the rule lacks this month: two queries.

    Ordered by what they already have (job goal, CV, facilitator, earlier placement), then by name.
    """
    facts = _facts(grant, rule, today)
    citizens = Citizen.objects.visible_to(user).filter(pk__in=facts).select_related("unit")
    found = [Lacking(citizen, *facts[citizen.pk]) for citizen in citizens]
    return sorted(found, key=lambda one: (-one.readiness, alphabetical(one.name), one.pk))


def _facts(grant: Grant, rule: MeasuredRule, today: date) -> dict[int, tuple[bool, bool, bool, bool]]:
    indicator, month = BY_KEY[rule.indicator], Month.of(today)
    if indicator.of is None:
        return {}
    filters = Filters()
    condition = filters.condition(indicator.of & ~indicator.counts, indicator.lag)
    rows, parameters = place_sql(grant.programme_id, month, indicator.lag, grant.municipality_id)
    statement = f"""
        SELECT member.citizen_id, {ROWS}.job_goal, {ROWS}.cv, {ROWS}.facilitator, EXISTS (
            SELECT 1 FROM cases_offer o
            WHERE o.citizen_id = member.citizen_id AND o.kind IN %(placements)s AND o."end" < %(first)s
        )
        FROM ({rows}) {ROWS} JOIN cases_membership member ON member.id = {ROWS}.member_id
        WHERE {condition}
    """  # noqa: S608 -- our own text only
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters | filters.parameters | {"placements": PLACEMENTS})
        return {citizen: tuple(facts) for citizen, *facts in cursor.fetchall()}
