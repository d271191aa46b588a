"""The municipality's progression: averages over time, for those who work there."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.access_log import log_refusal
from cases.models import Citizen, Unit
from cases.programmes import programme_of
from flereskalmed.clock import today
from questionnaires.models import Questionnaire
from questionnaires.shape import Question

from .averages import Average, Averages, averages, fewest
from .codes import Respondent, purpose_of
from .drawing import Frame

#: Two years stand side by side; what is older is not shown here.
MOST_QUARTERS = 8


@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """Show the averages of the citizens the user may see; ``?enhed=`` and ``?hvem=`` narrow them."""
    if not request.user.sees_people:
        log_refusal(request.user, "progression")
        raise PermissionDenied(_("Siden er kun for kommunens medarbejdere."))
    respondent = chosen_respondent(request)
    units = {unit.pk: unit for unit in units_of(request.user)}
    unit = units.get(chosen_number(request))
    citizens = Citizen.objects.visible_to(request.user)
    context: dict[str, Any] = {
        "respondents": Respondent,
        "respondent": respondent,
        "units": units.values(),
        "unit": unit,
    }
    programme = programme_of(request.user)
    versions = Questionnaire.objects.filter(programme=programme, purpose=purpose_of(respondent)).order_by("version")
    if programme is not None and (asked := list(versions)):
        narrowed = citizens.filter(unit=unit) if unit else citizens
        found = averages(today(), programme, narrowed, respondent)
        context |= tables(found, asked, {} if unit else units) | {"fewest": fewest(programme)}
    return render(request, "progression/overview.html", context)


def chosen_respondent(request: HttpRequest) -> Respondent:
    """Return whose answers are asked for; anything else is the citizens'."""
    given = request.GET.get("hvem")
    return Respondent(given) if given in Respondent.values else Respondent.CITIZEN


def chosen_number(request: HttpRequest) -> int | None:
    """Return the unit's number in the address, or None."""
    given = request.GET.get("enhed", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else None


def units_of(user: Any) -> Any:
    """Return the units a user may choose among: those of the municipality, unless the user has one."""
    return Unit.objects.none() if user.unit_id else Unit.objects.filter(municipality_id=user.municipality_id)


def tables(found: Averages, asked: list[Questionnaire], units: dict[int, Unit]) -> dict[str, Any]:
    """Return the page's pictures and tables, every number written out."""
    questions = {q.key: q for one in asked for q in one.all_questions if q.is_scale and q.key in found.by_quarter}
    quarters = found.quarters[-MOST_QUARTERS:]
    if not quarters:
        return {}
    values = [step.value for one in asked for step in one.steps]
    frame = Frame(quarters[0], quarters[-1], min(values), max(values))
    return {
        "frame": frame,
        "quarters": [quarter_name(quarter) for quarter in quarters],
        "rows": [question_row(question, found, quarters, frame) for question in questions.values()],
        **unit_table(found, questions, quarters[-1], units),
    }


def question_row(question: Question, found: Averages, quarters: list[date], frame: Frame) -> dict[str, Any]:
    """Return one question: its picture, its averages by quarter, and first against latest."""
    by_quarter = found.by_quarter[question.key]
    shown = [(day, by_quarter[day].value) for day in quarters if day in by_quarter]
    values = [(day, value) for day, value in shown if value is not None]
    told = [f"{quarter_name(day)}: {written(value)}" for day, value in values[:1] + values[1:][-1:]]
    change = found.change.get(question.key)
    return {
        "question": question,
        "lines": [frame.line("citizen", [(day, float(v), written(v)) for day, v in values])] if values else [],
        "description": f"{question}. {'; '.join(told)}",
        "cells": [by_quarter.get(day) and cell(by_quarter[day]) for day in quarters],
        "people": change.people if change else 0,
        "first": written(change.first) if change else "–",
        "latest": written(change.latest) if change else "–",
        "difference": difference(change.first, change.latest) if change else "–",
    }


def unit_table(
    found: Averages, questions: dict[str, Question], quarter: date, units: dict[int, Unit]
) -> dict[str, Any]:
    """Return the latest quarter by unit; nothing where there are no units to compare."""
    shown = [unit for unit in units.values() if (unit.pk, quarter) in found.by_unit]
    columns = [found.by_unit[unit.pk, quarter] for unit in shown]
    rows = [(q, [key in column and cell(column[key]) for column in columns]) for key, q in questions.items()]
    return {"unit_columns": shown, "unit_rows": rows if shown else [], "unit_quarter": quarter_name(quarter)}


def cell(average: Average) -> tuple[str, int]:
    """Return an average as it is written, and how many answered."""
    return written(average.value), average.people


def written(value: Any) -> str:
    """Return an average with one decimal; a dash where too few answered."""
    return "–" if value is None else number_format(value, decimal_pos=1)


def difference(first: Any, latest: Any) -> str:
    """Return how much the average rose or fell, with its sign."""
    if first is None or latest is None:
        return "–"
    change = round(latest - first, 1)
    return f"{'+' if change > 0 else ''}{number_format(change, decimal_pos=1)}".replace("-", "−")


def quarter_name(first_day: date) -> str:
    """Return "3. kvt. 2019"."""
    return _("%(quarter)d. kvt. %(year)s") % {"quarter": (first_day.month + 2) // 3, "year": first_day.year}
