"""What this app adds to the case page: what is due, and the facts of groups 2 and 3 and of the deferred."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from cases.facts import has_left
from cases.models import Citizen
from cases.panels import CasePanel, Place, register_panel

from .assessments import assessments_of
from .codes import Group
from .day.actions import buttons_for, next_step
from .due import Due, due
from .due.limits import MARK, limits
from .models import Measure, Preparation, RehabilitationCase, Visitation

if TYPE_CHECKING:
    from accounts.models import User


def what_is_due(citizen: Any, user: User, on: date) -> dict[str, Any] | None:
    """Return what is due for the citizen, the nearest deadline first, each with the buttons that settle it."""
    rows = due_for(citizen, on)
    back = reverse("cases:case", args=[citizen.pk])
    if rows is None:
        return None
    return {"due": [{"row": row, "buttons": buttons_for(next_step(row, rows), back)} for row in rows]}


def due_beside(citizen: Any, user: User, on: date) -> dict[str, Any] | None:
    """Return the same to read beside a form, where there is something; no button leads away from what is typed."""
    rows = due_for(citizen, on)
    return {"due": rows} if rows else None


def due_for(citizen: Any, on: date) -> list[Due] | None:
    """Return what is due for a citizen who carries the facts of the day; None where nothing can be."""
    if has_left(citizen) or citizen.programme is None:
        return None
    return due(on, citizen.programme, Citizen.objects.filter(pk=citizen.pk))


def group_facts(citizen: Any, user: User, on: date) -> dict[str, Any] | None:
    """Return what holds now in the citizen's group beside what every group has; nothing for group 1."""
    facts = FACTS.get(citizen.group)
    return facts(citizen, on) if facts is not None and not has_left(citizen) else None


def rehabilitation_facts(citizen: Any, on: date) -> dict[str, Any]:
    """The latest case before the team, and how many whole months of the mark passed in group 2 until its decision.

    A case decided before the present time in group 2 stops no clock.
    """
    case = RehabilitationCase.objects.filter(citizen=citizen, referred_on__lte=on).order_by("-referred_on").first()
    mark = limits(citizen.programme)[MARK] if citizen.programme else None
    decided = case.decided_on if case and case.decided_on and citizen.group_since <= case.decided_on <= on else None
    months = whole_months(citizen.group_since, decided or on)
    return {
        "rehabilitation": case,
        "preparation": preparation_before(citizen, case, on),
        "is_group_2": True,
        "months": months,
        "mark": mark,
        "decided": decided,
    }


def preparation_before(citizen: Any, case: RehabilitationCase | None, on: date) -> Preparation | None:
    """Return the latest preparation that has led to no referral yet; none while a case is before the team."""
    if case is not None and case.decided_on is None:
        return None
    begun = Preparation.objects.filter(citizen=citizen, started_on__lte=on).order_by("-started_on").first()
    return begun if begun is not None and (case is None or begun.started_on > case.referred_on) else None


def measure_facts(citizen: Any, on: date) -> dict[str, Any]:
    """The social and health measures of today."""
    return {"is_group_3": True, "measures": list(Measure.objects.as_of(on).filter(citizen=citizen).order_by("start"))}


def deferral_facts(citizen: Any, on: date) -> dict[str, Any]:
    """The deferral in force, with its reason and expected end."""
    return {"deferral": Visitation.objects.as_of(on).filter(citizen=citizen).first()}


FACTS = {Group.TWO: rehabilitation_facts, Group.THREE: measure_facts, Group.DEFERRED: deferral_facts}


def whole_months(since: date, on: date) -> int:
    """Return the months that have passed: a month has passed on its day, or on the last of a shorter month."""
    months = (on.year - since.year) * 12 + on.month - since.month
    last_of_month = (date(on.year + on.month // 12, on.month % 12 + 1, 1) - on).days == 1
    return months if on.day >= since.day or last_of_month else months - 1


def register_panels() -> None:
    """Put them in the registry of the case page."""
    register_panel(CasePanel("due", 10, "visitation/includes/case_due.html", what_is_due, Place.CARD))
    register_panel(CasePanel("due_beside", 10, "visitation/includes/due_beside.html", due_beside, Place.BESIDE))
    register_panel(CasePanel("assessments", 35, "visitation/includes/case_assessments.html", assessments_of))
    register_panel(CasePanel("group", 10, "visitation/includes/case_group.html", group_facts, Place.FACT))
