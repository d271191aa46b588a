"""Pages about the user, and the administrators' log of who used personal data."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from .access_table import LOG, AccessLogTable, log_filters
from .navigation import start_page
from .pagination import paginate

PER_PAGE = 50


def home(request: HttpRequest) -> HttpResponse:
    """Send the user to where their role works."""
    return redirect(start_page(request.user))


@require_GET
def access_log(request: HttpRequest) -> HttpResponse:
    """Show administrators the whole log. Citizens appear by number only: administrators see no case."""
    if not request.user.is_administrator:
        raise PermissionDenied(_("Siden er kun for systemadministratorer."))
    filters = log_filters(request.GET)
    table = AccessLogTable(filters.qs)
    paginate(table, request, PER_PAGE)
    context = {"table": table, "filter": filters, "list_name": LOG, "list_query": request.GET.urlencode()}
    return render(request, "account/access_log.html", context)
