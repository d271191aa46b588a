"""The start page: what do I do now?"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from accounts.access_log import log_access
from accounts.models import AccessAction
from accounts.pagination import paginate
from cases.handover.models import Handover
from cases.views.access import for_municipal_staff

from ..day.contacts import month_of_contacts
from ..day.lists import DUE
from ..day.page import Day

PER_PAGE = 20


@require_GET
@for_municipal_staff
def day(request: HttpRequest) -> HttpResponse:
    """Show what is due today for the citizens the user works with; with htmx only the part that changes."""
    shown = Day(request.user, request.GET)
    paginate(shown.table, request, PER_PAGE)
    contacts = month_of_contacts(shown)
    people = len(shown.table.page.object_list) + (len(contacts.held) if contacts else 0)
    log_access(request.user, AccessAction.READ, "day", rows=people)
    part = request.htmx and not request.htmx.history_restore_request
    news = Handover.objects.news_for(request.user) if not part else []
    context = {
        "handed_over": news,
        "day": shown,
        "table": shown.table,
        "contacts": contacts,
        "list_name": DUE.name,
        "list_query": urlencode(shown.here),
    }
    response = render(request, "visitation/includes/day.html" if part else "visitation/day.html", context)
    patch_vary_headers(response, ["HX-Request", "HX-History-Restore-Request"])
    return response
