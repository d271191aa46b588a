"""Who changed what, when and why: the former versions kept by the database, told as lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Field, Model
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from flereskalmed.quick_formats import hours_in_words

from .registered import former_rows
from .registrations import RegistrationKind, all_kinds
from .versions import former_versions, told_fields

if TYPE_CHECKING:
    from .case_history import OwnData
    from .models import Citizen


@dataclass(frozen=True)
class Difference:
    """One field that a change touched, in words."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class ChangeLine:
    """One change or deletion: when, what became different, by whom and why. ``what``: what it was about, in a line."""

    at: datetime
    deleted: bool
    differences: list[Difference]
    by: str
    reason: str
    user: int | None = None
    what: str = ""

    @property
    def headline(self) -> str:
        """What was done."""
        return _("Slettet") if self.deleted else _("Rettet")


#: The columns of a list of changes, and its rows.
CHANGE_COLUMNS = {
    "at": gettext_lazy("Hvornår"),
    "headline": gettext_lazy("Handling"),
    "what": gettext_lazy("Hvad"),
    "changed": gettext_lazy("Ændret"),
    "by": gettext_lazy("Af"),
    "reason": gettext_lazy("Begrundelse"),
}


def change_rows(lines: Iterable[ChangeLine]) -> list[dict[str, Any]]:
    """Return the lines as rows of a list of changes."""
    return [
        {
            **{"at": line.at, "headline": line.headline, "what": line.what, "by": line.by, "reason": line.reason},
            "changed": "; ".join(f"{one.field}: {one.before} → {one.after}" for one in line.differences),
        }
        for line in lines
    ]


@dataclass(frozen=True, kw_only=True)
class HistoryLine(ChangeLine):
    """A change in a case, with the kind of registration that was changed."""

    kind: RegistrationKind | OwnData

    @property
    def headline(self) -> str:
        """What was done to what."""
        return f"{super().headline}: {self.kind.label}"


#: What a registration became, and what it was before: a former version with the kind that can tell it.
Change = tuple[RegistrationKind, Model | None, Any]


def history_of(citizen: Citizen, user: User) -> list[Change]:
    """Return every correction and deletion of what ``user`` may see registered about ``citizen``, newest first.

    One query for all kinds, and one for each relation that a kind names. ``told`` puts them in words.
    """
    former: dict[str, list[Any]] = {}
    present: dict[str, dict[int, Model]] = {}
    for kind, event, now in former_rows(citizen, user):
        former.setdefault(kind.slug, []).append(event)
        if now is not None:
            present.setdefault(kind.slug, {})[now.pk] = now
    found = [
        change
        for kind in all_kinds()
        for change in in_turn(kind, former.get(kind.slug, []), present.get(kind.slug, {}))
    ]
    return sorted(found, key=lambda change: change[2].pgh_created_at, reverse=True)


def history_since(kind: RegistrationKind, citizen: Citizen, registration: int, version: int) -> list[HistoryLine]:
    """Return what has become of one registration since a version of it was looked at, newest first."""
    events = former_versions(kind.model).filter(citizen=citizen, pgh_obj_id=registration, pgh_id__gt=version)
    former = list(events.select_related("pgh_context", *kind.related).order_by("pgh_id"))
    present = kind.model._default_manager.select_related(*kind.related).in_bulk([event.pgh_obj_id for event in former])
    return told(in_turn(kind, former, present))


def told(changes: Iterable[Change]) -> list[HistoryLine]:
    """Return the changes as lines, newest first."""
    found = list(changes)
    users = User.objects.in_bulk({user for *_rest, event in found if (user := metadata(event).get("user"))})
    lines = [line(kind, later, event, users) for kind, later, event in found]
    return sorted(lines, key=lambda item: item.at, reverse=True)


def in_turn(kind: RegistrationKind, former: Sequence[Any], present: Mapping[int, Model]) -> list[Change]:
    """Pair each former version with what it became: the next one, what is stored now, or nothing."""
    found: list[Change] = []
    became: dict[int, Model] = dict(present)
    for event in sorted(former, key=lambda event: event.pgh_id, reverse=True):
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
        by=user.display_name if user else _("systemet"),
        reason=known.get("reason", ""),
        user=known.get("user"),
    )


def as_registration(kind: RegistrationKind, event: Any) -> Any:
    """Return the former version as the registration it was, unsaved, so that its kind can describe it."""
    registration = kind.model(**{field.attname: getattr(event, field.attname) for field in told_fields(kind.model)})
    registration._state.fields_cache.update(event._state.fields_cache)  # what has been fetched is not asked for again
    return registration


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
    if isinstance(value, Decimal):
        return hours_in_words(value)
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
