"""What the next person must know of a citizen, on one page."""

from __future__ import annotations

from datetime import date
from typing import Any

from accounts.models import User
from cases.codes import Benefit, MatchCategory
from cases.core_elements import latest
from cases.facts import add_facts, covering, has_left, of
from cases.models import Facilitator
from cases.tables import group_names
from cases.timeline import TimelineEntry, timeline

from ..panels import due_for
from .parts import BY_KEY, Line, lines_of

#: So many lines of each part have room on the page.
MOST_LINES = {"kontakter": 5, "tilbud": 4, "visitation": 2, "rehab": 2, "indsats": 3, "progression": 1}


def summary_of(citizen: Any, user: User, on: date) -> dict[str, Any]:
    """Return the page's content, and give ``citizen`` the facts of the day ``on``."""
    entries = timeline(citizen, user)
    registrations = [entry.registration for entry in entries]
    add_facts(citizen, registrations, on)
    cv = latest(registrations, "cv_on", on)
    return {
        "age": citizen.age_on(on),
        "has_left": has_left(citizen),
        "group": group_names().get(citizen.group),
        "benefit": dict(Benefit.choices).get(citizen.benefit),
        "match_category": dict(MatchCategory.choices).get(citizen.match_category),
        "facilitator": next(iter(covering(of(Facilitator, registrations), on)), None),
        "plan": {"goal": latest(registrations, "job_goal_on", on), "cv_on": cv.cv_on if cv else None},
        "due": due_for(citizen, on) or [],
        "parts": [(BY_KEY[key].title, *_first(key, entries, most)) for key, most in MOST_LINES.items()],
    }


def _first(key: str, entries: list[TimelineEntry], most: int) -> tuple[list[Line], int]:
    """Return the newest lines of a part, and how many more there are."""
    lines = lines_of(BY_KEY[key], entries)
    return lines[:most], max(len(lines) - most, 0)
