"""The full-time persons' Excel button: the same tables, one under the other."""

from __future__ import annotations

from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tables2 import Table

from accounts.lists import ListSource, Words, plain_table, register_list
from accounts.models import User

from .asked import PLACE, month_asked, place_asked
from .closed import full_time_of_months
from .tables import month_tables

NAME = "fuldtidspersoner"
COLUMNS = {
    "benefit": gettext_lazy("Ydelse"),
    "by": gettext_lazy("Fordelt på"),
    "persons": gettext_lazy("Fuldtidspersoner"),
}


def build(user: User, params: QueryDict) -> Table:
    """Return one row for each benefit and age band or unit."""
    read = month_tables(place_asked(user, params.get(PLACE, ""), NAME), month_asked(params))
    rows = [
        {"benefit": line.label, "by": column, "persons": round(float(cell), 2)}
        for table in read.tables
        for line in table.lines
        for column, cell in zip(table.columns, line.cells, strict=True)
        if cell
    ]
    return plain_table(COLUMNS, rows)


def words(user: User, params: QueryDict) -> Words:
    """Tell which month it is, and whether it is closed."""
    month = month_asked(params)
    close = full_time_of_months(place_asked(user, params.get(PLACE, ""), NAME), [month]).closes.get(month)
    state = str(close.version) if close else _("foreløbig")
    return [(_("Måned"), capfirst(date_format(month.first, "F Y"))), (_("Version"), state)]


def register_list_of_full_time() -> None:
    """Give the page its button."""
    register_list(ListSource(NAME, gettext_lazy("Fuldtidspersoner"), build, words))
