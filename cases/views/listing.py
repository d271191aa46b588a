"""The list of citizens: filters in the address, and a search that keeps names and CPR numbers out of it."""

from __future__ import annotations

import base64
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.access_log import log_access, log_refusal
from accounts.models import AccessAction
from accounts.pagination import paginate
from flereskalmed.clock import today

from ..cpr import CPR_FORM, InvalidCprError, decrypt, encrypt, parse_cpr
from ..current import with_facts
from ..filters import CitizenFilter
from ..models import Citizen
from ..tables import CitizenTable
from .access import for_municipal_staff

PER_PAGE = 25
LONGEST_TERM = 100


@require_GET
@for_municipal_staff
def citizen_list(request: HttpRequest) -> HttpResponse:
    """Show the citizens the user may see; with htmx only the part that changes."""
    term = opened_term(request)
    citizens = named(with_facts(Citizen.objects.visible_to(request.user), today()), term)
    filters = CitizenFilter(request.GET, citizens.select_related("unit", "caseworker"), request=request)
    table = CitizenTable(filters.qs)
    paginate(table, request, PER_PAGE)
    shown = len(table.page.object_list)
    log_access(request.user, AccessAction.SEARCH if term else AccessAction.READ, "list", rows=shown)
    context = {"table": table, "filter": filters, "term": term, "sealed": request.GET.get("s", "") if term else ""}
    template = "cases/includes/citizens.html" if request.htmx else "cases/list.html"
    response = render(request, template, context | {"filtered": filters.is_used or bool(term)})
    patch_vary_headers(response, ["HX-Request"])
    return response


def opened_term(request: HttpRequest) -> str:
    """Return the search term sealed in the address, or nothing when there is none or it cannot be opened."""
    sealed = request.GET.get("s", "")
    if not sealed:
        return ""
    try:
        return decrypt(base64.urlsafe_b64decode(sealed.encode()), purpose_of(request))
    except ValueError:  # not base64, or UnreadableCprError: closed with a key that is gone
        messages.info(request, _("Søgningen er udløbet. Søg igen."))
        return ""


def purpose_of(request: HttpRequest) -> str:
    """Return what a search term is sealed for: this user's search, so that nobody else's address shows it."""
    return f"search:{request.user.pk}"


def named(citizens: Any, term: str) -> Any:
    """Keep the citizens whose name holds every word of ``term``."""
    for word in term.split():
        citizens = citizens.filter(name__icontains=word)
    return citizens


@require_POST
@for_municipal_staff
def search(request: HttpRequest) -> HttpResponse:
    """Go to the citizen of a CPR number, or to the list with the name sealed in its address."""
    term = request.POST.get("term", "").replace("\x00", "").strip()[:LONGEST_TERM]
    if CPR_FORM.match(term):
        return find_by_cpr(request, term)
    if any(character.isdigit() for character in term):
        messages.error(request, _("Søg på et navn eller på et helt CPR-nummer med ti cifre."))
        term = ""
    query = QueryDict(request.META.get("QUERY_STRING", ""), mutable=True)
    query.pop("s", None)
    query.pop("page", None)
    if term:
        query["s"] = base64.urlsafe_b64encode(encrypt(term, purpose_of(request))).decode()
    return redirect(list_address(query))


def list_address(query: QueryDict | None = None) -> str:
    """Return the list's address with these filters."""
    address = reverse("cases:list")
    return f"{address}?{query.urlencode()}" if query else address


def find_by_cpr(request: HttpRequest, term: str) -> HttpResponse:
    """Open the citizen with this number. Someone else's citizen and nobody's give the same answer."""
    try:
        digits = parse_cpr(term).digits
    except InvalidCprError as error:
        messages.error(request, str(error))
        return redirect(list_address())
    citizen = Citizen.objects.visible_to(request.user).with_cpr(digits).first()
    if citizen is not None:
        log_access(request.user, AccessAction.SEARCH, "search", citizen.pk, rows=1)
        return redirect("cases:case", pk=citizen.pk)
    elsewhere = Citizen.objects.with_cpr(digits).first()
    if elsewhere is not None:
        log_refusal(request.user, "search", elsewhere.pk)
    else:
        log_access(request.user, AccessAction.SEARCH, "search", rows=0)
    messages.info(request, _("Ingen af de borgere, du kan se, har det CPR-nummer."))
    return redirect(list_address())
