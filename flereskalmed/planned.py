"""Large statements that are asked again and again: the database reads and plans them once for each connection.

Planning what is due takes the database as long as finding a caseworker's citizens does. A statement asked within
``planned()`` is prepared the first time and executed by its name after that. It is for a few statements of ours, not
for all: PostgreSQL infers the types of what is put in, and a plan that fits all values is not always the best for one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Any
from weakref import WeakKeyDictionary

from django.db import connection
from django.db.models import QuerySet

#: When a connection has this many plans, all are dropped: filters make new statements, and a plan takes room.
MOST = 200

_names: WeakKeyDictionary[Any, dict[tuple[str, tuple[str, ...]], str]] = WeakKeyDictionary()

Execute = Callable[[str, Any, bool, dict[str, Any]], Any]


def planned() -> AbstractContextManager[None]:
    """Return the context in which every statement with parameters is planned once for each connection."""
    return connection.execute_wrapper(_execute_prepared)


def ids_of(rows: QuerySet[Any]) -> tuple[str, dict[str, Any]]:
    """Return the statement of the ids of ``rows`` for a place in a statement of ours, with its parameters by name.

    Raises ``EmptyResultSet`` where Django knows without asking that there are none.
    """
    query = rows.values("pk").query
    query.clear_ordering(force=False)
    sql, values = query.sql_with_params()
    names = [f"among{number}" for number in range(len(values))]
    literal = sql.replace("%%", "%%%%")  # a doubled sign stays doubled when the names are put in
    return literal % tuple(f"%({name})s" for name in names), dict(zip(names, values, strict=True))


def _execute_prepared(execute: Execute, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """Execute the statement by its name; prepare it where this connection has not yet."""
    if many or not params:
        return execute(sql, params, many, context)
    raw = context["connection"].connection
    text, values = _numbered(sql, params, raw)
    types = tuple(_type_of(value) for value in values)
    names = _names.setdefault(raw, {})
    if (text, types) not in names:
        _prepare(raw, names, text, types)
    places = ", ".join(["%s"] * len(values))
    return execute(f"EXECUTE {names[text, types]} ({places})", values, many, context)


def _prepare(raw: Any, names: dict[tuple[str, tuple[str, ...]], str], text: str, types: tuple[str, ...]) -> None:
    """Prepare a statement on the driver's own connection; what it says of a mistake, Django makes its own."""
    with connection.wrap_database_errors, raw.cursor() as cursor:
        if not names:  # one plan for all values: a plan of its own for each is what takes the time
            cursor.execute("SET plan_cache_mode = force_generic_plan")
        if len(names) >= MOST:
            cursor.execute("DEALLOCATE ALL")
            names.clear()
        name = f"planned_{len(names)}"
        cursor.execute(f"PREPARE {name} ({', '.join(types)}) AS {text}")
        names[text, types] = name


class _Places(dict[Any, str]):
    """The place of each value in a statement, by its name: a number, or for a list of values the list itself."""

    def __init__(self, params: Mapping[Any, Any], raw: Any):
        super().__init__()
        self.params, self.raw = params, raw
        self.values_in_order: list[Any] = []

    def __missing__(self, name: Any) -> str:
        value = self.params[name]
        if isinstance(value, tuple):
            with self.raw.cursor() as cursor:
                self[name] = cursor.mogrify("%s", (value,)).decode()
        else:
            self.values_in_order.append(value)
            self[name] = f"${len(self.values_in_order)}"
        return self[name]


def _numbered(sql: str, params: Sequence[Any] | Mapping[str, Any], raw: Any) -> tuple[str, list[Any]]:
    """Return the statement with numbers where the values go, and the values in that order; unused ones are left out."""
    if isinstance(params, Mapping):
        places = _Places(params, raw)
        return sql % places, places.values_in_order
    places = _Places(dict(enumerate(params)), raw)
    return sql % tuple(places[number] for number in range(len(params))), places.values_in_order


def _type_of(value: Any) -> str:
    """Return the type the driver writes a value as; the others PostgreSQL infers from where they stand."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return "date"
    return "integer" if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**31 else "unknown"
