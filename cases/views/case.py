"""The case page: where are we, what next, who has done what."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access_log import log_access
from accounts.models import AccessAction
from flereskalmed.clock import today

from ..case_course import course_of, ordinary_hours_of
from ..case_events import Events
from ..codes import Benefit, MatchCategory
from ..core_elements import core_elements, why_not
from ..facts import add_facts, died_on, has_left, latest_contact, offers_on
from ..models import Citizen
from ..panels import Place, panels_of
from ..registrations import all_kinds
from ..tables import group_names
from ..timeline import TimelineEntry, timeline
from .access import for_municipal_staff, open_citizen


@require_GET
@for_municipal_staff
def case(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a citizen's case and log the look."""
    return show_case(request, open_citizen(request, pk, "case"))


@sensitive_variables("cpr")
@require_http_methods(["GET", "POST"])
@for_municipal_staff
def cpr(request: HttpRequest, pk: int) -> HttpResponse | HttpResponseRedirect:
    """Show the case with the CPR number this once, and log that it was asked for.

    Only a button asks: the address alone (from the history of the browser, or after changing language) leads back.
    """
    if request.method == "GET":
        open_citizen(request, pk, "case")
        return redirect("cases:case", pk=pk)
    citizen = open_citizen(request, pk, "case")
    log_access(request.user, AccessAction.READ, "cpr", pk)
    return show_case(request, citizen, cpr=f"{citizen.cpr[:6]}-{citizen.cpr[6:]}")


def show_case(request: HttpRequest, citizen: Citizen, **more: Any) -> HttpResponse:
    """Show the page of a citizen whom the user may see."""
    on = today()
    entries = timeline(citizen, request.user)
    add_facts(citizen, [entry.registration for entry in entries], on)
    panels = panels_of(citizen, request.user, on)
    kinds = all_kinds()
    context = {
        "citizen": citizen,
        "now": Now(citizen, entries),
        "facts": panels[Place.FACT],
        "cards": panels[Place.CARD],
        "sections": panels[Place.SECTION],
        "course": course_of(citizen, entries, on),
        "hours": ordinary_hours_of(entries, on),
        "events": Events(citizen, entries, request.GET.get("vis", ""), request.GET.get("side")),
        "prominent": [kind for kind in kinds if kind.prominent],
        "others": [kind for kind in kinds if not kind.prominent],
        "cpr": "",
        **more,
    }
    return render(request, "cases/case.html", context)


class Now:
    """What holds today, for the head of the page and its first cards."""

    def __init__(self, citizen: Citizen, entries: list[TimelineEntry]):
        self.citizen, self.on = citizen, today()
        self._kinds = {entry.registration: entry.kind for entry in entries}
        self._registrations = list(self._kinds)
        self.has_left = has_left(citizen)
        self.died_on = died_on(citizen)
        self.age = citizen.age_on(self.died_on or self.on)
        self.why_not = why_not(citizen)
        self.benefit = dict(Benefit.choices).get(citizen.benefit)
        self.match_category = dict(MatchCategory.choices).get(citizen.match_category)
        self.group = group_names().get(citizen.group)

    @cached_property
    def contact(self) -> Any:
        """The latest contact, and how it is told."""
        contact = latest_contact(self._registrations, self.on)
        return {"on": contact.held_on, "headline": self._kinds[contact].describe(contact)} if contact else None

    @cached_property
    def offers(self) -> list[dict[str, Any]]:
        """The offers of today, each in a line, with the number of its company."""
        running = offers_on(self._registrations, self.on)
        return [{"headline": self._kinds[offer].describe(offer), "company": offer.company_id} for offer in running]

    @cached_property
    def elements(self) -> list[Any]:
        """The core elements, where they apply."""
        return [] if self.why_not else core_elements(self.citizen, self._registrations, self.on)

    @property
    def elements_met(self) -> int:
        """How many of them are in place."""
        return sum(element.met for element in self.elements)
