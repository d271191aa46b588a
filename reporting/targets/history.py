"""What was changed about a municipality's targets: by whom, when and why, told as lines."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django.db.models import Model
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.models import User
from cases.history_lines import ChangeLine, Difference, metadata

from .. import numbers
from .models import Milestone, Target

FIELDS = ("name", "measure", "benefit", "from_age", "to_age", "indicator", "direction", "starts_on", "start_value")


def changes_of(target: Target) -> list[ChangeLine]:
    """Return every change of a target and its milestones, newest first; what was done in one go is one line."""
    events = _events(Target).filter(pgh_obj_id=target.pk).select_related("pgh_context").order_by("-pgh_id")
    marks = _events(Milestone).filter(target_id=target.pk).select_related("pgh_context").order_by("-pgh_id")
    changed: dict[Any, list[Difference]] = {}
    first: dict[Any, Any] = {}
    later: Any = target
    for event in events:
        first.setdefault(event.pgh_context_id, event)
        changed.setdefault(event.pgh_context_id, []).extend(_differences(event, later))
        later = event
    became = {one.pk: one.value for one in target.milestones.all()}
    for event in marks:
        first.setdefault(event.pgh_context_id, event)
        after = None if event.pgh_label == "deleted" else became.get(event.pgh_obj_id)
        label = _("Milepæl %(day)s") % {"day": date_format(event.due_on)}
        changed.setdefault(event.pgh_context_id, []).append(Difference(label, _value(event.value), _value(after)))
        became[event.pgh_obj_id] = event.value
    users = User.objects.in_bulk({user for one in first.values() if (user := metadata(one).get("user"))})
    lines = [_line(first[key], changed[key], users) for key in first]
    return sorted((line for line in lines if line.differences or line.reason), key=lambda line: line.at, reverse=True)


def _events(model: type[Model]) -> Any:
    return model._meta.get_field("events").related_model.objects  # type: ignore[union-attr]


def _line(event: Any, differences: list[Difference], users: dict[int, User]) -> ChangeLine:
    known = metadata(event)
    user = users.get(known.get("user", 0))
    return ChangeLine(
        at=event.pgh_created_at,
        deleted=False,
        differences=differences,
        by=user.display_name if user else _("systemet"),
        reason=known.get("reason", ""),
        user=known.get("user"),
    )


def _differences(before: Any, after: Any) -> list[Difference]:
    fields = [Target._meta.get_field(name) for name in FIELDS]
    return [
        Difference(capfirst(str(field.verbose_name)), _in_words(field, before), _in_words(field, after))
        for field in fields
        if getattr(before, field.attname) != getattr(after, field.attname)
    ]


def _in_words(field: Any, version: Any) -> str:
    value = getattr(version, field.attname)
    if field.name == "starts_on":
        return date_format(value)
    if field.name == "start_value":
        return _value(value)
    return str(dict(field.flatchoices).get(value, value)) if value not in (None, "") else numbers.EMPTY


def _value(value: Any) -> str:
    if value is None:
        return numbers.EMPTY
    exact = Fraction(value)
    return numbers.decimal(exact, 0 if exact.denominator == 1 else 2)
