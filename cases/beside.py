"""What stands beside a form: where the citizen is now, and what happened last."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Value

from flereskalmed.clock import today

from .codes import Benefit, OfferKind
from .current import with_facts
from .models import Citizen
from .registrations import all_kinds
from .tables import group_names
from .timeline import TimelineEntry

if TYPE_CHECKING:
    from accounts.models import User

LATEST = 5


def beside(citizen: Citizen, user: User) -> dict[str, Any]:
    """Return the citizen's facts of today and the latest events, for the column beside a form."""
    known = with_facts(Citizen.objects.visible_to(user).filter(pk=citizen.pk), today()).get()
    return {
        "known": known,
        "known_group": group_names().get(known.group),
        "known_benefit": dict(Benefit.choices).get(known.benefit),
        "known_offers": [dict(OfferKind.choices).get(kind, kind) for kind in dict.fromkeys(known.offer_kinds)],
        "latest": latest_events(citizen, user),
    }


def latest_events(citizen: Citizen, user: User) -> list[TimelineEntry]:
    """Return the latest events up to today, newest first: one query to find them, one for each kind among them."""
    kinds = {kind.slug: kind for kind in all_kinds()}
    found = None
    for slug, kind in kinds.items():
        rows = kind.model.objects.visible_to(user).filter(citizen=citizen)  # type: ignore[attr-defined]
        rows = rows.annotate(slug=Value(slug), on=kind.model.happened_expression()).filter(on__lte=today())
        rows = rows.order_by().values_list("slug", "pk", "on")
        found = rows if found is None else found.union(rows, all=True)
    newest = list(found.order_by("-on", "-pk")[:LATEST]) if found is not None else []
    stored = {slug: read(kinds[slug], [pk for own, pk, _on in newest if own == slug]) for slug, _pk, _on in newest}
    return [TimelineEntry(kinds[slug], stored[slug][pk]) for slug, pk, _on in newest]


def read(kind: Any, pks: list[int]) -> dict[int, Any]:
    """Return the registrations of one kind by their number."""
    return kind.model._default_manager.select_related(*kind.related).in_bulk(pks)
