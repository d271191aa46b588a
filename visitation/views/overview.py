"""The manager's start page: the house at a glance."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.access_log import log_refusal
from cases.views.access import for_municipal_staff

from ..day.overview import Overview


@require_GET
@for_municipal_staff
def overview(request: HttpRequest) -> HttpResponse:
    """Show managers what is due by next action, person and unit. Numbers only: the lists log who is looked at."""
    if not request.user.is_manager:
        log_refusal(request.user, "overview")
        raise PermissionDenied(_("Overblikket er for ledere."))
    house = Overview(request.user)
    context = {
        "house": house,
        "by_caseworker": house.by_caseworker,
        "by_facilitator": house.by_facilitator,
        "by_unit": house.by_unit,
    }
    return render(request, "visitation/overview.html", context)
