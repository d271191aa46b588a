"""Taking a step: claiming, approving, returning, paying. The database holds who may and in which order."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cases.changes import readable, recorded_change
from cases.models import Grant
from flereskalmed.clock import today

from .. import numbers
from .models import ClaimStep, Instalment, Step
from .standing import GrantStanding, Standing, standings

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True)
class Asked:
    """Which step of which instalment is asked for. ``after``: the step it was asked on (the form's own)."""

    grant: int
    number: int
    step: str
    after: int


def take_step(
    asked: Asked, user: User, *, reason: str = "", on: date | None = None, amount_dkk: int | None = None
) -> ClaimStep:
    """Take the next step of an instalment and return it.

    Everything happens under a lock of the grant, so of two who press at once one takes the step and the other is
    told. Raises ``ValidationError`` with what to do, at the field where there is one.
    """
    with _refused_in_words(), transaction.atomic():
        grant = _locked(asked.grant)
        if asked.number not in [one.number for one in grant.instalments]:
            raise ValidationError(_("Bevillingen har ingen sådan rate."), code="no_such_instalment")
        standing = grant[asked.number]
        if standing.sequence != asked.after:
            raise ValidationError(_("Der er sket noget med raten imens. Se siden igen."), code="claim_steps_in_order")
        on = on or today()
        _refuse_future(on)
        if asked.step == Step.PAID:
            _refuse_another_amount(standing, amount_dkk)
        rests_on = _rests_on(standing) if asked.step == Step.CLAIMED else {}
        return ClaimStep.objects.create(
            instalment=standing.stored or _fixed(grant, asked.number),
            sequence=asked.after + 1,
            step=asked.step,
            on=on,
            by=user,
            reason=reason.strip() if asked.step == Step.RETURNED else "",
            amount_dkk=amount_dkk if asked.step == Step.PAID else None,
            **rests_on,
        )


def approve_part_account(grant: int, user: User, on: date) -> None:
    """Store the day on which the agency approved a part account; who and when are in the grant's history."""
    _refuse_future(on)
    with recorded_change(user, _("Delregnskab godkendt")):
        found = Grant.objects.select_for_update(of=("self",)).select_related("programme").get(pk=grant)
        if on < (begun := found.approved_on or found.programme.starts_on):
            words = _("Datoen ligger før bevillingen (%(day)s). Kontrollér årstallet.")
            raise ValidationError({"on": words % {"day": date_format(begun)}}, code="before_the_grant")
        if found.part_account_approved_on is not None:
            raise ValidationError(_("Delregnskabet er allerede godkendt. Se siden igen."), code="approved_already")
        found.part_account_approved_on = on
        found.save(update_fields=["part_account_approved_on"])


def _refuse_future(on: date) -> None:
    if on > today():
        raise ValidationError({"on": _("Datoen kan ikke ligge i fremtiden.")}, code="in_the_future")


def _refuse_another_amount(standing: Standing, amount_dkk: int | None) -> None:
    """Say which amount it is; the database holds it too, yet no number of more digits than it can take."""
    if amount_dkk is not None and amount_dkk != standing.amount_dkk:
        words = _("Skriv ratens beløb: %(amount)s") % {"amount": numbers.kroner(standing.amount_dkk)}
        raise ValidationError(words, code="payment_is_the_instalment")


def _locked(grant: int) -> GrantStanding:
    Grant.objects.select_for_update().get(pk=grant)
    return standings(Grant.objects.select_related("programme").filter(pk=grant))[0]


def _fixed(grant: GrantStanding, number: int) -> Instalment:
    """Store all parts of the grant as they are now, and return the one of that number."""
    parts = Instalment.objects.bulk_create(
        Instalment(grant=grant.grant, number=one.number, percent=one.judged.percent, amount_dkk=one.amount_dkk)
        for one in grant.instalments
    )
    return next(part for part in parts if part.number == number)


def _rests_on(standing: Standing) -> dict[str, Any]:
    """Return what a claim keeps: when it was met, and by which closed versions. Raises where it is not met."""
    judgement = standing.judged.judgement
    if not judgement.met or judgement.met_in is None:
        raise ValidationError(_("Raten er ikke opfyldt endnu."), code="a_claim_is_met")
    return {
        "met_in": judgement.met_in.first,
        "closes": [one.close for one in judgement.rests_on],
        "counts": [
            {
                "month": str(one.month),
                "closed": str(one.closed),
                "version": one.version,
                "count": one.count,
                "of": one.of,
            }
            for one in judgement.rests_on
        ],
    }


@contextmanager
def _refused_in_words() -> Iterator[None]:
    """Say what the database refuses in words for the person."""
    try:
        yield
    except IntegrityError as error:
        raise readable(error, ClaimStep) from None
