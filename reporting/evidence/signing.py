"""Signing: the management approves by name and date, and what was judged that day is stored for ever."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cases.changes import readable
from cases.models import Grant
from flereskalmed.clock import today

from ..instalments import JudgedInstalment, judged_grants
from ..instalments.rules import DateRule
from .content import content_of, sha256_of
from .models import Documentation

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True)
class Approval:
    """Who of the management approves, as what, and on which day."""

    name: str
    title: str
    on: date


def judged_instalment(grant: Grant, number: int) -> JudgedInstalment | None:
    """Return an instalment as it is judged now; None when the grant has none of that number."""
    (judged,) = judged_grants([grant])
    return next((one for one in judged.instalments if one.number == number), None)


def sign(grant: Grant, number: int, user: User, approval: Approval) -> Documentation:
    """Store the documentation of an instalment as it is judged now, and return it.

    Under a lock of the grant, so that two who press at once make two versions of the same or none. Raises
    ``ValidationError`` where the instalment is not met, the day has not come or the database refuses.
    """
    if approval.on > today():
        raise ValidationError({"on": _("Datoen kan ikke ligge i fremtiden.")})
    try:
        with transaction.atomic():
            Grant.objects.select_for_update(of=("self",)).get(pk=grant.pk)
            judged = judged_instalment(grant, number)
            if judged is None or not judged.judgement.met:
                raise ValidationError(_("Raten er ikke opfyldt endnu."), code="not_met")
            if approval.on < (known := known_from(grant, judged)):
                words = _("Tallene, der godkendes, kunne tidligst kendes %(day)s. Ret datoen.")
                raise ValidationError({"on": words % {"day": date_format(known)}})
            latest = latest_documentation(grant, number)
            signed = {"name": approval.name, "title": approval.title, "on": approval.on.isoformat()}
            content = content_of(grant, judged, signed, today())
            if latest is not None and latest.content == content:
                return latest  # pressed twice: nothing new to sign
            made = Documentation.objects.create(
                grant=grant,
                number=number,
                version=(latest.version if latest else 0) + 1,
                approved_by=approval.name,
                approved_title=approval.title,
                approved_on=approval.on,
                made_by=user,
                content=content,
                sha256=sha256_of(content),
            )
            made.refresh_from_db()  # its files are made of what is stored, from the first time on
            return made
    except IntegrityError as error:
        raise readable(error, Documentation) from None


def known_from(grant: Grant, judged: JudgedInstalment) -> date:
    """Return the first day on which anybody could know that an instalment is met, as it is judged now."""
    if isinstance(judged.rule, DateRule):
        return judged.rule.day(grant) or today()
    closed = [one.closed.last for one in judged.judgement.rests_on if one.closed]
    return max(closed, default=date.min) + timedelta(days=1)


def latest_documentation(grant: Grant, number: int) -> Documentation | None:
    """Return the newest documentation of an instalment."""
    return Documentation.objects.filter(grant=grant, number=number).order_by("-version").first()


def as_report(documentation: Documentation) -> dict:
    """Return a stored documentation as the report that its files are made of."""
    return {**documentation.content, "version": documentation.version, "sha256": documentation.sha256}
