"""Figure 1: the visited by group, stacked to 100 %, with the number visited under each month."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import altair
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .. import numbers
from . import axes, style
from .model import Chart, ChartTable
from .svg import draw
from .window import Point, axis_lines, short_name, window

GROUP_NAMES = {
    "group_1": _("Gruppe 1"),
    "group_2": _("Gruppe 2"),
    "group_3": _("Gruppe 3"),
    "group_deferred": _("Udskudt"),
}
#: A segment lower than this has no room for its number; the table has it.
SMALLEST_LABELLED = 0.055
LABEL_GAP = 0.078
BAR_WIDTH = 39
Row = dict[str, Any]


def visitation_chart(report: Mapping[str, Any]) -> Chart:
    """Draw figure 1 of a monthly report."""
    points = window(report["series"])
    title = gettext("Visiterede fordelt på grupper, de seneste 12 måneder")
    if not any(point.figure("visited").get("count") for point in points):
        text = gettext("Der er ingen figur: Ingen er visiteret i perioden, eller tallene vises ikke.")
        return Chart("visitation", title, text, None, None)
    description = _description(title, points)
    return Chart("visitation", title, description, draw(_specification(points), description), _table(title, points))


def _segments(point: Point) -> list[Row]:
    """Return the drawn parts of one month's bar. Hidden groups leave a gap, all together, at the top."""
    rows, base = [], 0.0
    for key in GROUP_NAMES:
        figure = point.figure(key)
        if figure.get("count") is None or not figure.get("of"):
            continue
        share = figure["count"] / figure["of"]
        label = numbers.shown_share(figure) if share >= SMALLEST_LABELLED else ""
        rows.append(_part(point, base, base + share, style.GROUP_COLOURS[key], label))
        base += share
    return rows


def _part(point: Point, low: float, high: float, colours: tuple[str, str], label: str) -> Row:
    fill, ink = colours
    part = {"month": str(point.month), "low": round(low, 5), "high": round(high, 5)}
    return {**part, "fill": fill, "ink": ink, "label": label}


def _names_beside(point: Point) -> list[Row]:
    """Return the groups' names at the height of their parts in the last bar, pushed apart where they would touch."""
    middles, base = [], 0.0
    for key in GROUP_NAMES:
        figure = point.figure(key)
        share = figure["count"] / figure["of"] if figure.get("count") is not None and figure.get("of") else 0.0
        middles.append(base + share / 2)
        base += share
    for index in range(1, len(middles)):
        middles[index] = max(middles[index], middles[index - 1] + LABEL_GAP)
    top = 1 - LABEL_GAP / 2
    for index in range(len(middles) - 1, -1, -1):
        middles[index] = min(middles[index], top)
        top = middles[index] - LABEL_GAP
    return [
        {"at": round(middle, 4), "name": str(GROUP_NAMES[key]), "fill": style.GROUP_COLOURS[key][0]}
        for key, middle in zip(GROUP_NAMES, middles, strict=True)
    ]


def _hidden_parts(points: list[Point], segments: list[Row]) -> list[Row]:
    """Return the pale rest of each bar in which a group is hidden, marked like every hidden value."""
    rows = []
    for point in points:
        if point.figure("visited").get("count") and any(point.figure(key).get("suppressed") for key in GROUP_NAMES):
            low = max([row["high"] for row in segments if row["month"] == str(point.month)], default=0.0)
            rows.append(_part(point, low, 1.0, (style.TRACK, style.MUTED), numbers.HIDDEN))
    return rows


def _specification(points: list[Point]) -> altair.TopLevelMixin:
    segments = [row for point in points for row in _segments(point)]
    under = {
        str(point.month): [*axis_lines(point.month), f"({numbers.shown_count(point.figure('visited'))})"]
        for point in points
    }
    x = axes.month_axis(under)
    y = altair.Y("low:Q", scale=altair.Scale(domain=[0, 1]), axis=axes.percent_axis([0, 0.25, 0.5, 0.75, 1]))
    base = altair.Chart(altair.Data(values=segments + _hidden_parts(points, segments))).encode(x=x)
    bars = base.mark_bar(size=BAR_WIDTH, stroke="#ffffff", strokeWidth=0.8).encode(
        y=y, y2="high:Q", color=altair.Color("fill:N", scale=None)
    )
    labels = (
        base.transform_calculate(middle="(datum.low + datum.high) / 2")
        .mark_text(baseline="middle")
        .encode(y="middle:Q", text="label:N", color=altair.Color("ink:N", scale=None))
    )
    layers = altair.layer(bars, labels, *_name_layers(_last_bar(points)))
    return layers.properties(width=style.PLOT_WIDTH, height=style.GROUPS_HEIGHT, config=style.configuration())


def _last_bar(points: list[Point]) -> Point:
    return next(point for point in reversed(points) if point.figure("visited").get("count"))


def _name_layers(last: Point) -> list[altair.Chart]:
    names = altair.Chart(altair.Data(values=_names_beside(last)))
    edge = style.PLOT_WIDTH
    return [
        names.mark_point(shape="square", size=60, filled=True, opacity=1).encode(
            x=altair.value(edge + 10), y="at:Q", color=altair.Color("fill:N", scale=None)
        ),
        names.mark_text(align="left", baseline="middle").encode(x=altair.value(edge + 18), y="at:Q", text="name:N"),
    ]


def _description(title: str, points: list[Point]) -> str:
    last = _last_bar(points)
    shares = ", ".join(
        f"{name} {numbers.shown_share(last.figure(key)) or numbers.EMPTY}" for key, name in GROUP_NAMES.items()
    )
    return gettext("%(title)s. %(month)s: %(visited)s visiterede; %(shares)s.") % {
        "title": title,
        "month": " ".join(axis_lines(last.month)),
        "visited": numbers.shown_count(last.figure("visited")),
        "shares": shares,
    }


def _table(title: str, points: list[Point]) -> ChartTable:
    rows = [(gettext("Visiterede"), tuple(numbers.shown_count(point.figure("visited")) for point in points))]
    for key, name in GROUP_NAMES.items():
        shares = (numbers.shown_share(point.figure(key)) or numbers.EMPTY for point in points)
        rows.append((str(name), tuple(shares)))
    return ChartTable(title, tuple(short_name(point.month) for point in points), tuple(rows))
