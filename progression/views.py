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
from questionnaires.shape import Question

from .asked import Asked, quarter_name
from .averages import Average, Averages
from .codes import Respondent
from .drawing import Frame


@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """Show the averages of the citizens the user may see; ``?enhed=`` and ``?hvem=`` narrow them."""
    if not request.user.sees_people:
        log_refusal(request.user, "progression")
        raise PermissionDenied(_("Siden er kun for kommunens medarbejdere."))
    asked = Asked(request.user, request.GET)
    context: dict[str, Any] = {
        "respondents": Respondent,
        "respondent": asked.respondent,
        "units": asked.units.values(),
        "unit": asked.unit,
        "fewest": asked.fewest,
        "chosen_unit": asked.unit.pk if asked.unit else "",
        **tables(asked),
    }
    return render(request, "progression/overview.html", context)


def tables(asked: Asked) -> dict[str, Any]:
    """Return the page's pictures and tables, every number written out."""
    quarters = asked.quarters
    if not quarters:
        return {}
    values = [step.value for one in asked.versions for step in one.steps]
    frame = Frame(quarters[0], quarters[-1], min(values), max(values))
    return {
        "frame": frame,
        "quarters": [quarter_name(quarter) for quarter in quarters],
        "rows": [question_row(question, asked.found, quarters, frame) for question in asked.questions.values()],
        **unit_table(asked),
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


def unit_table(asked: Asked) -> dict[str, Any]:
    """Return the latest quarter by unit; nothing where there are no units to compare."""
    quarter, shown = asked.quarters[-1], asked.compared
    columns = [asked.found.by_unit[unit.pk, quarter] for unit in shown]
    rows = [(q, [key in column and cell(column[key]) for column in columns]) for key, q in asked.questions.items()]
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
