"""The register of companies: the list, a company's page, and what the company field suggests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.http import urlencode
from django.views.decorators.http import require_GET
from stdnum.dk import cvr as stdnum_cvr

from accounts.access_log import log_access, log_refusal
from accounts.models import AccessAction
from accounts.pagination import paginate
from flereskalmed.clock import today

from ..companies.changes import changes_of
from ..companies.people import PEOPLE_HERE, WHICH
from ..companies.presence import MonthCount, by_month, offers_at, summary
from ..companies.register import COMPANIES, CompanyTable, filtered
from ..kinds import offer_details
from ..models import Company, Offer
from ..querysets import covering
from .access import for_municipal_staff

PER_PAGE = 25


@require_GET
@for_municipal_staff
def company_list(request: HttpRequest) -> HttpResponse:
    """Show the municipality's companies; with htmx only the part that changes."""
    filters = filtered(request.user, request.GET)
    table = CompanyTable(filters.qs)
    paginate(table, request, PER_PAGE)
    context = {
        "table": table,
        "filter": filters,
        "filtered": filters.is_used,
        "list_name": COMPANIES,
        "list_query": request.GET.urlencode(),
    }
    part = request.htmx and not request.htmx.history_restore_request
    response = render(request, "cases/includes/companies.html" if part else "cases/companies.html", context)
    patch_vary_headers(response, ["HX-Request", "HX-History-Restore-Request"])
    return response


def find_company(request: HttpRequest, number: int) -> Company:
    """Return the company when it is in the user's register; else log the refusal and answer 404."""
    found = Company.objects.visible_to(request.user).select_related("merged_into").filter(pk=number).first()
    if found is None:
        log_refusal(request.user, "company")
        raise Http404
    return found


@require_GET
@for_municipal_staff
def company(request: HttpRequest, number: int) -> HttpResponse:
    """Show a company: its facts, agreements, who is and was there and what it led to. One merged leads to the other."""
    found = find_company(request, number)
    if found.merged_into_id:
        return redirect("cases:company", number=found.merged_into_id)
    on = today()
    offers = offers_at(found, request.user, on)
    present = told(offers.filter(covering(on) | Q(start__gt=on)))
    page = Paginator(offers.exclude(covering(on)).filter(start__lte=on), PER_PAGE).get_page(request.GET.get("page"))
    page.object_list = told(page.object_list)
    shown = {stay.offer.citizen_id for stay in [*present, *page.object_list]}
    log_access(request.user, AccessAction.READ, "company", rows=len(shown))
    context = {
        "company": found,
        "odd_cvr": bool(found.cvr) and not stdnum_cvr.is_valid(found.cvr),
        "other_names": found.other_names.all(),
        "agreements": found.agreements.select_related("created_by"),
        "summary": summary(offers, on),
        "present": present,
        "page": page,
        "months": bars(by_month(offers, on)),
        "today": on,
        "list_name": PEOPLE_HERE,
        "list_query": urlencode({WHICH: found.pk}),
    }
    return render(request, "cases/company.html", context)


@require_GET
@for_municipal_staff
def company_history(request: HttpRequest, number: int) -> HttpResponse:
    """Show every change of the company's facts and agreements. Nothing about a citizen stands here."""
    found = find_company(request, number)
    return render(request, "cases/company_history.html", {"company": found, "changes": changes_of(found)})


@dataclass(frozen=True)
class Stay:
    """A citizen's offer at the company, with what is worth a line about it."""

    offer: Offer
    details: list[str]


def told(offers: QuerySet) -> list[Stay]:
    """Return the offers with their hours and agreement in words."""
    return [Stay(offer, list(offer_details(offer))) for offer in offers]


@dataclass(frozen=True)
class Bar:
    """A month's column in the picture: where it stands and how high, in the drawing's own units."""

    month: MonthCount
    x: int
    y: int
    height: int


BAR_STEP, BAR_HEIGHT = 20, 80


def bars(months: list[MonthCount]) -> dict[str, Any]:
    """Return the picture of the months: its columns and its size; none when nobody was there."""
    most = max(month.people for month in months)
    heights = [round(BAR_HEIGHT * month.people / most) if most else 0 for month in months]
    columns = [
        Bar(month, number * BAR_STEP + 2, BAR_HEIGHT - height, height)
        for number, (month, height) in enumerate(zip(months, heights, strict=True))
    ]
    return {"bars": columns if most else [], "most": most, "width": len(months) * BAR_STEP, "height": BAR_HEIGHT}
