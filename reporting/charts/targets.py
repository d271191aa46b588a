"""The figure of a target: the measured values by month, with the start and the milestones to be reached."""

from __future__ import annotations

import json
import math
from typing import Any

import altair
from django.utils.formats import date_format
from django.utils.translation import gettext

from ..months import Month, months_between
from ..targets.judging import Stand
from ..targets.measuring import first_month
from ..targets.standing import TargetStanding, measure_in_words
from . import style
from .model import Chart
from .svg import draw
from .window import month_name, short_name

#: More months than this, and only every third, sixth or twelfth is named.
MOST_NAMED = 12
TICKS = 5
MILESTONE = "#a8570a"
Row = dict[str, Any]


def target_chart(standing: TargetStanding) -> Chart:
    """Draw a target. Its numbers as a table are the page's own two tables."""
    title = measure_in_words(standing.target)
    if not standing.values:
        return Chart("target", title, gettext("Der er ingen figur: Intet er målt endnu."), None, None)
    description = _description(standing, title)
    return Chart("target", title, description, draw(_specification(standing), description), None)


def _months(standing: TargetStanding) -> list[Month]:
    """Return the months along the figure, from the start to the last measured or the last milestone."""
    last = max([one.month for one in standing.values] + [stand.due for stand in standing.stands])
    return months_between(first_month(standing.target), last)


def _specification(standing: TargetStanding) -> altair.TopLevelMixin:
    months = _months(standing)
    place = {month: number for number, month in enumerate(months)}
    measured = [{"at": place[one.month], "value": float(one.value)} for one in standing.values]
    plan = _plan(standing, place)
    scale = altair.Scale(domain=_domain([row["value"] for row in (*measured, *plan)]), nice=False)
    x = altair.X("at:Q", scale=altair.Scale(domain=[-0.5, len(months) - 0.5]), axis=_month_axis(months))
    y = altair.Y("value:Q", scale=scale, axis=_value_axis(scale.domain, standing))
    line = altair.Chart(altair.Data(values=measured)).encode(x=x, y=y)
    marks = altair.Chart(altair.Data(values=plan)).encode(x=x, y=y)
    layers = [
        marks.mark_line(color=MILESTONE, strokeDash=[5, 3], strokeWidth=1.4),
        line.mark_line(color=style.ACCENT, strokeWidth=2.2),
        line.mark_point(color=style.ACCENT, filled=True, size=22, opacity=1),
        marks.mark_point(color=MILESTONE, shape="diamond", filled=True, size=70, opacity=1),
        marks.mark_text(dy=-12, stroke="#ffffff", strokeWidth=3, fontWeight=600).encode(text="label:N"),
        marks.mark_text(dy=-12, color=MILESTONE, fontWeight=600).encode(text="label:N"),
        *_names_beside(standing, scale),
    ]
    return altair.layer(*layers).properties(
        width=style.PLOT_WIDTH, height=style.SHARE_HEIGHT, config=style.configuration()
    )


def _plan(standing: TargetStanding, place: dict[Month, int]) -> list[Row]:
    """Return the start and the milestones as points, each with its value."""
    target = standing.target
    points = [(first_month(target), target.start_value), *((one.due, one.value) for one in standing.stands)]
    return [{"at": place[month], "value": float(value), "label": standing.shown(value)} for month, value in points]


def _domain(values: list[float]) -> list[float]:
    """Return round limits of the axis with room for the labels; from 0 where the values are near it."""
    low, high = min(values), max(values)
    room = max(high - low, high * 0.1, 1.0)
    step = 10 ** math.floor(math.log10(room))
    bottom = 0.0 if low < room else math.floor((low - room * 0.15) / step) * step
    return [max(bottom, 0.0), math.ceil((high + room * 0.2) / step) * step]


def _value_axis(domain: Any, standing: TargetStanding) -> altair.Axis:
    """Return a quiet axis of at most a few round values, printed as everywhere else."""
    low, high = domain
    step = _round_step((high - low) / TICKS)
    values = [step * number for number in range(math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9) + 1)]
    unit = " %" if standing.shown(0).endswith("%") else ""
    texts = {f"{value:.2f}": f"{value:g}".replace(".", ",") + unit for value in values}
    return altair.Axis(
        values=values,
        labelExpr=f"({json.dumps(texts)})[format(datum.value, '.2f')]",
        labelColor=style.MUTED,
        minExtent=style.AXIS_WIDTH,
        maxExtent=style.AXIS_WIDTH,
        domain=False,
        grid=True,
        title=None,
    )


def _round_step(step: float) -> float:
    size = 10 ** math.floor(math.log10(step))
    return next(size * factor for factor in (1, 2, 5, 10) if size * factor >= step)


def _month_axis(months: list[Month]) -> altair.Axis:
    every = next((step for step in (1, 3, 6) if len(months) <= MOST_NAMED * step), 12)
    named = {str(number): short_name(month) for number, month in enumerate(months) if number % every == 0}
    return altair.Axis(
        values=[int(number) for number in named],
        labelExpr=f"({json.dumps(named, ensure_ascii=False)})[format(datum.value, '.0f')]",
        labelAngle=0,
        labelFontSize=style.MONTH_SIZE,
        grid=False,
        title=None,
    )


def _names_beside(standing: TargetStanding, scale: altair.Scale) -> list[altair.Chart]:
    """Return the names of the two lines to the right of the figure."""
    low, high = scale.domain
    rows = [
        {"name": gettext("Målt"), "ink": style.ACCENT, "value": float(standing.values[-1].value)},
        {"name": gettext("Milepæle"), "ink": MILESTONE, "value": float(standing.stands[-1].value)},
    ]
    apart = (high - low) * 0.08
    if abs(rows[0]["value"] - rows[1]["value"]) < apart:
        above = 0 if rows[0]["value"] >= rows[1]["value"] else 1
        middle = (rows[0]["value"] + rows[1]["value"]) / 2
        rows[above]["value"], rows[1 - above]["value"] = middle + apart / 2, middle - apart / 2
    names = altair.Chart(altair.Data(values=rows))
    return [
        names.mark_text(align="left", baseline="middle", fontWeight=600).encode(
            x=altair.value(style.PLOT_WIDTH + 8),
            y=altair.Y("value:Q", scale=scale),
            text="name:N",
            color=altair.Color("ink:N", scale=None),
        )
    ]


def _description(standing: TargetStanding, title: str) -> str:
    newest = standing.values[-1]
    start = gettext("%(title)s. Start %(start)s, målt %(value)s i %(month)s.") % {
        "title": title,
        "start": standing.shown(standing.target.start_value),
        "value": standing.shown(newest),
        "month": month_name(newest.month),
    }
    return " ".join([start, *(_milestone(standing, stand) for stand in standing.stands)])


def _milestone(standing: TargetStanding, stand: Stand) -> str:
    return gettext("Milepæl %(day)s: %(value)s, %(state)s.") % {
        "day": date_format(stand.due_on),
        "value": standing.shown(stand.value),
        "state": str(stand.state.label).lower(),
    }
