"""The list of citizens: filters in the address, and a search that keeps names and CPR numbers out of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_GET, require_POST

from accounts.access_log import log_access
from accounts.models import AccessAction
from accounts.pagination import paginate

from ..cpr import born_days
from ..cpr_search import NobodyFoundError, citizen_with
from ..lists import (
    CITIZENS,
    SEALED,
    SearchExpiredError,
    citizen_filters,
    held_term,
    hold_term,
    opened_term,
    sealed_term,
)
from ..tables import CitizenTable
from .access import for_municipal_staff

PER_PAGE = 25
LONGEST_TERM = 100


@require_GET
@for_municipal_staff
def citizen_list(request: HttpRequest) -> HttpResponse:
    """Show the citizens the user may see; with htmx only the part that changes."""
    params = readable(request)
    term = opened_term(request.user, params)
    filters = citizen_filters(request.user, params)
    table, held = CitizenTable(filters.qs), held_term(request)
    paginate(table, request, PER_PAGE)
    shown = len(table.page.object_list)
    log_access(request.user, AccessAction.SEARCH if term else AccessAction.READ, "list", rows=shown)
    context = {
        "table": table,
        "filter": filters,
        "term": term or held,
        "searched": bool(term),
        "sealed": params.get(SEALED, ""),
        "filtered": filters.is_used or bool(term),
        "list_name": CITIZENS,
        "list_query": params.urlencode(),
    }
    part = request.htmx and not request.htmx.history_restore_request
    response = render(request, "cases/includes/citizens.html" if part else "cases/list.html", context)
    patch_vary_headers(response, ["HX-Request", "HX-History-Restore-Request"])
    return response


def readable(request: HttpRequest) -> QueryDict:
    """Return what the address asks, without a search that can no longer be opened; that is said."""
    try:
        opened_term(request.user, request.GET)
    except SearchExpiredError as error:
        messages.info(request, str(error))
        params = request.GET.copy()
        del params[SEALED]
        return params
    return request.GET


@require_POST
@for_municipal_staff
def search(request: HttpRequest) -> HttpResponse:
    """Go to the citizen of a CPR number, or to the list with the name sealed in its address."""
    term = request.POST.get("term", "").replace("\x00", "").strip()[:LONGEST_TERM]
    query = QueryDict(request.META.get("QUERY_STRING", ""), mutable=True)
    query.pop(SEALED, None)
    query.pop("page", None)
    if born_days(term):
        query[SEALED] = sealed_term(request.user, term)
    elif any(character.isdigit() for character in term):
        try:
            return redirect("cases:case", pk=citizen_with(term, request.user).pk)
        except NobodyFoundError as error:
            messages.info(request, str(error))
            hold_term(request, term)
    elif term:
        query[SEALED] = sealed_term(request.user, term)
    return redirect(list_address(query))


def list_address(query: QueryDict | None = None) -> str:
    """Return the list's address with these filters."""
    address = reverse("cases:list")
    return f"{address}?{query.urlencode()}" if query else address
