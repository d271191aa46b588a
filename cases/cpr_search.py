"""Looking a citizen up by CPR number: one way for every page, and a note in the log whatever comes of it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from accounts.access_log import log_access, log_refusal
from accounts.models import AccessAction, User

from .cpr import CPR_FORM, InvalidCprError, parse_cpr
from .models import Citizen


class NobodyFoundError(Exception):
    """The text leads to nobody the user may see; the message says why, without the text."""


def citizen_with(term: str, user: User) -> Citizen:
    """Return the citizen with the number ``term`` whom ``user`` may see, and log the search.

    Raises ``NobodyFoundError``. Someone else's number and nobody's give the same answer; the former is logged as a
    refusal.
    """
    if not CPR_FORM.match(term):
        raise NobodyFoundError(_("Søg på et navn, en fødselsdato (DDMMÅÅ) eller et helt CPR-nummer med ti cifre."))
    try:
        digits = parse_cpr(term).digits
    except InvalidCprError as error:
        raise NobodyFoundError(str(error)) from None
    citizen = Citizen.objects.visible_to(user).with_cpr(digits).first()
    if citizen is not None:
        log_access(user, AccessAction.SEARCH, "search", citizen.pk, rows=1)
        return citizen
    elsewhere = Citizen.objects.with_cpr(digits).first()
    if elsewhere is not None:
        log_refusal(user, "search", elsewhere.pk)
    else:
        log_access(user, AccessAction.SEARCH, "search", rows=0)
    raise NobodyFoundError(_("Ingen af de borgere, du kan se, har det CPR-nummer."))
