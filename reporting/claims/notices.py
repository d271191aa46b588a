"""What the two sides of a claim see on their start pages. No letter and no e-mail is sent."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts import notices
from accounts.models import User
from accounts.notices import Notice
from cases.models import Grant
from flereskalmed.clock import today

from .. import numbers
from .models import ClaimStep
from .standing import GrantStanding, Standing, State, standings

#: How long an approval or a payment is news.
NEWS = timedelta(days=30)


def notices_of(user: User) -> list[Notice]:
    """Return what is new about instalments for a municipality's manager, or for the agency."""
    if user.is_active and user.is_star:
        return _of_agency()
    if user.sees_people and user.is_manager:
        return _of_manager(user)
    return []


def _of_agency() -> list[Notice]:
    """Return how many claims wait, and how many payments: one query, whatever the rules say."""
    latest = (
        ClaimStep.objects.order_by("instalment_id", "-sequence")
        .distinct("instalment_id")
        .values_list("step", flat=True)
    )
    waiting = Counter(latest)
    found = []
    if claimed := waiting[State.CLAIMED]:
        words = ngettext("%(n)s rate venter på afgørelse", "%(n)s rater venter på afgørelse", claimed)
        found.append(Notice(words % {"n": claimed}, _grants(State.CLAIMED), urgent=True))
    if approved := waiting[State.APPROVED]:
        words = ngettext(
            "%(n)s godkendt rate venter på udbetaling", "%(n)s godkendte rater venter på udbetaling", approved
        )
        found.append(Notice(words % {"n": approved}, _grants(State.APPROVED), urgent=True))
    return found


def _grants(state: State) -> str:
    return f"{reverse('reporting:instalments')}?{urlencode({'tilstand': state.value})}"


def _of_manager(user: User) -> list[Notice]:
    own = Grant.objects.select_related("programme").filter(municipality=user.municipality_id)
    found = []
    for grant in standings(own):
        for one in grant.instalments:
            if notice := _notice(grant, one):
                found.append(notice)
    return found


def _notice(grant: GrantStanding, one: Standing) -> Notice | None:
    address = reverse("reporting:grant", args=[grant.grant.programme_id, grant.grant.municipality_id])
    values = {
        "number": one.number,
        "amount": numbers.kroner(one.amount_dkk),
        "reason": one.steps[-1].reason if one.steps else "",
    }
    texts = {
        State.MET: _("Rate %(number)s er opfyldt: %(amount)s kan anmodes om"),
        State.RETURNED: _("Rate %(number)s er sendt tilbage af STAR: %(reason)s"),
        State.APPROVED: _("Rate %(number)s er godkendt af STAR: %(amount)s venter på udbetaling"),
        State.PAID: _("Rate %(number)s er udbetalt: %(amount)s"),
    }
    urgent = one.state in (State.MET, State.RETURNED)
    is_news = urgent or (bool(one.steps) and today() - one.steps[-1].on <= NEWS)
    if one.state not in texts or not is_news:
        return None
    return Notice(texts[one.state] % values, f"{address}#rate-{one.number}", urgent)


def register_notices() -> None:
    """Put them on the start pages."""
    notices.register_notices("claims", notices_of)
