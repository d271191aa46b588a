"""What has been changed in a case, and who has looked at it."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.access_log import log_access, log_refusal
from accounts.models import AccessAction
from accounts.pagination import paginate

from ..case_access import WHO, WHOSE, table_of
from ..case_history import counted_kinds, entries_in_words, history_entries, narrowed
from .access import find_citizen, for_municipal_staff, known_citizen

PER_PAGE = 50


@require_GET
@for_municipal_staff
def history(request: HttpRequest, pk: int) -> HttpResponse:
    """Show every correction and deletion in the case, of the citizen's own data too: what, by whom, why."""
    citizen = find_citizen(request, pk, "history")
    log_access(request.user, AccessAction.READ, "history", pk)
    entries = history_entries(citizen, request.user)
    kinds = counted_kinds(entries)
    chosen, shown = narrowed(entries, request.GET.get("vis", ""))
    page = Paginator(shown, PER_PAGE).get_page(request.GET.get("side"))
    context = {
        "citizen": citizen,
        "lines": entries_in_words(page),
        "page": page,
        "all": len(entries),
        "chosen": chosen,
        "kinds": kinds,
    }
    return render(request, "cases/history.html", context)


@require_GET
@for_municipal_staff
def access(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the manager who has looked at the citizen, when, and at what."""
    if not request.user.is_manager:
        log_refusal(request.user, "access", known_citizen(pk))
        raise PermissionDenied(_("Kun ledere kan se, hvem der har set en sag."))
    citizen = find_citizen(request, pk, "access")
    log_access(request.user, AccessAction.READ, "access", pk)
    table = table_of(pk)
    paginate(table, request, PER_PAGE)
    asked = request.GET.copy()
    asked[WHOSE] = str(pk)
    context = {"citizen": citizen, "table": table, "list_name": WHO, "list_query": asked.urlencode()}
    return render(request, "cases/access.html", context)
