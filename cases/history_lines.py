"""Who changed what, when and why: the former versions kept by the database, told as lines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Field, Model
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.models import User

from .forms.course import name_of
from .registrations import RegistrationKind, all_kinds
from .versions import former_versions, told_fields

if TYPE_CHECKING:
    from .models import Citizen


@dataclass(frozen=True)
class Difference:
    """One field that a change touched, in words."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class HistoryLine:
    """One change or deletion."""

    at: datetime
    kind: RegistrationKind
    deleted: bool
    what: str
    differences: list[Difference]
    by: str
    reason: str


def history_of(citizen: Citizen) -> list[HistoryLine]:
    """Return every correction and deletion among the citizen's registrations, newest first."""
    return told([entry for kind in all_kinds() for entry in versions(kind, citizen)])


def history_since(kind: RegistrationKind, citizen: Citizen, registration: int, version: int) -> list[HistoryLine]:
    """Return what has become of one registration since a version of it was looked at, newest first."""
    return told(versions(kind, citizen, pgh_obj_id=registration, pgh_id__gt=version))


def told(found: list[tuple[RegistrationKind, Model | None, Any]]) -> list[HistoryLine]:
    """Return the former versions as lines, newest first."""
    users = User.objects.in_bulk({user for *_rest, event in found if (user := metadata(event).get("user"))})
    lines = [line(kind, later, event, users) for kind, later, event in found]
    return sorted(lines, key=lambda item: item.at, reverse=True)


def versions(kind: RegistrationKind, citizen: Citizen, **only: int) -> list[tuple[RegistrationKind, Model | None, Any]]:
    """Return (kind, what it became, former version): two queries a kind. ``only`` keeps some of them."""
    events = former_versions(kind.model)
    found_events = events.filter(citizen=citizen, **only).select_related("pgh_context", *kind.related)
    former = list(found_events.order_by("pgh_id"))
    if not former:
        return []
    present = kind.model._default_manager.select_related(*kind.related).in_bulk([event.pgh_obj_id for event in former])
    found: list[tuple[RegistrationKind, Model | None, Any]] = []
    became: dict[int, Model] = dict(present)
    for event in reversed(former):
        found.append((kind, became.get(event.pgh_obj_id), event))
        became[event.pgh_obj_id] = event
    return found


def metadata(event: Any) -> dict[str, Any]:
    """Return who and why, as ``recorded_change`` left it; nothing for a change made outside the pages."""
    return event.pgh_context.metadata if event.pgh_context else {}


def line(kind: RegistrationKind, later: Model | None, event: Any, users: dict[int, User]) -> HistoryLine:
    """Tell one former version."""
    known = metadata(event)
    user = users.get(known.get("user", 0))
    deleted = event.pgh_label == "deleted"
    return HistoryLine(
        at=event.pgh_created_at,
        kind=kind,
        deleted=deleted,
        what=kind.describe(as_registration(kind, event)),
        differences=[] if deleted or later is None else differences(kind, event, later),
        by=name_of(user) if user else _("systemet"),
        reason=known.get("reason", ""),
    )


def as_registration(kind: RegistrationKind, event: Any) -> Any:
    """Return the former version as the registration it was, unsaved, so that its kind can describe it."""
    return kind.model(**{field.attname: getattr(event, field.attname) for field in told_fields(kind.model)})


def differences(kind: RegistrationKind, before: Any, after: Any) -> list[Difference]:
    """Return each field whose value changed, with both values in words."""
    changed = [f for f in told_fields(kind.model) if getattr(before, f.attname) != getattr(after, f.attname)]
    return [difference for field in changed for difference in differences_in(field, before, after)]


def differences_in(field: Any, before: Any, after: Any) -> list[Difference]:
    """Return what changed in a field: one difference, or one for each changed part of a field that has ``parts``."""
    if not hasattr(field, "parts"):
        return [Difference(capfirst(str(field.verbose_name)), in_words(field, before), in_words(field, after))]
    was, became = field.parts(before), field.parts(after)
    return [
        Difference(label, was.get(label, "–"), became.get(label, "–"))
        for label in {**was, **became}
        if was.get(label) != became.get(label)
    ]


def in_words(field: Field, version: Any) -> str:
    """Return a field's value as a person reads it."""
    value = getattr(version, field.attname)
    if value in (None, ""):
        return "–"
    if isinstance(value, bool):
        return _("ja") if value else _("nej")
    if isinstance(value, date):
        return date_format(value)
    if field.is_relation:
        return related_in_words(getattr(version, field.name))
    return str(dict(field.flatchoices).get(value, value))


def related_in_words(related: Any) -> str:
    """Return what a row refers to, as a person reads it: a registration as in the timeline, with its day."""
    kind = next((kind for kind in all_kinds() if isinstance(related, kind.model)), None)
    if kind is None:
        return "–" if related is None else str(related)
    day = related.happened_on
    return f"{kind.describe(related)}, {date_format(day)}" if day else kind.describe(related)
