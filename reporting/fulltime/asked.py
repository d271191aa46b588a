"""Which municipality and month an address asks the full-time persons of."""

from __future__ import annotations

from django.http import Http404, QueryDict

from accounts.access_log import log_refusal
from accounts.models import User
from flereskalmed.clock import today

from ..audiences import may_see_present
from ..months import Month

PLACE, MONTH = "kommune", "maaned"
#: How far back the list of months goes; any month may be asked for by its address.
MONTHS_LISTED = 36
#: Before this nobody has a benefit registered.
FIRST_YEAR = 1990


def latest_month() -> Month:
    """Return the last month that is over."""
    return Month.of(today()).previous()


def months_listed() -> list[Month]:
    """Return the months to choose between, newest first."""
    return [latest_month().plus(-back) for back in range(MONTHS_LISTED)]


def place_asked(user: User, code: str, about: str) -> str:
    """Return the municipality where ``user`` is of its staff; for everyone else it is not found, and logged."""
    if not may_see_present(user, code):
        log_refusal(user, about)
        raise Http404
    return code


def month_asked(params: QueryDict) -> Month:
    """Return the month asked for, by default the last that is over. One that is none or not over is not found."""
    text = params.get(MONTH, "")
    if not text:
        return latest_month()
    try:
        month = Month.parse(text)
    except ValueError:
        raise Http404 from None
    if month.year < FIRST_YEAR or month > latest_month():
        raise Http404
    return month
