"""The municipalities of STAR's page among the lists that have an Excel button: published figures, as they print."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.http import Http404, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tables2 import Table

from accounts.lists import ListSource, Words, plain_table, register_list
from accounts.models import User
from reporting.blocks import compared_of
from reporting.country.table import words_of_close
from reporting.indicators import BY_KEY
from reporting.preparing import is_ready
from reporting.templatetags.figures import shown_share

from .star import _close, _lines, published_reports


class Asking(NamedTuple):
    """What the page reads of a request: its own rules decide which month may be seen."""

    user: User
    GET: QueryDict


def build(user: User, params: QueryDict) -> Table:
    """Return the country and the municipalities of the month, searched and ordered as on the page."""
    close: Any = _close(Asking(user, params), params.get("maaned", ""))  # type: ignore[arg-type]
    if not is_ready(close):
        raise Http404
    found = _lines(close, published_reports(close), params)
    heads: dict[str, Any] = {"name": gettext_lazy("Kommune")}
    heads |= {key: BY_KEY[key].label for key in compared_of(close.programme)}
    country = {**found["country"], "name": _("Hele landet")}
    return plain_table(heads, [row(line) for line in (country, *found["lines"])])


def row(line: dict[str, Any]) -> dict[str, str]:
    """Return a line's shares as they print: hidden ones stay hidden."""
    return {"name": line["name"], **{key: shown_share(figure, key) for key, figure in line["figures"]}}


def words(user: User, params: QueryDict) -> Words:
    """Tell the month, its version and the search."""
    close = _close(Asking(user, params), params.get("maaned", ""))  # type: ignore[arg-type]
    about = words_of_close(close)
    search = params.get("kommune", "").strip()
    return [*about, *([(_("Kommune"), search)] if search else [])]


def open_to(user: User) -> bool:
    """Open the list to the agency's analysts."""
    return user.is_active and user.is_star


def register_list_of_star() -> None:
    """Give the table its Excel button."""
    register_list(ListSource("star-kommuner", gettext_lazy("Kommunernes tal"), build, words, open_to=open_to))
