"""The case page: where are we, and what has happened."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from flereskalmed.clock import today

from ..codes import LEFT_PROGRAMME, Benefit, MatchCategory
from ..models import Citizen, Contact, Offer, Plan
from ..panels import Place, panels_of
from ..registrations import all_kinds
from ..tables import group_names
from ..timeline import TimelineEntry, timeline
from .access import for_municipal_staff, open_citizen


@require_GET
@for_municipal_staff
def case(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a citizen's case and log the look."""
    citizen = open_citizen(request, pk, "case")
    entries = timeline(citizen, request.user)
    kinds = all_kinds()
    panels = panels_of(citizen, request.user, today())
    context = {
        "citizen": citizen,
        "age": citizen.age_on(today()),
        "facts": facts_now(citizen, entries),
        "timeline": entries,
        "cards": panels[Place.CARD],
        "sections": panels[Place.SECTION],
        "prominent": [kind for kind in kinds if kind.prominent],
        "others": [kind for kind in kinds if not kind.prominent],
    }
    return render(request, "cases/case.html", context)


def facts_now(citizen: Citizen, entries: list[TimelineEntry]) -> dict[str, Any]:
    """Return what holds today, from the annotations and the timeline that are read already."""
    return {
        "group": group_names().get(citizen.group),
        # What is missing is a duty only while the citizen is followed, and the model's elements only in group 1.
        "followed": citizen.benefit not in LEFT_PROGRAMME,
        "group_1": citizen.group == "1" and citizen.benefit not in LEFT_PROGRAMME,
        "benefit": dict(Benefit.choices).get(citizen.benefit),
        "match_category": dict(MatchCategory.choices).get(citizen.match_category),
        "offers": [entry for entry in of_model(entries, Offer) if covers_today(entry.registration)],
        "contact": next((entry for entry in of_model(entries, Contact) if entry.on <= today()), None),
        "plan": plan_now(entries),
    }


def of_model(entries: list[TimelineEntry], model: type) -> list[TimelineEntry]:
    """Return the entries of one model, newest first."""
    return [entry for entry in entries if isinstance(entry.registration, model)]


def covers_today(offer: Any) -> bool:
    """Tell whether the offer runs today (its end is inclusive)."""
    return offer.start <= today() and (offer.end is None or offer.end >= today())


def plan_now(entries: list[TimelineEntry]) -> dict[str, Any]:
    """Return the latest job goal and the latest day a CV was in place, from whichever plan has them."""
    plans: list[Any] = [entry.registration for entry in of_model(entries, Plan)]
    goals = [plan for plan in plans if plan.job_goal_on]
    goal = max(goals, key=lambda plan: plan.job_goal_on, default=None)
    return {
        "job_goal": goal.job_goal if goal else "",
        "job_goal_on": goal.job_goal_on if goal else None,
        "cv_on": max((plan.cv_on for plan in plans if plan.cv_on), default=None),
    }
