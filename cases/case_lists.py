"""The lists of one case among those that have an Excel button: its events, its history, its own data's changes."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tables2 import Table

from accounts.lists import ListSource, Words, plain_table, register_list
from accounts.models import User

from .case_access import asked_citizen, citizen_of
from .case_events import Events
from .case_history import counted_kinds, entries_in_words, history_entries, narrowed, own_line
from .history_lines import CHANGE_COLUMNS, change_rows
from .person import EDITORS, changes_of
from .timeline import timeline

EVENT_COLUMNS = {
    "on": gettext_lazy("Dato"),
    "what": gettext_lazy("Hvad"),
    "details": gettext_lazy("Detaljer"),
    "by": gettext_lazy("Registreret af"),
}


def events(user: User, params: QueryDict) -> Events:
    """Return the events of the case the address names."""
    citizen = asked_citizen(user, params, EVENTS.log_name)
    return Events(citizen, timeline(citizen, user), params.get("vis", ""), None)


def event_table(user: User, params: QueryDict) -> Table:
    """Return every event of the case, of the kind asked for."""
    chosen = events(user, params).chosen
    return plain_table(EVENT_COLUMNS, [event_row(entry) for entry in chosen])


def event_row(entry: Any) -> dict[str, Any]:
    """Return an event as the page tells it."""
    author = entry.registration.created_by
    told = {"on": entry.on, "what": entry.headline, "details": "; ".join(map(str, entry.details))}
    return {**told, "by": author.display_name if author else _("Indlæst")}


def event_words(user: User, params: QueryDict) -> Words:
    """Tell the kind asked for."""
    found = events(user, params)
    return [(_("Vis"), str(kind.label)) for kind, _count in found.kinds if kind.slug == found.kind]


def history_table(user: User, params: QueryDict) -> Table:
    """Return every change in the case, of the kind asked for."""
    entries = history_entries(asked_citizen(user, params, HISTORY.log_name), user)
    return plain_table(CHANGE_COLUMNS, change_rows(entries_in_words(narrowed(entries, params.get("vis", ""))[1])))


def history_words(user: User, params: QueryDict) -> Words:
    """Tell the kind asked for."""
    entries = history_entries(asked_citizen(user, params, HISTORY.log_name), user)
    chosen = narrowed(entries, params.get("vis", ""))[0]
    return [(_("Vis"), str(kind.label)) for kind, _count in counted_kinds(entries) if kind.slug == chosen]


def own_data_table(user: User, params: QueryDict) -> Table:
    """Return every change of the citizen's own data."""
    changes = changes_of(asked_citizen(user, params, OWN_DATA.log_name))
    return plain_table(CHANGE_COLUMNS, change_rows(own_line(change) for change in changes))


EVENTS = ListSource("sagens-haendelser", gettext_lazy("Hændelser"), event_table, event_words, citizen=citizen_of)
HISTORY = ListSource(
    "sagens-historik", gettext_lazy("Historik over rettelser"), history_table, history_words, citizen=citizen_of
)
OWN_DATA = ListSource(
    "stamdata-rettelser",
    gettext_lazy("Tidligere rettelser af stamdata"),
    own_data_table,
    open_to=lambda user: user.sees_people and user.role in EDITORS,
    citizen=citizen_of,
)


def register_lists() -> None:
    """Give the lists their Excel button."""
    for source in (EVENTS, HISTORY, OWN_DATA):
        register_list(source)
