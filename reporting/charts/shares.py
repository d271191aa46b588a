"""A share of some people month by month, as a line with every point labelled."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import altair
from django.utils.text import capfirst
from django.utils.translation import gettext

from .. import numbers
from ..definitions import of_words
from ..indicators import Indicator
from . import axes, style
from .model import Chart, ChartTable
from .svg import draw
from .window import Point, axis_lines, month_name, short_name, window

Marks = Sequence[Fraction]


def share_chart(indicator: Indicator, report: Mapping[str, Any], marks: Marks = ()) -> Chart:
    """Draw an indicator's share in each month that it measures, with a line at each share that is asked for."""
    key, of = indicator.key, of_words(indicator)
    label = str(indicator.label)
    title = gettext("Andel af %(of)s %(label)s, de seneste 12 måneder") % {
        "of": of,
        "label": label[:1].lower() + label[1:],
    }
    points = [Point(point.month.plus(-indicator.lag), point.entry) for point in window(report["series"])]
    if not any(_share(point, key) is not None for point in points):
        text = gettext("Der er ingen figur: Ingen er i %(of)s i perioden, eller tallene vises ikke.") % {"of": of}
        return Chart(key, title, text, None, None)
    description = _description(title, key, points, marks)
    table = _table(title, indicator, points)
    return Chart(key, title, description, draw(_specification(key, points, marks), description), table)


def _share(point: Point, key: str) -> float | None:
    """Return the share of a month; None where it is hidden, of nobody, or the month was never closed."""
    figure = point.figure(key)
    if figure.get("count") is None or not figure.get("of"):
        return None
    return figure["count"] / figure["of"]


def _rows(key: str, points: list[Point]) -> list[dict[str, Any]]:
    rows = []
    for point in points:
        share = _share(point, key)
        text = numbers.shown_share(point.figure(key)) or numbers.EMPTY
        rows.append({"month": str(point.month), "share": share, "label": text})
    return rows


def _top(rows: list[dict[str, Any]], marks: Marks) -> float:
    """Return a round top of the axis with room for the labels above the line."""
    highest = max([row["share"] for row in rows if row["share"] is not None] + [float(mark) for mark in marks])
    return min(max(math.ceil(highest * 10 + 0.6) / 10, 0.2), 1.0)


def _specification(key: str, points: list[Point], marks: Marks) -> altair.TopLevelMixin:
    rows = _rows(key, points)
    top = _top(rows, marks)
    step = 0.2 if top > 0.5 else 0.1
    ticks = [round(index * step, 1) for index in range(round(top / step) + 1) if index * step <= top + 1e-9]
    scale = altair.Scale(domain=[0, top], clamp=False)
    under = {str(point.month): axis_lines(point.month) for point in points}
    x = axes.month_axis(under)
    y = altair.Y("share:Q", scale=scale, axis=axes.percent_axis(ticks))
    data = altair.Chart(altair.Data(values=rows))
    line = data.mark_line(color=style.ACCENT, strokeWidth=2.2, invalid="break-paths-show-path-domains").encode(x=x, y=y)
    shown = data.transform_filter("datum.share !== null")
    dots = shown.mark_point(color=style.ACCENT, filled=True, size=34, opacity=1).encode(x=x, y=y)
    # A white edge keeps a number readable where a line runs behind it.
    edges = shown.mark_text(dy=-11, fontWeight=600, stroke="#ffffff", strokeWidth=3).encode(x=x, y=y, text="label:N")
    texts = shown.mark_text(dy=-11, fontWeight=600).encode(x=x, y=y, text="label:N")
    gaps = (
        data.transform_filter("datum.share === null")
        .mark_text(dy=-8, color=style.MUTED)
        .encode(x=x, y=altair.YDatum(0, scale=scale), text="label:N")
    )
    layers = altair.layer(
        *[layer for mark in marks for layer in _mark_layers(mark, scale)], line, dots, edges, texts, gaps
    )
    return layers.properties(width=style.PLOT_WIDTH, height=style.SHARE_HEIGHT, config=style.configuration())


def _mark_layers(mark: Fraction, scale: altair.Scale) -> list[altair.Chart]:
    """Return the mark's line, named beside it where no point can cover the name."""
    at = altair.YDatum(float(mark), scale=scale)
    one = altair.Chart(altair.Data(values=[{}]))
    name = gettext("Krav: %(share)s") % {"share": numbers.percent(mark.numerator, mark.denominator)}
    return [
        one.mark_rule(color=style.INK, strokeDash=[5, 3], strokeWidth=1.2).encode(y=at),
        one.mark_text(align="left", baseline="middle", color=style.INK).encode(
            x=altair.value(style.PLOT_WIDTH + 6), y=at, text=altair.value(name)
        ),
    ]


def _description(title: str, key: str, points: list[Point], marks: Marks) -> str:
    shown = [point for point in points if _share(point, key) is not None]
    first, last = shown[0], shown[-1]
    values = {
        "title": title,
        "first": month_name(first.month),
        "first_share": numbers.shown_share(first.figure(key)),
        "last": month_name(last.month),
        "last_share": numbers.shown_share(last.figure(key)),
    }
    if first is last:
        text = gettext("%(title)s. %(last)s: %(last_share)s.") % values
    else:
        text = gettext("%(title)s. Fra %(first_share)s i %(first)s til %(last_share)s i %(last)s.") % values
    for mark in marks:
        text += " " + gettext("Stiplet linje ved %(share)s.") % {
            "share": numbers.percent(mark.numerator, mark.denominator)
        }
    return text


def _table(title: str, indicator: Indicator, points: list[Point]) -> ChartTable:
    figures = [point.figure(indicator.key) for point in points]
    rows = (
        (capfirst(of_words(indicator)), tuple(numbers.shown_of(f) if f else numbers.EMPTY for f in figures)),
        (gettext("Antal"), tuple(numbers.shown_count(f) for f in figures)),
        (gettext("Andel"), tuple(numbers.shown_share(f) or numbers.EMPTY for f in figures)),
    )
    return ChartTable(title, tuple(short_name(point.month) for point in points), rows)
