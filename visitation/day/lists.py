"""The start pages' lists among those that have an Excel button: what is due, the month's contacts, the house."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tables2 import Table

from accounts.lists import ListSource, Words, plain_table, register_list
from accounts.models import User
from cases.case_access import leads_people

from .choices import DayForm
from .contacts import month_of_contacts
from .overview import Line, Matrix, Overview
from .page import Day, build
from .work import tab_labels


def filter_words(user: User, params: QueryDict) -> Words:
    """Tell whose citizens they are, and the filters in use."""
    form = DayForm(user, params)
    return [(_("Vis"), str(form.scope.label)), *((str(form[name].label), form.words(name)) for name in form.chosen)]


def words(user: User, params: QueryDict) -> Words:
    """Tell the tab beside the filters."""
    tab = tab_labels().get(params.get("fane", "")) or Day(user, params).chosen.label
    return [(_("Næste handling"), tab), *filter_words(user, params)]


def contact_table(user: User, params: QueryDict) -> Table:
    """Return those of the facilitator's citizens with whom contact was held this month."""
    contacts = month_of_contacts(Day(user, params))
    held: list[Any] = contacts.held if contacts else []
    columns = {"name": gettext_lazy("Navn"), "held_on": gettext_lazy("Seneste kontakt")}
    return plain_table(columns, [{"name": citizen.name, "held_on": citizen.held_on} for citizen in held])


def matrix_table(what: str | Promise, matrix: Matrix | None) -> Table:
    """Return the lines of the house and their sum; of each next action how many are due, and the overdue of them."""
    labels = tab_labels()
    columns: dict[str, str | Promise] = {"label": what, "people": gettext_lazy("Følges")}
    for number, label in enumerate(labels.values()):
        columns |= {f"due_{number}": label, f"over_{number}": f"{label}: {_('over frist')}"}
    lines = [*matrix.lines, matrix.total] if matrix else []
    return plain_table(columns, [matrix_row(line) for line in lines])


def matrix_row(line: Line) -> dict[str, Any]:
    """Return a line's numbers."""
    row: dict[str, Any] = {"label": line.label, "people": line.people}
    for number, cell in enumerate(line.cells):
        row |= {f"due_{number}": cell.count.people, f"over_{number}": cell.count.overdue}
    return row


def by_caseworker(user: User, params: QueryDict) -> Table:
    """Return what is due in the house by caseworker."""
    return matrix_table(gettext_lazy("Sagsbehandler"), Overview(user).by_caseworker)


def by_unit(user: User, params: QueryDict) -> Table:
    """Return what is due in the house by unit."""
    return matrix_table(gettext_lazy("Enhed"), Overview(user).by_unit)


CONTACTS = ListSource("maanedens-kontakter", gettext_lazy("Holdte kontakter i måneden"), contact_table, filter_words)
BY_CASEWORKER = ListSource(
    "overblik-sagsbehandlere", gettext_lazy("Overblik efter sagsbehandler"), by_caseworker, open_to=leads_people
)
BY_UNIT = ListSource("overblik-enheder", gettext_lazy("Overblik efter enhed"), by_unit, open_to=leads_people)
DUE = ListSource("forfalder", gettext_lazy("Det forfalder"), build, words)


def register_lists() -> None:
    """Give the lists their buttons."""
    for source in (DUE, CONTACTS, BY_CASEWORKER, BY_UNIT):
        register_list(source)
