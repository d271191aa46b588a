"""What stands beside a form: where the citizen is now, what is due, and what happened last."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flereskalmed.clock import today

from .codes import Benefit, OfferKind
from .facts import add_facts
from .models import Citizen
from .panels import Place, panels_of
from .registered import add_relations, registered_rows
from .tables import group_names
from .timeline import TimelineEntry

if TYPE_CHECKING:
    from datetime import date

    from accounts.models import User

LATEST = 5


def beside(citizen: Citizen, user: User) -> dict[str, Any]:
    """Return the citizen's facts of today, what is due and the latest events, for the column beside a form.

    All that is registered is read in one statement: its cost is the same for every form. ``citizen`` has been looked
    up for ``user``.
    """
    on = today()
    entries = [TimelineEntry(kind, registration) for kind, registration in registered_rows(citizen, user)]
    add_facts(citizen, [entry.registration for entry in entries], on)
    known: Any = citizen
    return {
        "known": known,
        "known_group": group_names().get(known.group),
        "known_benefit": dict(Benefit.choices).get(known.benefit),
        "known_offers": [dict(OfferKind.choices).get(kind, kind) for kind in dict.fromkeys(known.offer_kinds)],
        "panels": panels_of(citizen, user, on, (Place.BESIDE,))[Place.BESIDE],
        "latest": latest(entries, on),
    }


def latest(entries: list[TimelineEntry], on: date) -> list[TimelineEntry]:
    """Return the latest events up to the day ``on``, newest first, with what they refer to."""
    happened = [entry for entry in entries if (day := entry.registration.happened_on) and day <= on]
    newest = sorted(happened, key=lambda entry: entry.order, reverse=True)[:LATEST]
    add_relations([(entry.kind, entry.registration) for entry in newest])
    return newest
