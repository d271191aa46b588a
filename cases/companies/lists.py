"""A company's agreements and history among the lists that have an Excel button. No citizen stands in them."""

from __future__ import annotations

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django_tables2 import Table

from accounts.lists import ListSource, plain_table, register_list
from accounts.models import User

from ..history_lines import CHANGE_COLUMNS, change_rows
from .changes import changes_of
from .people import company_of, words

AGREEMENTS, HISTORY = "virksomhedens-aftaler", "virksomhedens-historik"
AGREEMENT_COLUMNS = {
    "start": _("Fra"),
    "end": _("Til"),
    "text": _("Aftale"),
    "agreed_with": _("Aftalt med"),
    "by": _("Registreret af"),
}


def agreement_table(user: User, params: QueryDict) -> Table:
    """Return all that was agreed with the company."""
    found = company_of(user, params).agreements.select_related("created_by")
    facts = ("start", "end", "text", "agreed_with")
    rows = [
        {
            **{name: getattr(one, name) for name in facts},
            "by": one.created_by.display_name if one.created_by else str(_("Indlæst")),
        }
        for one in found
    ]
    return plain_table(AGREEMENT_COLUMNS, rows)


def history_table(user: User, params: QueryDict) -> Table:
    """Return every change of the company's facts and agreements."""
    return plain_table(CHANGE_COLUMNS, change_rows(changes_of(company_of(user, params))))


def register_lists() -> None:
    """Give the lists their Excel button."""
    register_list(ListSource(AGREEMENTS, _("Aftaler med virksomheden"), agreement_table, words))
    register_list(ListSource(HISTORY, _("Virksomhedens historik"), history_table, words))
