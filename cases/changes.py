"""Changing what is registered: who did it, why, and a readable answer when the database refuses."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pghistory
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from accounts.models import User

#: Rules held by triggers and composite keys: what to say, and at which field ("" is the whole form).
TRIGGER_MESSAGES: dict[str, Promise | str] = {
    "not_after_death": _("Datoen ligger efter borgerens død. Ret datoen, eller ret dødsfaldet først."),
    "death_is_last": _("Der er registreret noget efter denne dato. Ret eller slet det, før dødsfaldet registreres."),
    "target_group_is_locked": _("Målgruppen er låst; ingen kan tilføjes, ændres eller slettes."),
    "counted_member_stays": _("Borgeren er talt med i en lukket måned og kan ikke slettes af målgruppen."),
    "programme_stays_locked": _("En låst målgruppe kan ikke låses op."),
    "rests_on_own_interview": _("Vælg en samtale med borgeren, holdt senest den dag, visitationen er besluttet."),
    "interview_of_visitation_stays": _("En visitation bygger på samtalen. Ret visitationen først."),
    "answers_fit_the_questions": _("Et svar passer ikke til spørgeskemaet. Åbn formularen igen fra sagen."),
    "answered_questionnaire_stays": _("Der er svaret på spørgeskemaet, så det kan ikke ændres. Tilføj en ny version."),
    "citizen_unit_in_municipality": _("Enheden hører til en anden kommune."),
    "user_unit_in_municipality": _("Enheden hører til en anden kommune."),
    "offer_at_kept_company": _("Virksomheden er netop slået sammen med en anden. Vælg den igen."),
    "company_merged_for_good": _("En af virksomhederne er netop slået sammen med en anden. Åbn siden igen."),
    "instalments_add_up": _("Raterne giver ikke bevillingen tilsammen."),
    "grant_amount_is_claimed": _("Der er anmodet om en rate af bevillingen, så beløbet kan ikke ændres."),
    "claim_steps_in_order": _("Der er sket noget med raten imens. Se siden igen."),
    "claim_step_by_its_role": _(
        "Kommunens projektleder anmoder om en rate; STAR godkender, sender tilbage og udbetaler."
    ),
    "claim_step_not_before_last": _("Datoen ligger før det foregående trin. Ret datoen."),
    "payment_is_the_instalment": _("Beløbet er ikke ratens. Ret beløbet."),
    "company_merged_in_municipality": _("Virksomheden hører til en anden kommune."),
}


@contextmanager
def recorded_change(user: User | None, reason: str = "") -> Iterator[UUID]:
    """Do the changes inside in one transaction, with ``user`` and ``reason`` kept in their history.

    Gives the mark under which the history keeps what they replaced.
    """
    with pghistory.context(user=user.pk if user else None, reason=reason) as context, transaction.atomic():
        yield context.id


def readable(error: IntegrityError, model: type | None = None) -> ValidationError:
    """Translate what the database refused into a message for the person, without any stored value.

    ``model`` is the model that was being written; its constraints' own messages are used. The
    error's ``code`` is the constraint's name.
    """
    name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) or ""
    if name in TRIGGER_MESSAGES:
        return ValidationError(TRIGGER_MESSAGES[name], code=name)
    for constraint in model._meta.constraints if model is not None else ():
        if constraint.name == name:
            return ValidationError(constraint.violation_error_message, code=name)
    return ValidationError(
        _("Databasen afviste ændringen (regel: %(rule)s). Kontrollér felterne og prøv igen."),
        code=name or "refused",
        params={"rule": name or "?"},
    )
