"""The municipality's page: how do we stand, and why?"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.models import User
from cases.models import Programme
from flereskalmed.clock import today
from reporting import pages
from reporting.audiences import audience_for, close_for, closes_for, closes_seen, is_published, may_see_present
from reporting.blocks import headlines_of
from reporting.documents.words import release_note
from reporting.errors import NotPublishedError, ReportError
from reporting.lookups import the_municipality
from reporting.models import MonthClose, Release
from reporting.months import Month
from reporting.preparing import is_ready
from reporting.programmes import asked_programme, program_address, programme_choices
from reporting.published import participants, published_figures
from reporting.ranking import Rank, ranks
from reporting.reports import instalments, monthly_report, preliminary_report, status_report
from reporting.unit_figures import unit_figures

from .waiting import not_published_page, waiting_page

FORMATS = (("pdf", "PDF"), ("xlsx", "Excel"), ("csv", "CSV"))


def own_municipality(request: HttpRequest) -> HttpResponse:
    """Send the user to the newest closed month of their municipality, or to the month in progress."""
    if not request.user.sees_people:
        raise PermissionDenied
    programme = asked_programme(request.GET)
    latest = MonthClose.objects.filter(programme=programme).order_by("-month").first()
    code = request.user.municipality_id
    if latest is None:
        return redirect(program_address("reporting:preliminary", [code], programme.code))
    where = [code, str(latest.of_month)]
    return redirect(program_address("reporting:municipality_month", where, programme.code))


def municipality_month(request: HttpRequest, code: str, month: str) -> HttpResponse:
    """Show a closed month of a municipality, as the user's audience may see it."""
    audience_for(request.user, code)
    asked, programme = asked_month(month), asked_programme(request.GET)
    try:
        place = the_municipality(code)
        close, audience = close_for(request.user, code, asked, programme.code, asked_version(request))
        if audience == "published" and not is_ready(close):
            return waiting_page(request, close)
        report = monthly_report(asked, code, programme=programme.code, version=close.version, audience=audience)
        country = _country(close) if audience == "published" or is_published(close) else None
    except NotPublishedError as error:
        return not_published_page(request, error, programme.code)
    except ReportError as error:
        raise Http404(str(error)) from None
    return _page(request, programme, place, report, country, close)


def _country(close: MonthClose) -> dict[str, Any]:
    return monthly_report(close.of_month, programme=close.programme_id, version=close.version, audience="published")


def preliminary(request: HttpRequest, code: str) -> HttpResponse:
    """Show the month in progress, marked as preliminary: for the municipality's own staff only."""
    if not may_see_present(request.user, code):
        raise Http404
    place, programme = the_municipality(code), asked_programme(request.GET)
    report = preliminary_report(month_in_progress(programme), code, programme=programme.code)
    return _page(request, programme, place, report, None, None)


def month_in_progress(programme: Programme) -> Month:
    """Return the month to show as preliminary: this one, or the programme's last when it is over."""
    now = Month.of(today())
    return min(now, Month.of(programme.ends_on)) if programme.ends_on else now


def asked_month(text: str) -> Month:
    """Read the month of an address; a month that is none is not found."""
    try:
        return Month.parse(text)
    except ValueError:
        raise Http404 from None


def asked_version(request: HttpRequest) -> int | None:
    """Read ``?version=``; anything that is no number is not found."""
    text = request.GET.get("version", "")
    if not text:
        return None
    if not text.isdecimal() or len(text) > 4:
        raise Http404
    return int(text)


def _page(
    request: HttpRequest, programme: Programme, place: Any, report: dict, country: dict | None, close: Any
) -> HttpResponse:
    own = may_see_present(request.user, place.code)
    ranked = _ranks(close, place.code) if country else None
    context = {
        "programme": programme,
        "programmes": programme_choices(
            closes_seen(request.user, place.code), programme, "reporting:municipality_month", place.code
        ),
        "place": place,
        "report": report,
        "close": close,
        "own": own,
        "people": own and close is not None,
        "formats": FORMATS,
        "blocks": pages.blocks(programme, report, country, "internal" if own else "published", ranked),
        "units": unit_figures(close, place.code, headlines_of(programme)) if own and close else None,
        "closes": closes_to_choose(request.user, place.code, report),
        "release": Release.objects.select_related("corrected_by__close").get(close=close) if close else None,
        "note": release_note(report),
        "progress_month": str(month_in_progress(programme)),
        "is_suppressed": "suppressed" in repr(report),
        **(_present(programme, place.code, Month.parse(report["month"])) if own else {}),
    }
    return render(request, "reporting/municipality.html", context)


def _ranks(close: MonthClose, code: str) -> dict[str, Rank]:
    """Return the municipality's place in each headline figure, among those that take part."""
    figures, among = published_figures(close), participants(close.programme_id)
    by_key = {
        key: ranks({place: own[key] for place, own in figures.items() if key in own}, among)
        for key in headlines_of(close.programme)
    }
    return {key: places[code] for key, places in by_key.items() if code in places}


def closes_to_choose(user: User, code: str, report: dict[str, Any]) -> list[MonthClose]:
    """Return the newest close of every month, and every version of the month shown, newest first."""
    closes = closes_for(user, code, report["programme"])
    latest = list(closes.latest_versions())
    shown = closes.filter(month=Month.parse(report["month"]).first)
    older = [close for close in shown if close.version != report["version"] and close not in latest]
    return sorted([*latest, *older], key=lambda close: (close.month, close.version), reverse=True)


def _present(programme: Programme, code: str, month: Month) -> dict[str, Any]:
    """Return what only the municipality's own staff see: instalments and the local status."""
    grants = instalments(code, programme=programme.code)
    on = min(month.last, today())
    status = status_report(on, code, programme=programme.code)
    return {
        "grant": grants[0] if grants else None,
        "steps": pages.steps(grants[0], programme.parameters["instalments"]) if grants else [],
        "status": status,
        "local_tables": pages.local_tables(status),
    }


def choose(request: HttpRequest, code: str) -> HttpResponse:
    """Take the month chosen in the list and go to its page (the list works without scripts)."""
    month, _, version = request.GET.get("maaned", "").partition(".")
    asked = {"version": int(version)} if version.isdecimal() else {}
    programme = asked_programme(request.GET).code
    return redirect(program_address("reporting:municipality_month", [code, asked_month(month)], programme, **asked))
