"""The group 2 analysis as a quarterly publication: by the last day of each quarter, from published figures."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.shortcuts import render as render_page
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from cases.danish import alphabetical
from reporting.country.shown import shown_close, shown_closes
from reporting.documents import CONTENT_TYPES, render
from reporting.documents.pdf import waiting_chart_of
from reporting.documents.words import code_name, places
from reporting.errors import NotPublishedError
from reporting.group2 import LONG_WAITERS, frozen_group2_report, long_waits
from reporting.models import MonthClose
from reporting.preparing import is_ready
from reporting.quarterly import published_group2_report
from reporting.quarters import Quarter

from .waiting import not_published_page, waiting_page

FORMATS = (("pdf", "PDF"), ("xlsx", "Excel"), ("csv", "CSV"), ("json", "JSON"))


def _quarters(request: HttpRequest) -> list[Quarter]:
    """Return the quarters that have been published, newest first: those whose last month is."""
    closes = shown_closes(request.user)
    return sorted((Quarter.of(close.month) for close in closes if close.month.month % 3 == 0), reverse=True)


def _quarter(text: str) -> Quarter:
    try:
        return Quarter.parse(text)
    except ValueError:
        raise Http404 from None


@require_GET
def newest(request: HttpRequest) -> HttpResponse:
    """Send the user to the quarter chosen in the list, else to the newest; or say that there is none."""
    if chosen := request.GET.get("kvartal", ""):
        return redirect("reporting:group2_quarter", str(_quarter(chosen)))
    quarters = _quarters(request)
    if not quarters:
        return render_page(request, "reporting/group2_empty.html")
    return redirect("reporting:group2_quarter", str(quarters[0]))


@require_GET
def quarter(request: HttpRequest, quarter: str) -> HttpResponse:
    """Show the analysis of a quarter: the country's, by jobcentre, and beside it one's own municipality's."""
    asked = _quarter(quarter)
    close = _close(request, asked)
    if isinstance(close, HttpResponse):
        return close
    return render_page(request, "reporting/group2.html", _context(request, asked, close))


@require_GET
def quarter_file(request: HttpRequest, quarter: str, form: str) -> HttpResponse:
    """Give the published analysis as a file."""
    asked = _quarter(quarter)
    if form not in CONTENT_TYPES:
        raise Http404
    close = _close(request, asked)
    if isinstance(close, HttpResponse):
        return close
    name = f"flere-skal-med-gruppe-2-{asked}-v{close.version}.{form}"
    return HttpResponse(
        render(published_group2_report(close), "group2", form, get_language() or "da"),
        content_type=CONTENT_TYPES[form],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _close(request: HttpRequest, asked: Quarter) -> MonthClose | HttpResponse:
    """Return the close of the quarter's last month, or the page that says why its figures cannot be shown yet."""
    try:
        close = shown_close(request.user, str(asked.last_month), request.GET.get("version", ""))
    except NotPublishedError as error:
        return not_published_page(request, error)
    return close if is_ready(close) else waiting_page(request, close)


def _context(request: HttpRequest, asked: Quarter, close: MonthClose) -> dict[str, Any]:
    report, code = published_group2_report(close), request.user.municipality_id
    names = places([line["municipality"] for line in report["by_municipality"]])
    lines = sorted(report["by_municipality"], key=lambda line: alphabetical(names[line["municipality"]]))
    return {
        "quarter": asked,
        "quarters": _quarters(request),
        "close": close,
        "report": report,
        "mine": frozen_group2_report(close, code) if request.user.sees_people else None,
        "own": code,
        "chart": waiting_chart_of(report),
        "lines": [(names[line["municipality"]], line) for line in lines],
        "bands": [band for band in (lines[0]["bands"] if lines else {}) if band != "suppressed"],
        "changes": _changes(report),
        "long_waits": [(names[line["municipality"]], line) for line in long_waits(report)],
        "long_waiters": LONG_WAITERS,
        "formats": FORMATS,
        "is_suppressed": "suppressed" in repr(report),
    }


def _changes(report: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Return the benefits changed to with their numbers, hidden ones too, the most first."""
    counts = {key: value for key, value in report["changed_benefit"]["by_benefit"].items() if key != "suppressed"}
    ordered = sorted(counts.items(), key=lambda item: (-(item[1] or 0), item[0]))
    return [(code_name(key), {"count": value, "suppressed": value is None}) for key, value in ordered]
