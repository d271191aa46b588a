"""The bridge from one number to another: start, in, out, late registrations, end."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

import altair
from django.utils.translation import gettext

from .. import numbers
from . import style
from .model import Chart
from .svg import draw

#: A number by itself, and a step up or down; they differ in greyscale, too.
WHOLE, UP, DOWN = "#0b3c6f", "#3573b1", "#efb95a"
HEIGHT = 150
BAR_WIDTH = 64
#: Bars of so few are drawn from 0: one more or less shows.
LOW_ENOUGH = 12


@dataclass(frozen=True)
class Step:
    """One bar: what it is called, over one or two lines, and its number. A whole number stands by itself."""

    name: tuple[str, ...]
    number: int
    is_whole: bool = False


def bridge_chart(title: str, steps: Sequence[Step]) -> Chart:
    """Draw the bridge; its table is the page's own. The first and last step are whole numbers."""
    description = gettext("%(title)s: %(steps)s.") % {
        "title": title,
        "steps": "; ".join(f"{' '.join(step.name)} {label(step)}" for step in steps),
    }
    return Chart("bridge", title, description, draw(_specification(steps), description), None)


def label(step: Step) -> str:
    """Return a step's number with its sign; 0 has none."""
    text = numbers.whole(abs(step.number))
    return text if step.is_whole or not step.number else f"{'+' if step.number > 0 else '−'}{text}"


def _bars(steps: Sequence[Step]) -> list[dict[str, object]]:
    """Return each bar from where the one before it ended; whole numbers reach down to the floor."""
    level, bars = 0, []
    for place, step in enumerate(steps):
        low, high = (0, step.number) if step.is_whole else sorted((level, level + step.number))
        level = step.number if step.is_whole else level + step.number
        fill = WHOLE if step.is_whole else UP if step.number >= 0 else DOWN
        bars.append({"place": str(place), "low": low, "high": high, "level": level, "fill": fill, "label": label(step)})
    return bars


def floor_of(steps: Sequence[Step]) -> int:
    """Return where the axis begins: 0, unless the steps would then be too low to be seen."""
    level, levels = 0, []
    for step in steps:
        level = step.number if step.is_whole else level + step.number
        levels.append(level)
    lowest, highest = min(levels), max(levels)
    return lowest - max(highest - lowest, 2) if highest - lowest < lowest / 4 and lowest > LOW_ENOUGH else 0


def _specification(steps: Sequence[Step]) -> altair.TopLevelMixin:
    floor, bars = floor_of(steps), _bars(steps)
    for bar in bars:
        bar["low"] = max(int(bar["low"]), floor)  # type: ignore[call-overload]
    top = max(max(int(bar["high"]) for bar in bars), floor + 1)  # type: ignore[call-overload]
    names = {str(place): list(step.name) for place, step in enumerate(steps)}
    scale = altair.Scale(domain=[floor, top + (top - floor) * 0.14])
    x = altair.X("place:N", scale=altair.Scale(domain=list(names), paddingInner=0.3), axis=_axis(names))
    y, colour = altair.Y("low:Q", scale=scale, axis=None), altair.Color("fill:N", scale=None)
    base = altair.Chart(altair.Data(values=bars)).encode(x=x)
    # A step of 0 is a thin line at its level.
    drawn = base.mark_bar(size=BAR_WIDTH).encode(y=y, y2="high:Q", color=colour)
    edges = base.mark_tick(size=BAR_WIDTH, thickness=2).encode(
        y=altair.Y("level:Q", scale=scale, axis=None), color=colour
    )
    texts = base.mark_text(dy=-8, fontWeight=600).encode(y=altair.Y("high:Q", scale=scale, axis=None), text="label:N")
    layers = altair.layer(drawn, edges, texts)
    return layers.properties(width=style.PLOT_WIDTH, height=HEIGHT, config=style.configuration())


def _axis(names: dict[str, list[str]]) -> altair.Axis:
    return altair.Axis(
        labelExpr=f"({json.dumps(names, ensure_ascii=False)})[datum.value]",
        labelAngle=0,
        labelOverlap=False,
        labelLineHeight=12,
        title=None,
    )
