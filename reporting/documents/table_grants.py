"""The agency's overview of grants as tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from flereskalmed.quick_formats import short_date

from ..claims.models import Step
from ..claims.overview import Line, Moment
from ..claims.standing import Standing
from . import words
from .table_model import Cell, Sheet

Report = Mapping[str, Any]


def report_of(lines: Sequence[Line], course: Sequence[Moment], on: date) -> dict[str, Any]:
    """Return the overview as plain values, for files."""
    return {"date": on.isoformat(), "lines": list(lines), "course": list(course)}


def sheets(report: Report) -> list[Sheet]:
    """Return the sheets of grants, of instalments and of the course over time."""
    title, about = _("Rater: overblik"), ((_("Dato"), words.day_name(report["date"])),)
    grants: list[tuple[Cell, ...]] = []
    parts: list[tuple[Cell, ...]] = []
    for line in report["lines"]:
        own = line.standing
        place = (str(own.grant.programme), str(own.grant.municipality))
        grants.append((*place, own.grant.amount_dkk, own.due, own.paid, own.outstanding, line.near, _remarks(line)))
        for one in own.instalments:
            days = tuple(one.taken_on(name) for name in (Step.CLAIMED, Step.APPROVED, Step.PAID))
            what = (one.judged.percent, one.amount_dkk, one.judged.rule.text, str(one.state.label))
            parts.append((*place, one.number, *what, *days, _course(one)))
    course = [(words.month_name(str(one.month)), one.met, one.paid_in, one.paid, one.due) for one in report["course"]]
    first = (_("Program"), _("Kommune"))
    sums = (_("Bevilling, kr."), _("Opfyldt, ikke udbetalt, kr."), _("Udbetalt, kr."), _("Udestår, kr."))
    what = (_("Rate"), _("Procent"), _("Beløb, kr."), _("Betingelse"), _("Tilstand"))
    days = (str(Step.CLAIMED.label), str(Step.APPROVED.label), str(Step.PAID.label), _("Forløb"))
    paid = (_("Udbetalt i måneden, kr."), _("Udbetalt i alt, kr."))
    over_time = (_("Måned"), _("Opfyldt i alt, kr."), *paid, _("Opfyldt, ikke udbetalt, kr."))
    return [
        Sheet(_("Bevillinger"), title, about, (*first, *sums, _("Nærmest"), _("Bemærk")), tuple(grants)),
        Sheet(_("Rater"), title, about, (*first, *what, *days), tuple(parts)),
        Sheet(_("Forløb"), title, about, over_time, tuple(course)),
    ]


def _course(one: Standing) -> str:
    return "; ".join(f"{step.get_step_display()} {short_date(step.on)}" for step in one.steps)


def _remarks(line: Line) -> str:
    below = [_("rate %(number)s er faldet under kravet efter udbetaling") % {"number": n} for n in line.fell_below]
    other = [_("rate %(number)s ville i dag bedømmes anderledes") % {"number": n} for n in line.judged_otherwise]
    return "; ".join([*below, *other])
