"""What has been changed about a company and its agreements: by whom, when, why, told as lines."""

from __future__ import annotations

from typing import Any

from django.db.models import Model, Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.models import User

from ..history_lines import ChangeLine, Difference, in_words, metadata
from ..models import Company, CompanyAgreement
from ..versions import former_versions

#: What is said about a company and about an agreement.
FIELDS: dict[type[Model], tuple[str, ...]] = {
    Company: (
        *("name", "cvr", "branch", "street", "postcode", "town"),
        *("contact_name", "contact_phone", "contact_email"),
    ),
    CompanyAgreement: ("text", "agreed_with", "start", "end"),
}


def changes_of(company: Company) -> list[ChangeLine]:
    """Return every change of the company's facts and its agreements, newest first."""
    agreements = {agreement.pk: agreement for agreement in company.agreements.all()}
    former_agreements = CompanyAgreement._meta.get_field("events").related_model.objects  # type: ignore[union-attr]
    theirs = Q(company=company) | Q(pgh_obj__in=list(agreements))  # also from before a merge brought it here
    found = [
        *_versions(Company, company.events, {company.pk: company}),
        *_versions(CompanyAgreement, former_agreements.filter(theirs), agreements),
    ]
    return _told(found)


def changes_since(changed: Company | CompanyAgreement, version: int) -> list[ChangeLine]:
    """Return what has become of a company or an agreement since a version of it was looked at, newest first."""
    model = type(changed)
    events = former_versions(model).filter(pgh_obj_id=changed.pk, pgh_id__gt=version)
    return _told(_versions(model, events, model._default_manager.in_bulk([changed.pk])))


def _told(found: list[tuple]) -> list[ChangeLine]:
    users = User.objects.in_bulk({user for _model, _later, event in found if (user := metadata(event).get("user"))})
    lines = [_line(model, later, event, users) for model, later, event in found]
    return sorted((line for line in lines if line.differences), key=lambda line: line.at, reverse=True)


def _versions(model: type[Model], events: Any, became: dict[int, Any]) -> list[tuple]:
    """Return (model, what it became, former version), newest first; ``became`` holds what is there now."""
    former = list(events.select_related("pgh_context").order_by("-pgh_id"))
    found = []
    for event in former:
        found.append((model, became.get(event.pgh_obj_id), event))
        became[event.pgh_obj_id] = event
    return found


def _line(model: type[Model], later: Any, event: Any, users: dict[int, User]) -> ChangeLine:
    deleted = event.pgh_label == "deleted"
    known = metadata(event)
    user = users.get(known.get("user", 0))
    return ChangeLine(
        at=event.pgh_created_at,
        deleted=deleted,
        differences=_differences(model, event, None if deleted else later),
        by=user.display_name if user else _("systemet"),
        reason=known.get("reason", ""),
        user=known.get("user"),
    )


def _differences(model: type[Model], before: Any, after: Any) -> list[Difference]:
    """Return the fields that changed; of what was deleted, all that it said."""
    fields = [model._meta.get_field(name) for name in FIELDS[model]]
    return [
        Difference(capfirst(str(field.verbose_name)), in_words(field, before), in_words(field, after) if after else "–")
        for field in fields
        if getattr(before, field.attname) != (getattr(after, field.attname) if after else field.get_default())
    ]
