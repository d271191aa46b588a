"""From a company to a new offer there: pick the citizen first, without a name in any address."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from accounts.access_log import log_access
from accounts.models import AccessAction, User
from flereskalmed.clock import today

from ..cpr import born_days
from ..cpr_search import NobodyFoundError, citizen_with
from ..current import FOLLOWED, with_facts
from ..facilitating import facilitated
from ..lists import named
from ..models import Citizen, Company
from .access import for_municipal_staff
from .listing import LONGEST_TERM
from .merged_away import for_kept_company

MOST_SHOWN = 50


@require_http_methods(["GET", "POST"])
@for_municipal_staff
@for_kept_company
def pick_citizen(request: HttpRequest, company: Company) -> HttpResponse:
    """Show the user's own citizens, or those a search finds, each with the form of an offer at the company."""
    term = request.POST.get("term", "").replace("\x00", "").strip()[:LONGEST_TERM]
    citizens, problem = found(request.user, term)
    shown = list(with_facts(citizens, today()).filter(FOLLOWED).order_by("name", "pk")[:MOST_SHOWN])
    log_access(request.user, AccessAction.SEARCH if term else AccessAction.READ, "company_offer", rows=len(shown))
    context = {"company": company, "citizens": shown, "term": term, "problem": problem, "most": MOST_SHOWN}
    return render(request, "cases/company_offer.html", context)


def found(user: User, term: str) -> tuple[QuerySet, str]:
    """Return the citizens of a name or CPR number, or without one the user's own; and what is wrong with the term."""
    visible = Citizen.objects.visible_to(user)
    if not term:
        return own(visible, user), ""
    if born_days(term) or not any(character.isdigit() for character in term):
        return named(visible, term), ""
    try:
        return visible.filter(pk=citizen_with(term, user).pk), ""
    except NobodyFoundError as error:
        return visible.none(), str(error)


def own(citizens: QuerySet, user: User) -> QuerySet:
    """Keep the citizens whose caseworker or facilitator ``user`` is today."""
    theirs = facilitated(user, today()).filter(citizen=OuterRef("pk"))
    return citizens.filter(Q(caseworker=user) | Exists(theirs))
