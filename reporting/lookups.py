"""Finding what a person names by code or month, with an answer in words when it is not there."""

from __future__ import annotations

from django.utils.translation import gettext as _

from cases.models import Municipality, Programme

from .errors import NotClosedError, UnknownError
from .models import MonthClose
from .months import Month

#: What a command or an address means that names no programme: those there were before there was a choice.
DEFAULT_PROGRAMME = "fsm1"


def the_programme(code: str) -> Programme:
    """Return the programme. Raises ``UnknownError`` when there is none of that code."""
    try:
        return Programme.objects.get(pk=code)
    except Programme.DoesNotExist:
        raise UnknownError(_("Der er intet program med koden %(code)s.") % {"code": code}) from None


def the_municipality(code: str) -> Municipality:
    """Return the municipality. Raises ``UnknownError`` for a code that is none of the 98."""
    try:
        return Municipality.objects.get(pk=code)
    except Municipality.DoesNotExist:
        raise UnknownError(
            _("Der er ingen kommune med koden %(code)s. En kode er tre cifre, for eksempel 851.") % {"code": code}
        ) from None


def the_close(month: Month, programme: str = DEFAULT_PROGRAMME, version: int | None = None) -> MonthClose:
    """Return the close of ``month``: the version asked for, or the newest. Raises ``NotClosedError``."""
    closes = MonthClose.objects.filter(programme=programme, month=month.first).order_by("-version")
    close = (closes if version is None else closes.filter(version=version)).first()
    if close is None:
        the_programme(programme)
        message = (
            _("%(month)s er ikke lukket. Luk den med close_month.")
            if version is None
            else _("%(month)s har ingen version %(version)s.")
        )
        raise NotClosedError(message % {"month": month, "version": version})
    return close
