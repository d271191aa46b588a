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
    ends_on: date | None

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


#: What is in place of a citizen: job goal, CV, facilitator, earlier placement, and when the last offer ends.
Facts = tuple[bool, bool, bool, bool, date | None]


def lacking(grant: Grant, rule: MeasuredRule, user: User, today: date, until: Month | None = None) -> list[Lacking]:
    """Return those of the municipality that ``user`` may see and the rule lacks this month: two queries.

    With ``until``: those it counts this month and lacks then, by what is registered, who leaves first on top. Else
    ordered by what they already have (job goal, CV, facilitator, earlier placement), then by name.
    """
    facts = _facts(grant, rule, today, until)
    citizens = Citizen.objects.visible_to(user).filter(pk__in=facts).select_related("unit")
    found = [Lacking(citizen, *facts[citizen.pk]) for citizen in citizens]
    if until is not None:
        return sorted(found, key=lambda one: (one.ends_on or date.min, alphabetical(one.name), one.pk))
    return sorted(found, key=lambda one: (-one.readiness, alphabetical(one.name), one.pk))


def ending(grant: Grant, rule: MeasuredRule, today: date, until: Month) -> int:
    """Return how many of the municipality the rule counts this month and lacks in ``until``: one query."""
    return len(_facts(grant, rule, today, until))


def _facts(grant: Grant, rule: MeasuredRule, today: date, until: Month | None) -> dict[int, Facts]:
    indicator, month = BY_KEY[rule.indicator], Month.of(today)
    if indicator.of is None:
        return {}
    filters = Filters()
    missing = indicator.of & ~indicator.counts
    condition = filters.condition(missing, indicator.lag)
    rows, parameters = place_sql(grant.programme_id, month, indicator.lag, grant.municipality_id)
    if until is not None:
        later, own = place_sql(grant.programme_id, until, indicator.lag, grant.municipality_id, "then")
        condition = f"""{filters.condition(indicator.counts, indicator.lag)} AND {ROWS}.member_id IN (
            SELECT {ROWS}.member_id FROM ({later}) {ROWS} WHERE {condition}
        )"""  # noqa: S608 -- our own text only
        parameters |= own
    statement = f"""
        SELECT member.citizen_id, {ROWS}.job_goal, {ROWS}.cv, {ROWS}.facilitator, EXISTS (
            SELECT 1 FROM cases_offer o
            WHERE o.citizen_id = member.citizen_id AND o.kind IN %(placements)s AND o."end" < %(first)s
        ), (
            SELECT MAX(o."end") FROM cases_offer o
            WHERE o.citizen_id = member.citizen_id AND o.kind IN %(tracks)s AND o."end" >= %(first)s
        )
        FROM ({rows}) {ROWS} JOIN cases_membership member ON member.id = {ROWS}.member_id
        WHERE {condition}
    """  # noqa: S608 -- our own text only
    known = {"placements": PLACEMENTS, "tracks": (*PLACEMENTS, "ordinaer_uddannelse")}
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters | filters.parameters | known)
        return {citizen: tuple(facts) for citizen, *facts in cursor.fetchall()}
