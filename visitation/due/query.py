"""What is due on a day, in one query, whoever is asked about."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cases.codes import CASH_ASSISTANCE, PLACEMENTS
from cases.models import Citizen, Programme
from flereskalmed.planned import ids_of, planned

from .catalogue import Rule, all_rules, find_rule
from .limits import limits
from .offers import PASSIVE
from .rehabilitation import CARRIED_OUT

_PERSON = (Path(__file__).parent / "person.sql").read_text(encoding="utf-8")
_ROWS = (
    "SELECT rule, citizen_id, since, deadline, deadline < %(on)s, registration_id, prefill::text, prepared_since "
    "FROM due ORDER BY deadline, since, citizen_id, rule"
)


class Due(NamedTuple):
    """Something that is due for a citizen: by which rule, since when, and the last day to do it in time.

    ``overdue``: that day is over. ``registration``: the id of the registration to correct or complete (its kind is
    the rule's ``settled_by``; for ``decided_without_benefit_change`` the rehabilitation case), or None.
    ``told``: what the form of a new one is told beforehand, as JSON. ``prepared_since``: the day since which what
    settles it has been prepared, or None. ``limits``: those of the programme asked for.
    """

    rule: str
    citizen: int
    since: date
    deadline: date
    overdue: bool
    registration: int | None
    told: str | None
    prepared_since: date | None
    limits: Mapping[str, int]

    @property
    def prefill(self) -> dict[str, Any]:
        """What the form of a new registration is told beforehand, by its field."""
        return json.loads(self.told) if self.told else {}

    @property
    def label(self) -> str:
        """What is due, in words that follow the programme's limits, and whether it is being prepared."""
        said = self.about.say(self.limits)
        if self.prepared_since is None:
            return said
        since = date_format(self.prepared_since, "SHORT_DATE_FORMAT")
        return _("%(what)s (forberedes siden %(day)s)") % {"what": said, "day": since}

    @property
    def about(self) -> Rule:
        """The rule, with its words, its tab and what settles it."""
        return find_rule(self.rule)


class Count(NamedTuple):
    """The citizens of a tab, and those of them with something there that is overdue."""

    people: int = 0
    overdue: int = 0


def due(
    on: date, programme: Programme, citizens: QuerySet[Citizen], *, rules: Collection[Rule] | None = None
) -> list[Due]:
    """Return what is due on the day ``on`` for ``citizens``, the nearest deadline first.

    At most one row for a citizen and rule. Counted are members of the programme in the municipality they were drawn
    in, with an active case (a cash-assistance benefit) that day. ``rules``: only these, by default all.
    """
    given = (limits(programme),)
    return [Due._make(row + given) for row in _rows(on, programme, citizens, rules)]


def _rows(
    on: date, programme: Programme, citizens: QuerySet[Citizen], rules: Collection[Rule] | None
) -> list[tuple[Any, ...]]:
    """Return the union of the rules, in the order of the fields of ``Due``."""
    chosen = all_rules() if rules is None else rules
    try:
        asked, parameters = ids_of(citizens)
    except EmptyResultSet:  # nobody is visible: Django does not even ask
        return []
    if not chosen:
        return []
    union = " UNION ALL ".join(rule.sql for rule in chosen)
    statement = f"{_PERSON.replace('{citizens}', asked)}, due AS ({union}) {_ROWS}"
    with planned(), connection.cursor() as cursor:
        cursor.execute(statement, parameters | _parameters(on, programme))
        return cursor.fetchall()


def _parameters(on: date, programme: Programme) -> dict[str, Any]:
    return {
        "on": on,
        "programme": programme.pk,
        "starts_on": programme.starts_on,
        "assistance": tuple(benefit.value for benefit in CASH_ASSISTANCE),
        "passive": PASSIVE,
        "placements": PLACEMENTS,
        "carried_out": CARRIED_OUT,
        "followed": tuple({decision for decision, _benefit in CARRIED_OUT}),
        **limits(programme),
    }
