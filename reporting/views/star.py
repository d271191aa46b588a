"""STAR's page: get the month, see the outliers. No person is reachable from here."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import User
from cases.danish import alphabetical
from cases.models import Municipality
from reporting.audiences import (
    audience_for,
    close_for,
    closes_for,
    closes_seen,
    is_published,
    prepares_releases,
    published_closes,
)
from reporting.blocks import compared_of
from reporting.documents.words import release_note
from reporting.errors import ReportError
from reporting.indicators import BY_KEY, members_of
from reporting.models import MonthClose, Release, ReportFile
from reporting.preparing import is_ready
from reporting.programmes import PROGRAM, asked_programme, program_address, program_query, programme_choices
from reporting.release import archive_name, download_name, progress_of, request_files, zip_of
from reporting.reports import published_reports

from .municipality import asked_month, asked_version
from .waiting import waiting_page


def _only_star(user: User) -> None:
    """Raise ``PermissionDenied`` for everyone but the agency's analysts."""
    if not prepares_releases(user):
        raise PermissionDenied


def _close(request: HttpRequest, month: str) -> MonthClose:
    try:
        programme = asked_programme(request.GET).code
        return close_for(request.user, None, asked_month(month), programme, asked_version(request))[0]
    except ReportError as error:
        raise Http404(str(error)) from None


def newest(request: HttpRequest) -> HttpResponse:
    """Send STAR to the newest published month, before the first to the calendar, or say that there is none at all."""
    _only_star(request.user)
    programme = asked_programme(request.GET)
    latest = published_closes(programme.code).order_by("-month").first()
    if latest is not None:
        return redirect(program_address("reporting:star_month", [latest.of_month], programme.code))
    if MonthClose.objects.filter(programme=programme).exists():
        return redirect(program_address("reporting:releases", [], programme.code))
    return render(request, "reporting/star_empty.html")


def month(request: HttpRequest, month: str) -> HttpResponse:
    """Show one month: all municipalities, each with its PDF, and the ZIP of all. Not published: it says so."""
    _only_star(request.user)
    close = _close(request, month)
    if not is_ready(close):
        return waiting_page(request, close)
    programme, seen = close.programme, closes_for(request.user, None, close.programme_id)
    reports = published_reports(close)
    lines = _lines(close, reports, request.GET)
    context = {
        "close": close,
        "programme": programme,
        "program": program_query(programme.code).get(PROGRAM),
        "programmes": programme_choices(closes_seen(request.user, None), programme, "reporting:star_month"),
        "release": Release.objects.select_related("corrected_by__close").get(close=close),
        "note": release_note(reports[0]),
        "months": seen.latest_versions(),
        "versions": seen.filter(month=close.month).order_by("-version"),
        "search": request.GET.get("kommune", "").strip(),
        "order": request.GET.get("orden", "navn"),
        "columns": [BY_KEY[key] for key in compared_of(programme)],
        "progress": progress_of(close),
        "is_suppressed": "suppressed" in repr([line["figures"] for line in (lines["country"], *lines["lines"])]),
        **lines,
    }
    return render(request, "reporting/star.html", context)


def _lines(close: MonthClose, reports: list[dict[str, Any]], asked: Any) -> dict[str, Any]:
    """Return the country's line and those of the municipalities with members, searched and ordered."""
    files = {file.municipality_id: file for file in close.files.filter(kind="monthly").select_related("municipality")}
    columns = compared_of(close.programme)
    names = dict(Municipality.objects.values_list("code", "name"))
    lines = [
        {
            "code": report["municipality"],
            "name": names.get(report["municipality"], ""),
            "report": report,
            "figures": [(key, report["indicators"][key]) for key in columns],
            "file": files.get(report["municipality"]),
        }
        for report in reports
    ]
    members = members_of(close.programme).key
    country, rest = lines[0], [line for line in lines[1:] if line["report"]["indicators"][members]["count"] != 0]
    wanted = asked.get("kommune", "").strip().casefold()
    rest = [line for line in rest if wanted in line["name"].casefold() or wanted == line["code"]]
    return {"country": country, "lines": sorted(rest, key=_order(asked.get("orden", "navn"), columns))}


def _order(by: str, columns: tuple[str, ...]) -> Any:
    """Return the sort key of a column: the share, highest first, hidden and empty last; else the name."""
    if by not in columns:
        return lambda line: alphabetical(line["name"])

    def key(line: dict[str, Any]) -> tuple[bool, float, str]:
        share = line["report"]["indicators"][by]["share"]
        return share is None, -(share or 0.0), alphabetical(line["name"])

    return key


@require_POST
def render_files(request: HttpRequest, month: str) -> HttpResponse:
    """Ask for the PDFs of a month that are not stored yet. Asking twice renders nothing twice."""
    _only_star(request.user)
    close = _close(request, month)
    if not request_files(close):
        messages.info(request, _("Alle PDF-filer er allerede dannet."))
    return redirect(program_address("reporting:star_month", [month], close.programme_id, version=close.version))


def progress(request: HttpRequest, month: str) -> HttpResponse:
    """Return how far the rendering has come: the part of the page that renews itself."""
    _only_star(request.user)
    close = _close(request, month)
    now = progress_of(close)
    context = {"close": close, "programme": close.programme, "progress": now}
    response = render(request, "reporting/includes/progress.html", context)
    if now.is_over and request.headers.get("HX-Request"):
        response["HX-Refresh"] = "true"  # the files are there: show them
    return response


def archive(request: HttpRequest, month: str) -> HttpResponse:
    """Give the ZIP of all stored PDFs of a month."""
    _only_star(request.user)
    close = _close(request, month)
    if not progress_of(close).done:
        raise Http404
    return HttpResponse(
        zip_of(close),
        content_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{archive_name(close)}"'},
    )


def stored_file(request: HttpRequest, number: int) -> HttpResponse:
    """Give one stored, published PDF: to STAR and to municipal staff."""
    audience_for(request.user, None)
    file = get_object_or_404(
        ReportFile.objects.select_related("municipality", "close__programme"), pk=number, state=ReportFile.State.DONE
    )
    if not prepares_releases(request.user) and not is_published(file.close):
        raise Http404
    return FileResponse(
        file.content.open("rb"),
        content_type="application/pdf",
        filename=download_name(file),
        headers={"ETag": f'"{file.sha256}"'},
    )
