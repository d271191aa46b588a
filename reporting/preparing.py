"""Published figures that nobody has asked for before: what to hide is chosen first, by a worker, while one waits."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .disclosure.patterns import is_protected
from .models import MonthClose
from .tasks import protect_close

#: How often the waiting page asks again.
SECONDS = 5


def is_ready(close: MonthClose) -> bool:
    """Tell whether the published figures of a close can be shown; where not, have a worker prepare them.

    For the whole country this takes seconds for each month shown, too long for a page.
    """
    if is_protected(close):
        return True
    protect_close.delay(close.pk)
    return is_protected(close)


def waiting_page(request: HttpRequest, close: MonthClose) -> HttpResponse:
    """Say that the figures are being prepared; the page asks again by itself, also without script."""
    context = {"month": close.month, "seconds": SECONDS}
    response = render(request, "reporting/preparing.html", context, status=202)
    response["Retry-After"] = str(SECONDS)
    return response
