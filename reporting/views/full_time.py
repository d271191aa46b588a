"""Full-time persons of a month: for the municipality's own staff, from the close where there is one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from reporting.fulltime.asked import MONTH, PLACE, month_asked, months_listed, place_asked
from reporting.fulltime.lists import NAME
from reporting.fulltime.tables import month_tables
from reporting.lookups import the_municipality

from .trail import to_municipality


@require_GET
def page(request: HttpRequest, code: str) -> HttpResponse:
    """Show the full-time persons of a month by benefit and age, and by benefit and unit."""
    place = the_municipality(place_asked(request.user, code, NAME))
    month = month_asked(request.GET)
    params = request.GET.copy()
    params.clear()
    params[PLACE], params[MONTH] = code, str(month)
    read = month_tables(code, month)
    context = {
        "place": place,
        "close": read.close,
        "month": str(month),
        "months": [str(one) for one in months_listed()],
        "tables": read.tables,
        "list_name": NAME,
        "list_query": params.urlencode(),
        "trail": to_municipality(place),
        "here": _("Fuldtidspersoner"),
    }
    return render(request, "reporting/full_time.html", context)
