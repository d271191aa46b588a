"""The hand-overs that were made: the list, and the citizens of one."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.access_log import log_access
from accounts.models import AccessAction
from accounts.pagination import paginate

from ..handover.models import Handover
from ..handover.selection import GIVERS
from ..handover.table import LIST, build, citizens_of, find_handover
from .access import for_municipal_staff

PER_PAGE = 25
#: So long a hand-over stands at the top of the receiver's page.
RECENT = timedelta(days=30)


@require_GET
@for_municipal_staff
def handovers(request: HttpRequest) -> HttpResponse:
    """Show what was handed over to the user lately, and the hand-overs they may see."""
    table = build(request.user, request.GET)
    paginate(table, request, PER_PAGE)
    lately = Handover.objects.filter(receiver=request.user, made_at__gte=timezone.now() - RECENT)
    context = {
        "table": table,
        "to_me": lately.select_related("by").annotate(number=Count("citizens")),
        "may_give": request.user.role in GIVERS,
        "list_name": LIST,
        "list_query": request.GET.urlencode(),
    }
    return render(request, "cases/handover/list.html", context)


@require_GET
@for_municipal_staff
def handover(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a hand-over and those of its citizens whom the user may see."""
    made = find_handover(request.user, pk)
    citizens = citizens_of(made, request.user)
    log_access(request.user, AccessAction.READ, "handover", rows=len(citizens))
    Handover.objects.filter(pk=pk).mark_seen(request.user)
    number = made.citizens.aggregate(all=Count("pk"), stayed=Count("pk", filter=~Q(stays="")))
    context = {
        "made": made,
        "citizens": citizens,
        "hidden": number["all"] - len(citizens),
        "stayed": number["stayed"],
        "returned": number["all"] - number["stayed"],
        "may_undo": made.may_be_undone_by(request.user),
    }
    return render(request, "cases/handover/one.html", context)
