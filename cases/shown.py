"""What a page of a list shows of its citizens, asked for by their numbers in one statement written out.

The ORM takes as long to put such a statement together, and its rows into models, as the database takes to answer it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.db import connection

from accounts.models import called
from flereskalmed.planned import planned

from .current import FACTS

_STATEMENT = """
    SELECT citizen.id, citizen.name, citizen.born_on, unit.name,
        caseworker.first_name, caseworker.last_name, caseworker.username, {facts}
    FROM cases_citizen citizen
    LEFT JOIN cases_unit unit ON unit.id = citizen.unit_id
    LEFT JOIN accounts_user caseworker ON caseworker.id = citizen.caseworker_id
    WHERE citizen.id = ANY(%(numbers)s)
"""


@dataclass(frozen=True, slots=True, repr=False)
class Named:
    """A unit or a colleague: what it goes by, under the names that a unit and a user have for it."""

    name: str

    @property
    def display_name(self) -> str:
        """What it goes by."""
        return self.name


@dataclass(slots=True, repr=False)
class Shown:
    """A citizen on a page of a list, with the facts (see ``current.FACTS``) that were asked for; no model.

    What it says of itself in an error is its class: a name belongs in no log.
    """

    pk: int
    name: str
    born_on: date
    unit: Named | None
    caseworker: Named | None
    group: str | None = None
    group_since: date | None = None
    benefit: str | None = None
    benefit_since: date | None = None
    facilitator: str | None = None
    offer_kinds: list[str] | None = None


def shown(numbers: Collection[int], on: date, *facts: str) -> dict[int, Shown]:
    """Return the citizens with these numbers by number, with their ``facts`` (at least one) on the day ``on``.

    It asks for no permission: the numbers are of citizens whom the user may see.
    """
    with planned(), connection.cursor() as cursor:
        cursor.execute(_statement(facts), {"numbers": list(numbers), "on": on})
        return {row[0]: _made(row, facts) for row in cursor.fetchall()}


@cache
def _statement(facts: tuple[str, ...]) -> str:
    told = (FACTS[name][0].format(citizen="citizen.id", on="%(on)s") for name in facts)
    return _STATEMENT.format(facts=", ".join(told))


def _made(row: tuple, facts: tuple[str, ...]) -> Shown:
    number, name, born_on, unit, first_name, last_name, username, *told = row
    caseworker = Named(called(first_name, last_name, username)) if username else None
    facts_told = dict(zip(facts, told, strict=True))
    return Shown(number, name, born_on, Named(unit) if unit else None, caseworker, **facts_told)
