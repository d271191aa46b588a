"""Searching the register. What is typed is sent in a form's body: a CPR number typed by mistake reaches no address."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

from ..companies.finding import suggestions
from ..companies.register import LONGEST_TERM, CompanyFilter
from ..cpr import without_cpr
from .access import for_municipal_staff
from .companies import find_company

#: The search text in the address.
TERM = "q"


@require_POST
@for_municipal_staff
def search(request: HttpRequest) -> HttpResponse:
    """Go to the list with what was searched for and chosen in its address."""
    return with_term(request, reverse("cases:companies"), [*CompanyFilter.base_filters, "sort"])


@require_POST
@for_municipal_staff
def search_same(request: HttpRequest, number: int) -> HttpResponse:
    """Go to the page that merges the company, with what was searched for in its address."""
    found = find_company(request, number)
    return with_term(request, reverse("cases:company_merge", args=[found.pk]), [TERM])


def with_term(request: HttpRequest, address: str, kept: list[str]) -> HttpResponse:
    """Lead to ``address`` with the fields that are ``kept``; a CPR number is taken out, and that is said."""
    query = QueryDict(mutable=True)
    for name in kept:
        if given := request.POST.get(name, "")[:LONGEST_TERM]:
            query[name] = given
    query[TERM] = without_cpr(query.get(TERM, ""))
    taken_out = query[TERM] != request.POST.get(TERM, "")[:LONGEST_TERM].strip()
    if taken_out:
        messages.info(request, _("Et CPR-nummer kan ikke bruges her og er taget ud. Søg borgere under Borgere."))
    if not query[TERM]:
        del query[TERM]
    to = f"{address}?{query.urlencode()}" if query else address
    if taken_out and request.htmx:  # what htmx swaps has no room for the message
        return HttpResponseClientRedirect(to)
    return redirect(to)


@require_POST
@for_municipal_staff
def company_suggestions(request: HttpRequest) -> HttpResponse:
    """Return the options of a company field for what is typed in it (htmx puts them in its datalist)."""
    term = request.POST.get("company_name", "")[:LONGEST_TERM]
    found = suggestions(request.user.municipality_id, term)
    return render(request, "cases/includes/company_options.html", {"suggestions": found})
