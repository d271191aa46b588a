"""The agency's overview of all grants: table, picture and workbook."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cases.danish import alphabetical
from cases.models import Grant, Programme
from flereskalmed.clock import today
from reporting.charts.money import course_picture
from reporting.claims.overview import Line, Overview
from reporting.claims.overview import overview as grants_overview
from reporting.claims.standing import State
from reporting.documents import CONTENT_TYPES
from reporting.documents.table_grants import report_of
from reporting.documents.xlsx import as_xlsx

#: How the table may be ordered; the name where the address says nothing known.
ORDERS = ("navn", "venter", "klar", "udbetalt", "udestaar", "taet")


def overview(request: HttpRequest) -> HttpResponse:
    """Show every grant with its sums, filtered and ordered as the address says."""
    every, shown = _asked(request)
    context = {
        "every": every,
        "lines": shown,
        "sums": Overview(tuple(shown)),
        "states": State.choices,
        "chosen": request.GET.get("tilstand", ""),
        "programmes": Programme.objects.filter(grants__isnull=False).distinct(),
        "programme": request.GET.get("program", ""),
        "order": request.GET.get("orden", "navn"),
        "picture": course_picture(every.course),
        "query": request.GET.urlencode(),
        "today": today(),
    }
    return render(request, "reporting/grants.html", context)


def workbook(request: HttpRequest) -> HttpResponse:
    """Give the overview as the address filters it: a sheet of grants, one of instalments, one of the course."""
    if not (request.user.is_active and request.user.is_star):
        raise PermissionDenied
    every, shown = _asked(request)
    report = report_of(shown, every.course, today())
    return HttpResponse(
        as_xlsx(report, "grants"),
        content_type=CONTENT_TYPES["xlsx"],
        headers={"Content-Disposition": f'attachment; filename="rater-{today().isoformat()}.xlsx"'},
    )


def _asked(request: HttpRequest) -> tuple[Overview, list[Line]]:
    grants = Grant.objects.select_related("programme", "municipality").order_by("programme_id", "municipality_id")
    if programme := request.GET.get("program"):
        grants = grants.filter(programme=programme)
    every = grants_overview(grants)
    return every, _chosen(every, request.GET.get("tilstand", ""), request.GET.get("orden", ""))


def _chosen(every: Overview, state: str, order: str) -> list[Line]:
    """Return the lines with an instalment in ``state`` (or that fell below), ordered."""
    lines = [line for line in every.lines if _is_of(line, state)]
    keys: dict[str, Any] = {
        "venter": lambda line: line.waits_since or date.max,
        "klar": lambda line: -line.standing.due,
        "udbetalt": lambda line: -line.standing.paid,
        "udestaar": lambda line: -line.standing.outstanding,
        "taet": lambda line: line.distance,
    }
    by_name = sorted(lines, key=lambda line: alphabetical(line.standing.grant.municipality.name))
    return sorted(by_name, key=keys[order]) if order in keys else by_name


def _is_of(line: Line, state: str) -> bool:
    if state == "faldet":
        return bool(line.fell_below or line.judged_otherwise)
    return state not in State.values or state in line.states
