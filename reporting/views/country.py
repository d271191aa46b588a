"""The whole country: how the municipalities compare. Published figures only, whoever looks."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_GET
from django_tables2 import RequestConfig

from reporting.audiences import closes_seen
from reporting.country.distribution import distribution
from reporting.country.filters import CountryFilter, asked_filter
from reporting.country.lines import the_country
from reporting.country.shown import shown_close, shown_closes
from reporting.country.table import LIST, MONTH, VERSION, country_table
from reporting.country.tiles import tile_map
from reporting.errors import NotPublishedError
from reporting.indicators import BY_KEY
from reporting.models import MonthClose
from reporting.preparing import is_ready
from reporting.programmes import asked_programme, program_address, programme_choices

from .municipality import asked_month
from .waiting import not_published_page, waiting_page


@require_GET
def newest(request: HttpRequest) -> HttpResponse:
    """Send the user to the month chosen in the list (which works without scripts), else to the newest."""
    programme = asked_programme(request.GET)
    if chosen := request.GET.get("maaned", ""):
        return redirect(program_address("reporting:country_month", [asked_month(chosen)], programme.code))
    latest = shown_closes(request.user, programme.code).order_by("programme_id", "-month", "-version").first()
    if latest is None:
        choices = programme_choices(closes_seen(request.user, None), programme, "reporting:country_month")
        context = {"programme": programme, "programmes": choices}
        return render(request, "reporting/country_empty.html", context)
    return redirect(program_address("reporting:country_month", [latest.of_month], programme.code))


@require_GET
def month(request: HttpRequest, month: str) -> HttpResponse:
    """Compare the municipalities in one closed month; with htmx only the part that changes."""
    programme = asked_programme(request.GET)
    try:
        close = shown_close(request.user, month, request.GET.get("version", ""), programme.code)
    except NotPublishedError as error:
        return not_published_page(request, error, programme.code)
    if not is_ready(close):
        return waiting_page(request, close)
    filters = asked_filter(request.GET, programme)
    context = _compared(request, close, filters) | {
        "programmes": programme_choices(closes_seen(request.user, None), programme, "reporting:country_month"),
        "months": sorted(shown_closes(request.user, programme.code), key=lambda other: other.month, reverse=True),
    }
    part = request.htmx and not request.htmx.history_restore_request
    response = render(request, "reporting/includes/country.html" if part else "reporting/country.html", context)
    patch_vary_headers(response, ["HX-Request", "HX-History-Restore-Request"])
    return response


def _compared(request: HttpRequest, close: MonthClose, filters: CountryFilter) -> dict[str, Any]:
    own, key = request.user.municipality_id, filters.key
    country = the_country(close, key)
    table = country_table(country, country.among(filters.codes()), key, own)
    RequestConfig(request, paginate=False).configure(table)
    query = request.GET.copy()
    query[MONTH], query[VERSION] = str(close.of_month), str(close.version)
    return {
        "close": close,
        "programme": close.programme,
        "filter": filters,
        "indicator": BY_KEY[key],
        "measured": close.of_month.plus(-BY_KEY[key].lag),
        "distributions": [distribution(country, each, own) for each in country.keys],
        "map": tile_map(country, key, own),
        "table": table,
        "shown": len(table.rows),
        "all_lines": len(country.lines),
        "list_name": LIST,
        "list_query": query.urlencode(),
        "own": own,
    }
