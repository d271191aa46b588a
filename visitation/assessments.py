"""Earlier assessments side by side: each question a row, each visitation a column, so that a change can be seen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from cases.facts import fetched
from questionnaires.shape import Question

from .models import Visitation

if TYPE_CHECKING:
    from accounts.models import User
    from cases.models import Citizen

#: So many of the latest assessments have room beside each other.
IN_TABLE = 6


@dataclass(frozen=True)
class Cell:
    """An answer: what is shown, and for a step of the scale what it means."""

    shown: str
    meaning: str = ""


@dataclass(frozen=True)
class Row:
    """One question, in its newest wording, with the answer at each visitation."""

    question: Question
    cells: list[Cell]


@dataclass(frozen=True)
class Assessments:
    """The assessed visitations, oldest first, and their answers. ``left_out``: how many older ones are not shown."""

    visitations: list[Visitation]
    rows: list[Row]
    left_out: int


def side_by_side(visitations: Iterable[Visitation]) -> Assessments | None:
    """Return the latest of the assessed ``visitations`` (with their questionnaires); None where none is assessed."""
    assessed = sorted((one for one in visitations if one.answers), key=lambda one: one.decided_on)
    if not assessed:
        return None
    shown = assessed[-IN_TABLE:]
    rows = [Row(question, [cell(one, question.key) for one in shown]) for question in questions_of(shown)]
    return Assessments(shown, rows, len(assessed) - len(shown))


def questions_of(assessed: Iterable[Visitation]) -> list[Question]:
    """Return each answered question once, those of the newest version first and in its words."""
    found: dict[str, Question] = {}
    for one in sorted(assessed, key=lambda one: one.decided_on, reverse=True):
        for question in one.questionnaire.all_questions:  # type: ignore[union-attr]
            if question.key in (one.answers or {}):
                found.setdefault(question.key, question)
    areas = list(type(next(iter(found.values())).area)) if found else []
    return sorted(found.values(), key=lambda question: areas.index(question.area))


def cell(visitation: Visitation, key: str) -> Cell:
    """Return the answer of a visitation to a question."""
    value = (visitation.answers or {}).get(key)
    if value is None:
        return Cell("–")
    steps = visitation.questionnaire.steps if isinstance(value, int) else []  # type: ignore[union-attr]
    return Cell(str(value), next((str(step) for step in steps if step.value == value), ""))


def assessments_of(citizen: Citizen, user: User, on: date) -> dict[str, Any] | None:
    """Return what the panel of the case page shows: one query, where the page has seen that there is an answer."""
    seen = fetched(citizen, Visitation)
    if seen is not None and not any(one.answers for one in seen):
        return None
    decided = Visitation.objects.visible_to(user).filter(citizen=citizen, decided_on__lte=on, answers__isnull=False)
    found = side_by_side(decided.select_related("questionnaire"))
    return {"assessments": found} if found else None
