"""The tables of averages among the lists that have an Excel button: the same numbers, none that rests on too few."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tables2 import Table

from accounts.lists import ListSource, Words, plain_table, register_list
from accounts.models import User

from .asked import Asked, quarter_name
from .averages import Average

QUESTION = gettext_lazy("Spørgsmål")


def words(user: User, params: QueryDict) -> Words:
    """Tell whose answers they are, and the unit."""
    asked = Asked(user, params)
    unit = [(_("Enhed"), asked.unit.name)] if asked.unit else []
    return [(_("Hvem svarer"), str(asked.respondent.label)), *unit]


def rounded(value: Any) -> Any:
    """Return an average with one decimal, as on the page; nothing where too few answered."""
    return None if value is None else round(value, 1)


def spread(asked: Asked, columns: list[tuple[Any, str]], average: Callable[[str, Any], Average | None]) -> Table:
    """Return a line for each question, and for each column the average and how many answered."""
    heads: dict[str, str | Promise] = {"question": QUESTION}
    for number, (_key, label) in enumerate(columns):
        heads |= {f"value_of_{number}": label, f"people_{number}": f"{label}: {_('borgere')}"}
    rows = []
    for key, question in asked.questions.items() if columns else ():
        row: dict[str, Any] = {"question": str(question)}
        for number, (column, _label) in enumerate(columns):
            if found := average(key, column):
                row |= {f"value_of_{number}": rounded(found.value), f"people_{number}": found.people}
        rows.append(row)
    return plain_table(heads, rows)


def by_quarter(user: User, params: QueryDict) -> Table:
    """Return the averages quarter for quarter."""
    asked = Asked(user, params)
    columns = [(quarter, quarter_name(quarter)) for quarter in asked.quarters]
    return spread(asked, columns, lambda key, quarter: asked.answered[key].get(quarter))


def by_unit(user: User, params: QueryDict) -> Table:
    """Return the latest quarter by unit."""
    asked = Asked(user, params)
    columns = [(unit.pk, unit.name) for unit in asked.compared]
    return spread(asked, columns, lambda key, unit: asked.found.by_unit[unit, asked.quarters[-1]].get(key))


def change(user: User, params: QueryDict) -> Table:
    """Return first answers against latest."""
    asked = Asked(user, params)
    heads = {
        "question": QUESTION,
        "people": gettext_lazy("Borgere"),
        "first": gettext_lazy("Første svar"),
        "latest": gettext_lazy("Seneste svar"),
        "difference": gettext_lazy("Forskel"),
    }
    rows = []
    for key, question in asked.questions.items():
        found = asked.found.change.get(key)
        row: dict[str, Any] = {"question": str(question), "people": found.people if found else 0}
        if found and found.first is not None and found.latest is not None:
            row |= {"first": rounded(found.first), "latest": rounded(found.latest)}
            row["difference"] = rounded(found.latest - found.first)
        rows.append(row)
    return plain_table(heads, rows)


def register_lists() -> None:
    """Give the tables their Excel button."""
    register_list(
        ListSource("progression-kvartaler", gettext_lazy("Progression kvartal for kvartal"), by_quarter, words)
    )
    register_list(
        ListSource("progression-aendring", gettext_lazy("Progression, første og seneste svar"), change, words)
    )
    register_list(ListSource("progression-enheder", gettext_lazy("Progression efter enhed"), by_unit, words))
