"""The panel of the case page: every question over time, by the citizen and by the caseworker."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.facts import fetched
from cases.panels import CasePanel, register_panel

from .codes import Respondent
from .drawing import Frame, Line
from .models import Progression

if TYPE_CHECKING:
    from accounts.models import User
    from cases.models import Citizen
    from questionnaires.shape import Question

#: The latest measurements that the table shows; the picture shows all.
IN_TABLE = 8
NAMES = {Respondent.CITIZEN: gettext_lazy("Borgeren"), Respondent.CASEWORKER: gettext_lazy("Sagsbehandleren")}

Answer = tuple[date, int]


@dataclass(frozen=True)
class Multiple:
    """One question: its lines, what the picture shows in words, and its row of the table."""

    question: Question
    lines: list[Line]
    sums: list[str]
    cells: list[str]

    @property
    def description(self) -> str:
        """The question and the first and latest answers, as the name of the picture."""
        return f"{self.question}. {'. '.join(self.sums)}."


def progression_of(citizen: Citizen, user: User, on: date) -> dict[str, Any] | None:
    """Return what the panel shows: one query, unless the page has seen that nothing is measured yet.

    That leaves the invitation.
    """
    if fetched(citizen, Progression) == []:
        return {"measured": [], "multiples": []}
    measured = list(
        Progression.objects.visible_to(user)
        .filter(citizen=citizen, answered_on__lte=on)
        .select_related("questionnaire")
        .order_by("answered_on", "respondent")
    )
    if not measured:
        return {"measured": [], "multiples": []}
    steps = [step.value for one in measured for step in one.questionnaire.steps]
    frame = Frame(measured[0].answered_on, measured[-1].answered_on, min(steps), max(steps))
    shown = measured[-IN_TABLE:]
    return {
        "measured": shown,
        "left_out": len(measured) - len(shown),
        "frame": frame,
        "multiples": [multiple(question, measured, shown, frame) for question in questions(measured)],
        "respondents": [(who.value, NAMES[who]) for who in Respondent if any(m.respondent == who for m in measured)],
    }


def questions(measured: list[Progression]) -> list[Question]:
    """Return each question on a scale once, in the order of its area; the newest wording, the citizen's first."""
    found: dict[str, Question] = {}
    for one in sorted(measured, key=lambda m: (m.respondent == Respondent.CITIZEN, m.answered_on)):
        found.update({question.key: question for question in one.questionnaire.all_questions if question.is_scale})
    areas = list(type(next(iter(found.values())).area)) if found else []
    return sorted(found.values(), key=lambda question: areas.index(question.area))


def multiple(question: Question, measured: list[Progression], shown: list[Progression], frame: Frame) -> Multiple:
    """Return one question's picture and row."""
    lines, sums = [], []
    for who in Respondent:
        given = [
            (m.answered_on, m.answers[question.key])
            for m in measured
            if m.respondent == who
            if question.key in m.answers
        ]
        if given:
            lines.append(frame.line(who.value, [(day, value, str(value)) for day, value in given]))
            sums.append(in_a_line(str(NAMES[who]), given))
    cells = [str(one.answers.get(question.key, "–")) for one in shown]
    return Multiple(question, lines, sums, cells)


def in_a_line(who: str, given: list[Answer]) -> str:
    """Return the first and the latest answer in words: "Borgeren: 2 (3.10.2017) → 4 (1.8.2019)"."""
    told = [f"{value} ({date_format(day, 'SHORT_DATE_FORMAT')})" for day, value in (given[0], given[-1])]
    if len(given) == 1:
        return _("%(who)s: %(value)s") % {"who": who, "value": told[0]}
    return _("%(who)s: %(first)s → %(latest)s") % {"who": who, "first": told[0], "latest": told[1]}


def register_panels() -> None:
    """Add it to the case page."""
    register_panel(CasePanel("progression", 40, "progression/panel.html", progression_of))
