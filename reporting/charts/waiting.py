"""The group 2 analysis: how long those still on assistance have waited, by jobcentre, as stacked horizontal bars."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair
from django.utils.translation import gettext

from .. import numbers
from . import axes, style
from .model import Chart, ChartTable
from .svg import draw

#: From short to long: the longest waits are the darkest. The second colour reads on the first.
BAND_COLOURS: dict[str, tuple[str, str]] = {
    "0-3": ("#dceaf7", style.INK),
    "3-6": ("#aed0ee", style.INK),
    "6-9": ("#7aaede", style.INK),
    "9-12": ("#3573b1", "#ffffff"),
    "12+": ("#0b3c6f", "#ffffff"),
}
ROW_HEIGHT, BAR_HEIGHT, LABELS = 20, 15, 170
PLOT = style.WIDTH - LABELS - 30
#: A part narrower than this has no room for its number; the table has it.
SMALLEST_LABELLED = 0.07
Line = Mapping[str, Any]


def waiting_chart(lines: Sequence[Line], names: Mapping[str, str]) -> Chart:
    """Draw the lines of a group 2 report, in the given order. A hidden band is not drawn."""
    title = gettext("Tid i gruppe 2 for dem, der stadig er i kontanthjælpssystemet, efter jobcenter")
    if not lines:
        text = gettext("Der er ingen figur: Ingen jobcentre har tal, der kan vises.")
        return Chart("waiting", title, text, None, None)
    description = gettext("%(title)s: %(n)s jobcentre. Tallene står i tabellen.") % {"title": title, "n": len(lines)}
    return Chart("waiting", title, description, draw(_specification(lines, names), description), _table(lines, names))


def band_name(band: str) -> str:
    """Return ``3-6`` as words: ``3-6 mdr.``"""
    return gettext("%(band)s mdr.") % {"band": band}


def _label(line: Line, names: Mapping[str, str]) -> str:
    """Return the jobcentre's name with its number in parentheses."""
    return f"{names[line['municipality']]} ({numbers.shown_count(line['still_on_assistance'])})"


def _parts(line: Line, label: str) -> list[dict[str, Any]]:
    """Return the drawn parts of a bar. Hidden bands leave a pale rest, all together, at the end."""
    still, parts, low = line["still_on_assistance"]["count"], [], 0
    for band, (fill, ink) in BAND_COLOURS.items():
        if count := line["bands"].get(band):
            text = numbers.percent(count, still) if count / still >= SMALLEST_LABELLED else ""
            parts.append(_part(label, low / still, (low + count) / still, (fill, ink), text))
            low += count
    if None in line["bands"].values():
        parts.append(_part(label, low / still, 1.0, (style.TRACK, style.MUTED), numbers.HIDDEN))
    return parts


def _part(label: str, low: float, high: float, colours: tuple[str, str], text: str) -> dict[str, Any]:
    fill, ink = colours
    return {"place": label, "low": round(low, 5), "high": round(high, 5), "fill": fill, "ink": ink, "text": text}


def _specification(lines: Sequence[Line], names: Mapping[str, str]) -> altair.TopLevelMixin:
    labels = [_label(line, names) for line in lines]
    parts = [part for line, label in zip(lines, labels, strict=True) for part in _parts(line, label)]
    beside = altair.Axis(title=None, domain=False, labelLimit=LABELS, minExtent=LABELS)
    y = altair.Y("place:N", sort=labels, axis=beside)
    x = altair.X("low:Q", scale=altair.Scale(domain=[0, 1]), axis=axes.percent_axis([0, 0.25, 0.5, 0.75, 1]))
    base = altair.Chart(altair.Data(values=parts)).encode(y=y)
    bars = base.mark_bar(size=BAR_HEIGHT, stroke="#ffffff", strokeWidth=0.8).encode(
        x=x, x2="high:Q", color=altair.Color("fill:N", scale=None)
    )
    texts = (
        base.transform_calculate(middle="(datum.low + datum.high) / 2")
        .mark_text(baseline="middle")
        .encode(x="middle:Q", text="text:N", color=altair.Color("ink:N", scale=None))
    )
    height = ROW_HEIGHT * len(lines)
    return altair.vconcat(
        _key(), altair.layer(bars, texts).properties(width=PLOT, height=height), spacing=4
    ).properties(config=style.configuration())


def _key() -> altair.Chart:
    """Return the names of the colours, above the bars."""
    step = 90
    items = [
        {"x": 8 + step * n, "fill": fill, "name": band_name(band)}
        for n, (band, (fill, _ink)) in enumerate(BAND_COLOURS.items())
    ]
    base = altair.Chart(altair.Data(values=items)).encode(
        x=altair.X("x:Q", scale=altair.Scale(domain=[0, PLOT]), axis=None)
    )
    square = base.mark_point(shape="square", size=80, filled=True, opacity=1, stroke=style.MUTED, strokeWidth=0.5)
    marks = square.encode(color=altair.Color("fill:N", scale=None))
    names = base.mark_text(align="left", baseline="middle", dx=8).encode(text="name:N")
    return altair.layer(marks, names).properties(width=PLOT, height=16)


def _table(lines: Sequence[Line], names: Mapping[str, str]) -> ChartTable:
    rows = tuple(
        (_label(line, names), tuple(numbers.HIDDEN if n is None else numbers.whole(n) for n in _numbers(line)))
        for line in lines
    )
    return ChartTable(gettext("Antal efter tid i gruppe 2"), tuple(map(band_name, BAND_COLOURS)), rows)


def _numbers(line: Line) -> list[int | None]:
    return [line["bands"].get(band) for band in BAND_COLOURS]
