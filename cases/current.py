"""What is true of each citizen on a day, as annotations: one query for a whole list."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField, DateField, F, Field, Func, Q, QuerySet, Value

from .codes import LEFT_PROGRAMME

#: Whom the programme still follows, over ``with_facts``: everybody but those who left it; no benefit is no leaving.
FOLLOWED = Q(benefit__isnull=True) | ~Q(benefit__in=LEFT_PROGRAMME)


def visitation_model() -> Any:
    """Return the model of visitations, which lives in an app that builds on this one."""
    return apps.get_model("visitation", "Visitation")


class Fact(Func):
    """A statement about one citizen on a day, which stand as ``{citizen}`` and ``{on}`` in it.

    Written out, because Django takes ten milliseconds of a page to put seven such queries together.
    """

    def __init__(self, statement: str, on: date, output_field: Field):
        super().__init__(F("pk"), Value(on), output_field=output_field)
        self.statement = statement

    def as_sql(self, compiler: Any, connection: Any, **_extra: Any) -> tuple[str, list[Any]]:
        """Return the statement with the column of the citizen, and the day as often as it stands there."""
        citizen, on = self.source_expressions
        column, _none = compiler.compile(citizen)
        return self.statement.format(citizen=column, on="%s"), [on.value] * self.statement.count("{on}")


def in_force(table: str, when: str, value: str) -> str:
    """Return the statement of the value of the event in force: an index finds it at once."""
    return (
        f'(SELECT "{value}" FROM {table} WHERE citizen_id = {{citizen}} AND {when} <= {{on}} '  # noqa: S608 -- ours
        f"ORDER BY {when} DESC LIMIT 1)"
    )


def present_since(table: str, when: str, value: str) -> str:
    """Return the statement of the day that brought the value in force; the same value again does not restart it."""
    return (
        f"(SELECT MIN(run.{when}) FROM {table} run "  # noqa: S608 -- only our own text is put together
        f"WHERE run.citizen_id = {{citizen}} AND run.{when} <= {{on}} AND NOT EXISTS ("
        f"SELECT FROM {table} later WHERE later.citizen_id = run.citizen_id AND later.{when} > run.{when} "
        f'AND later.{when} <= {{on}} AND later."{value}" <> run."{value}"))'
    )


def covering(select: str, table: str) -> str:
    """Return the statement of a value of the periods that cover the day."""
    return (
        f'SELECT {select} FROM {table} WHERE citizen_id = {{citizen}} AND "start" <= {{on}} '  # noqa: S608 -- ours
        'AND ("end" IS NULL OR "end" >= {on})'
    )


BENEFIT = ("cases_benefitchange", "effective_on")
VISITATION = ("visitation_visitation", "decided_on")
FACTS: dict[str, tuple[str, Field]] = {
    "group": (in_force(*VISITATION, "group"), CharField()),
    "group_since": (present_since(*VISITATION, "group"), DateField()),
    "benefit": (in_force(*BENEFIT, "benefit"), CharField()),
    "benefit_since": (present_since(*BENEFIT, "benefit"), DateField()),
    "match_category": (in_force(*BENEFIT, "match_category"), CharField()),
    "facilitator": (f"({covering('name', 'cases_facilitator')} LIMIT 1)", CharField()),
    "offer_kinds": (
        f'ARRAY({covering("kind", "cases_offer")} ORDER BY "start" DESC, id DESC)',
        ArrayField(CharField()),
    ),
}


def with_facts(citizens: QuerySet, on: date, *names: str) -> QuerySet:
    """Annotate ``citizens`` with their group, benefit, facilitator and offers on the day ``on``, or those named.

    Adds ``group``, ``group_since``, ``benefit``, ``benefit_since``, ``match_category``, ``facilitator``
    (a name) and ``offer_kinds`` (a list, latest start first).
    """
    return citizens.annotate(**{name: Fact(FACTS[name][0], on, FACTS[name][1]) for name in names or FACTS})
