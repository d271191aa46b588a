"""What the next person must know of a citizen, on one page."""

from __future__ import annotations

from datetime import date
from typing import Any

from accounts.models import User
from cases.codes import Benefit, MatchCategory
from cases.facts import add_facts, has_left
from cases.models import Citizen, Facilitator, Plan
from cases.tables import group_names
from cases.timeline import TimelineEntry, timeline

from ..day.scopes import programme_of
from ..due import due
from .parts import BY_KEY, Line, lines_of

#: So many lines of each part have room on the page.
MOST_LINES = {"kontakter": 5, "tilbud": 4, "visitation": 2, "rehab": 2, "indsats": 3, "progression": 1}


def summary_of(citizen: Any, user: User, on: date) -> dict[str, Any]:
    """Return the page's content, and give ``citizen`` the facts of the day ``on``."""
    entries = timeline(citizen, user)
    add_facts(citizen, [entry.registration for entry in entries], on)
    return {
        "age": citizen.age_on(on),
        "has_left": has_left(citizen),
        "group": group_names().get(citizen.group),
        "benefit": dict(Benefit.choices).get(citizen.benefit),
        "match_category": dict(MatchCategory.choices).get(citizen.match_category),
        "facilitator": _facilitator(entries, on),
        "plan": _plan(entries),
        "due": [] if has_left(citizen) else _due(citizen, user, on),
        "parts": [(BY_KEY[key].title, *_first(key, entries, most)) for key, most in MOST_LINES.items()],
    }


def _first(key: str, entries: list[TimelineEntry], most: int) -> tuple[list[Line], int]:
    """Return the newest lines of a part, and how many more there are."""
    lines = lines_of(BY_KEY[key], entries)
    return lines[:most], max(len(lines) - most, 0)


def _of(model: type, entries: list[TimelineEntry]) -> list[Any]:
    return [entry.registration for entry in entries if isinstance(entry.registration, model)]


def _facilitator(entries: list[TimelineEntry], on: date) -> Facilitator | None:
    present = [one for one in _of(Facilitator, entries) if one.start <= on and (one.end is None or one.end >= on)]
    return present[0] if present else None


def _plan(entries: list[TimelineEntry]) -> dict[str, Any]:
    """Return the latest goal and the latest day a CV was in place, from whichever plan has them."""
    plans: list[Plan] = _of(Plan, entries)
    goal = max((one for one in plans if one.job_goal_on), key=lambda one: one.job_goal_on, default=None)
    return {"goal": goal, "cv_on": max((one.cv_on for one in plans if one.cv_on), default=None)}


def _due(citizen: Citizen, user: User, on: date) -> list[Any]:
    programme = programme_of(user)
    return due(on, programme, Citizen.objects.filter(pk=citizen.pk)) if programme else []
