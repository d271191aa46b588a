"""All that is registered about a citizen, of every kind, in one statement: its cost does not grow with the kinds."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from django.core.exceptions import EmptyResultSet
from django.db import connection, models
from django.db.models import Model
from pghistory.models import Context

from accounts.models import User
from flereskalmed.planned import planned

from .models import Citizen
from .registrations import RegistrationKind, all_kinds
from .versions import former_versions

if TYPE_CHECKING:
    from .models.registration import Registration


def registered(citizen: Citizen, user: User) -> list[tuple[RegistrationKind, Registration]]:
    """Return what ``user`` may see registered about ``citizen``, with who wrote it and what it refers to.

    One query for the rows of all kinds, one for their authors, and one for each relation that a kind names.
    """
    found = registered_rows(citizen, user)
    add_relations(found)
    authors = User.objects.in_bulk({one.created_by_id for _kind, one in found if one.created_by_id is not None})
    for _kind, one in found:
        if one.created_by_id is not None:
            one.created_by = authors[one.created_by_id]
    return found


def registered_rows(citizen: Citizen, user: User) -> list[tuple[RegistrationKind, Registration]]:
    """Return the same, in one query: without who wrote it and what it refers to."""
    kinds = {kind.slug: kind for kind in all_kinds()}
    return [(kinds[slug], revived(kinds[slug].model, row)) for slug, row in of_each_kind(citizen, user, rows_of)]


def rows_of(kind: RegistrationKind) -> str:
    """Return the statement of a kind's rows."""
    return f"SELECT '{kind.slug}', to_jsonb(row) FROM {kind.model._meta.db_table} row"  # noqa: S608 -- only our own text


def former_rows(citizen: Citizen, user: User) -> list[tuple[RegistrationKind, Any, Registration | None]]:
    """Return each former version that the database keeps of the citizen's registrations, with what is stored now."""
    kinds = {kind.slug: kind for kind in all_kinds()}
    found: list[tuple[RegistrationKind, Any, Registration | None]] = []
    for slug, row, context, now in of_each_kind(citizen, user, former_rows_of):
        kind = kinds[slug]
        event = revived(former_versions(kind.model).model, row)
        event.pgh_context = None if context is None else Context(id=event.pgh_context_id, metadata=context)
        found.append((kind, event, None if now is None else revived(kind.model, now)))
    add_relations([(kind, event) for kind, event, _now in found])
    add_relations([(kind, now) for kind, _event, now in found if now is not None])
    return found


def former_rows_of(kind: RegistrationKind) -> str:
    """Return the statement of a kind's former versions, each with who and why, and the row as it is now."""
    now, former = kind.model._meta.db_table, former_versions(kind.model).model._meta.db_table
    return f"""
        SELECT '{kind.slug}', to_jsonb(row),
            (SELECT metadata FROM pghistory_context WHERE id = row.pgh_context_id),
            (SELECT to_jsonb(now) FROM {now} now WHERE now.id = row.pgh_obj_id)
        FROM {former} row
    """  # noqa: S608 -- only our own text


def of_each_kind(citizen: Citizen, user: User, select: Callable[[RegistrationKind], str]) -> list[tuple[Any, ...]]:
    """Run ``select(kind)`` for every kind at once, kept to the rows of the citizen if ``user`` may see them.

    Each selects from a table called ``row`` with a ``citizen_id``. JSON comes back as Python values.
    """
    visible = Citizen.objects.visible_to(user).filter(pk=citizen.pk).order_by().values("pk").query
    try:
        seen, parameters = visible.sql_with_params()
    except EmptyResultSet:  # the user sees nobody: Django does not even ask
        return []
    union = " UNION ALL ".join(
        f"{select(kind)} WHERE row.citizen_id = (SELECT seen.citizen_id FROM seen)"  # noqa: S608 -- only our own text
        for kind in all_kinds()
    )
    with planned(), connection.cursor() as cursor:
        cursor.execute(f"WITH seen (citizen_id) AS MATERIALIZED ({seen}) {union}", parameters)
        json_columns = [number for number, column in enumerate(cursor.description) if column.type_code == JSONB]
        return [with_python_values(row, json_columns) for row in cursor.fetchall()]


#: PostgreSQL's number for the type jsonb, which Django leaves as text.
JSONB = 3802


def with_python_values(row: tuple[Any, ...], json_columns: Iterable[int]) -> tuple[Any, ...]:
    """Return the row with its JSON read; decimals stay exact."""
    values = list(row)
    for number in json_columns:
        if values[number] is not None:
            values[number] = json.loads(values[number], parse_float=Decimal)
    return tuple(values)


def revived(model: type[Any], row: dict[str, Any]) -> Any:
    """Return the registration, or former version, that a row is as JSON: each field makes its own value of the text."""
    values = [
        value if (value := row[column]) is None or as_is else to_python(value)
        for column, as_is, to_python in columns_of(model)
    ]
    return model.from_db(connection.alias, [field.attname for field in model._meta.concrete_fields], values)


#: In JSON these are already what Python has for them.
AS_IS = (models.CharField, models.TextField, models.BooleanField, models.IntegerField, models.ForeignKey)


@cache
def columns_of(model: type[Any]) -> list[tuple[str, bool, Callable[[Any], Any]]]:
    """Return each column of a model: its name, whether its JSON value stays as it is, and what reads it."""
    fields = model._meta.concrete_fields
    return [(field.column, isinstance(field, AS_IS), field.to_python) for field in fields]


def add_relations(found: Iterable[tuple[RegistrationKind, Model]]) -> None:
    """Fetch what the kinds refer to (``RegistrationKind.related``): one query for each relation in use."""
    by_kind: dict[str, list[Model]] = {}
    for kind, one in found:
        by_kind.setdefault(kind.slug, []).append(one)
    for kind in all_kinds():
        if kind.related and kind.slug in by_kind:
            for name in kind.related:
                add_relation(kind.model._meta.get_field(name), by_kind[kind.slug])


def add_relation(relation: Any, found: Iterable[Model]) -> None:
    """Fetch what a foreign key refers to, where it refers to something that is still there."""
    numbers = {getattr(one, relation.attname) for one in found} - {None}
    related = relation.related_model.objects.in_bulk(numbers)
    for one in found:
        relation.set_cached_value(one, related.get(getattr(one, relation.attname)))
