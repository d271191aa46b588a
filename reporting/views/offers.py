"""Offers: how many, how long, and what followed. One's own municipality's in true counts, the country's published."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from cases.models import Programme
from flereskalmed.clock import today
from reporting import documents
from reporting.audiences import audience_for, may_see_present
from reporting.country.shown import shown_close, shown_closes
from reporting.definitions import definition_of
from reporting.documents import CONTENT_TYPES
from reporting.errors import NotPublishedError
from reporting.lookups import DEFAULT_PROGRAMME, the_municipality
from reporting.models import ClosedOffers, MonthClose
from reporting.offers.counting import Period, offers_ended
from reporting.offers.following import followed_until, month_of, quarter_of
from reporting.offers.report import offers_report
from reporting.offers.tables import offer_tables
from reporting.preparing import is_ready
from reporting.quarterly import published_offers_report
from reporting.quarters import Quarter

from .waiting import waiting_page

#: The address of all quarters together: for the municipality's own staff only.
EVERYTHING = "alle"
FORMATS = (("pdf", "PDF"), ("xlsx", "Excel"), ("csv", "CSV"), ("json", "JSON"))
#: Whose offers a file holds: the country's published ones, or one's own municipality's true ones.
COUNTRY, OWN = "landet", "kommunen"
DEFINITION = "tilbud"


def _published_quarters(request: HttpRequest) -> list[Quarter]:
    """Return the quarters whose offers are published with a published month, newest first."""
    quarters = (quarter_of(close.of_month) for close in shown_closes(request.user))
    return sorted(filter(None, quarters), reverse=True)


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
    programme = Programme.objects.get(pk=DEFAULT_PROGRAMME)
    quarter = None if period == EVERYTHING else _quarter(period)
    close = _close(request, quarter)
    if close is not None and not is_ready(close):
        return waiting_page(request, close)
    country, own = _country(close), _own(request, quarter, programme)
    if own is None and close is None:
        raise Http404
    context = {
        "period": period,
        "quarter": quarter,
        "quarters": _quarters(request, programme),
        "everything": EVERYTHING,
        "place": the_municipality(request.user.municipality_id) if own else None,
        "own": offer_tables(own) if own else None,
        "country": offer_tables(country) if country else None,
        "close": close,
        "is_refused": close is not None and country is None,
        "is_followed": quarter is None or followed_until(quarter).known < today(),
        "formats": FORMATS,
        "definition": definition_of(DEFINITION),
    }
    return render(request, "reporting/offers.html", context)


@require_GET
def period_file(request: HttpRequest, period: str, whose: str, form: str) -> HttpResponse:
    """Give the offers of a period as a file: the country's as they are published, or one's own municipality's."""
    audience_for(request.user, None)
    quarter = None if period == EVERYTHING else _quarter(period)
    close = _close(request, quarter) if whose == COUNTRY else None
    if close is not None and not is_ready(close):
        return waiting_page(request, close)
    own = whose == OWN
    report = _own(request, quarter, Programme.objects.get(pk=DEFAULT_PROGRAMME)) if own else _country(close)
    if report is None or form not in CONTENT_TYPES:
        raise Http404
    version = f"{request.user.municipality_id}-intern" if own else f"v{report['version']}"
    name = f"flere-skal-med-tilbud-{period}-{version}.{form}"
    return HttpResponse(
        documents.render(report, "offers", form, get_language() or "da"),
        content_type=CONTENT_TYPES[form],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _quarter(text: str) -> Quarter:
    try:
        return Quarter.parse(text)
    except ValueError:
        raise Http404 from None


def _close(request: HttpRequest, quarter: Quarter | None) -> MonthClose | None:
    """Return the close that publishes a quarter's offers, as the user may see it; None where none does."""
    if quarter is None:
        return None
    try:
        return shown_close(request.user, str(month_of(quarter)), request.GET.get("version", ""))
    except (NotPublishedError, Http404):
        return None


def _country(close: MonthClose | None) -> dict[str, Any] | None:
    """Return the country's published offers; None where the release has none."""
    if close is None or not ClosedOffers.objects.filter(close=close).exists():
        return None
    return published_offers_report(close)


def _own(request: HttpRequest, quarter: Quarter | None, programme: Programme) -> dict[str, Any] | None:
    """Return the true counts of one's own municipality, as the registrations stand."""
    code = request.user.municipality_id
    if code is None or not may_see_present(request.user, code):
        return None
    first, last = (quarter.first, quarter.last) if quarter else (programme.starts_on, today())
    period = Period(first, last, today())
    return offers_report(offers_ended(period, programme.pk, code), period, municipality=code)
