"""A citizen's own data over time: which version somebody looked at, and who changed what since."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import Role, User

from .history_lines import Difference
from .models import Citizen, Unit

#: Who answers for a case's own data: a facilitator does not.
EDITORS = (Role.CASEWORKER, Role.MANAGER)


@dataclass(frozen=True)
class PersonChange:
    """One change of a citizen's own data: when, what, by whom and why."""

    at: datetime
    differences: list[Difference]
    by: str
    reason: str


def former_versions(citizen: Citizen) -> Any:
    """Return what the database keeps of the citizen: the row as it was before each change."""
    return Citizen._meta.get_field("events").related_model.objects.filter(pgh_obj_id=citizen.pk)  # type: ignore[union-attr]


def version_of(citizen: Citizen) -> int:
    """Return the number of the latest former version; 0 when the data have never been changed."""
    return former_versions(citizen).aggregate(latest=Max("pgh_id"))["latest"] or 0


def changes_of(citizen: Citizen, since: int = 0) -> list[PersonChange]:
    """Return who changed the citizen's own data after version ``since``, newest first. CPR numbers are not repeated."""
    former = list(former_versions(citizen).filter(pgh_id__gt=since).select_related("pgh_context").order_by("pgh_id"))
    if not former:
        return []
    later = [*former[1:], Citizen.objects.get(pk=citizen.pk)]
    users, units = _named([*former, later[-1]], (event.pgh_context for event in former))
    changes = []
    for before, after in zip(former, later, strict=True):
        known = before.pgh_context.metadata if before.pgh_context else {}
        differences = list(_differences(before, after, users, units))
        if differences:
            by = users.get(known.get("user", 0), _("systemet"))
            changes.append(PersonChange(before.pgh_created_at, differences, by, known.get("reason", "")))
    return changes[::-1]


def _named(versions: list[Any], contexts: Iterable[Any]) -> tuple[dict[int, str], dict[int, str]]:
    """Return the names of the users and units that are mentioned: one query each."""
    who = {one.caseworker_id for one in versions} | {one.metadata.get("user") for one in contexts if one}
    users = {user.pk: user.display_name for user in User.objects.filter(pk__in=who - {None})}
    units = dict(Unit.objects.filter(pk__in={one.unit_id for one in versions} - {None}).values_list("pk", "name"))
    return users, units


def _differences(before: Any, after: Any, users: dict[int, str], units: dict[int, str]) -> Iterable[Difference]:
    if before.name != after.name:
        yield Difference(_("Navn"), before.name, after.name)
    if bytes(before.cpr_hash) != bytes(after.cpr_hash):
        yield Difference(_("CPR-nummer"), _("tidligere nummer"), _("nyt nummer"))
    if before.unit_id != after.unit_id:
        yield Difference(_("Enhed"), units.get(before.unit_id, "–"), units.get(after.unit_id, "–"))
    if before.caseworker_id != after.caseworker_id:
        yield Difference(_("Sagsbehandler"), users.get(before.caseworker_id, "–"), users.get(after.caseworker_id, "–"))
