"""The page in place of published figures that are not there: they are being prepared, or cannot be published."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from reporting.disclosure.patterns import refusal_of
from reporting.errors import NotPublishedError
from reporting.lookups import DEFAULT_PROGRAMME
from reporting.models import MonthClose
from reporting.programmes import program_address

#: How often the waiting page asks again.
SECONDS = 5


def not_published_page(
    request: HttpRequest, error: NotPublishedError, programme: str = DEFAULT_PROGRAMME
) -> HttpResponse:
    """Say that the month is not published yet, and when it will be where that is settled."""
    context = {
        "month": error.month.first,
        "publish_at": error.publish_at,
        "calendar": program_address("reporting:releases", [], programme),
    }
    return render(request, "reporting/not_published.html", context, status=404)


def waiting_page(request: HttpRequest, close: MonthClose) -> HttpResponse:
    """Say that the figures are being prepared (the page asks again by itself, also without script), or why not."""
    refusal = refusal_of(close)
    if refusal:
        return render(request, "reporting/refused.html", {"month": close.month, "reason": str(refusal)}, status=409)
    context = {"month": close.month, "seconds": SECONDS}
    response = render(request, "reporting/preparing.html", context, status=202)
    response["Retry-After"] = str(SECONDS)
    return response
