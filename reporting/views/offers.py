"""Offers: how many, how long, and what followed. One's own municipality's in true counts, the country's published."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from cases.models import Programme
from flereskalmed.clock import today
from reporting.audiences import audience_for, may_see_present
from reporting.country.shown import PROGRAMME, shown_closes
from reporting.disclosure.protection import CannotProtectError
from reporting.lookups import the_municipality
from reporting.offers.counting import Period, offers_ended
from reporting.offers.publishing import MONTHS_AFTER, followed_until, published_offers
from reporting.offers.tables import OfferTables, offer_tables
from reporting.quarters import Quarter

#: The address of all quarters together: for the municipality's own staff only.
EVERYTHING = "alle"


def _published_quarters(request: HttpRequest) -> list[Quarter]:
    """Return the quarters whose offers have had their six months by a published month, newest first."""
    months = {close.of_month for close in shown_closes(request.user)}
    ended = (month.plus(-MONTHS_AFTER) for month in months)
    return sorted((Quarter.of(month.first) for month in ended if month.number % 3 == 0), reverse=True)


def _quarters(request: HttpRequest, programme: Programme) -> list[Quarter]:
    """Return the quarters to choose among: for municipal staff every one since the programme began."""
    if not request.user.sees_people:
        return _published_quarters(request)
    quarter, until, found = Quarter.of(programme.starts_on), Quarter.of(today()), []
    while quarter <= until:
        found.append(quarter)
        quarter = Quarter.of(quarter.last_month.next().first)
    return found[::-1]


@require_GET
def newest(request: HttpRequest) -> HttpResponse:
    """Send the user to the period chosen in the list, else to the newest quarter that is published or their own."""
    audience_for(request.user, None)
    if chosen := request.GET.get("periode", ""):
        return redirect("reporting:offers_period", EVERYTHING if chosen == EVERYTHING else str(_quarter(chosen)))
    published = _published_quarters(request)
    if published:
        return redirect("reporting:offers_period", str(published[0]))
    if request.user.sees_people:
        return redirect("reporting:offers_period", EVERYTHING)
    return render(request, "reporting/offers_empty.html")


@require_GET
def period(request: HttpRequest, period: str) -> HttpResponse:
    """Show the offers that ended in a period."""
    audience_for(request.user, None)
    programme = Programme.objects.get(pk=PROGRAMME)
    quarter = None if period == EVERYTHING else _quarter(period)
    country = _country(request, quarter, programme)
    own = _own(request, quarter, programme)
    if own is None and country is None:
        raise Http404
    context = {
        "quarter": quarter,
        "quarters": _quarters(request, programme),
        "everything": EVERYTHING,
        "place": the_municipality(request.user.municipality_id) if own else None,
        "own": own,
        "country": country if isinstance(country, OfferTables) else None,
        "is_refused": country == "refused",
        "is_followed": quarter is None or followed_until(quarter).known < today(),
    }
    return render(request, "reporting/offers.html", context)


def _quarter(text: str) -> Quarter:
    try:
        return Quarter.parse(text)
    except ValueError:
        raise Http404 from None


def _country(request: HttpRequest, quarter: Quarter | None, programme: Programme) -> Any:
    """Return the country's published tables, ``refused`` where they can't be protected, None where there are none."""
    if quarter is None or quarter not in _published_quarters(request):
        return None
    try:
        published = published_offers(quarter, programme)
    except CannotProtectError:
        return "refused"
    return offer_tables(published.lines, published.hidden)


def _own(request: HttpRequest, quarter: Quarter | None, programme: Programme) -> OfferTables | None:
    code = request.user.municipality_id
    if code is None or not may_see_present(request.user, code):
        return None
    first, last = (quarter.first, quarter.last) if quarter else (programme.starts_on, today())
    return offer_tables(offers_ended(Period(first, last, today()), programme.pk, code))
