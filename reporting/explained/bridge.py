"""The bridge between two numbers: its drawing, and the lines of its table with the way to the people of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from ..charts import Chart, bridge_chart
from ..charts.bridge import Step, floor_of, label
from .addresses import change_address, people_address
from .asked import PART
from .change import CAME_IN, LATE_IN, LATE_OUT, WENT_OUT, Comparison
from .change_table import closed_words
from .compared import LATE, SINCE, STEP, ChangeAsked, close_name
from .people import COUNTED, PARTS, FigureOfPlace


@dataclass(frozen=True)
class BridgeLine:
    """One line of the table: what it is, the number with its sign, and where its people are."""

    name: str
    number: str
    url: str
    is_whole: bool = False
    is_chosen: bool = False
    more: str = ""


@dataclass(frozen=True)
class Bridge:
    """The drawing, its lines, and the earlier figure to set beside the later one.

    ``is_cut``: the axis does not begin at 0. ``other_program``: the two were counted by different versions of it.
    """

    chart: Chart
    lines: list[BridgeLine]
    before: FigureOfPlace
    is_cut: bool
    of_one_month: bool
    other_program: bool


def bridge(asked: ChangeAsked) -> Bridge:
    """Return the bridge of a comparison."""
    comparison: Any = asked.comparison
    steps = _steps(comparison)
    before, after = comparison.earlier.close, comparison.later.close
    title = _("Fra %(first)s til %(last)s") % {"first": closed_words(before), "last": closed_words(after)}
    return Bridge(
        bridge_chart(title, steps),
        _lines(asked, steps),
        comparison.earlier,
        floor_of(steps) > 0,
        comparison.of_one_month,
        before.program_version != after.program_version,
    )


def _steps(comparison: Comparison) -> list[Step]:
    """Return the bars: start, in, out, late registrations, end."""
    first, last = comparison.earlier.close, comparison.later.close
    return [
        Step(_close_lines(first), comparison.start, is_whole=True),
        Step((_("Ind"),), comparison.count(CAME_IN)),
        Step((_("Ud"),), -comparison.count(WENT_OUT)),
        Step((_("Sene"), _("registreringer")), comparison.late),
        Step(_close_lines(last), comparison.end, is_whole=True),
    ]


def _close_lines(close: Any) -> tuple[str, ...]:
    version = f"{_('version')} {close.version}"
    return (capfirst(date_format(close.month, "F Y")), version)


def _lines(asked: ChangeAsked, steps: list[Step]) -> list[BridgeLine]:
    comparison: Any = asked.comparison
    since = {SINCE: close_name(comparison.earlier.close), PART: asked.part}
    late_in, late_out = comparison.count(LATE_IN), comparison.count(LATE_OUT)
    late = _("%(came)s ind, %(went)s ud") % {"came": late_in, "went": late_out} if late_in and late_out else ""

    def moved(step: str, drawn: Step, name: str, more: str = "") -> BridgeLine:
        chosen = {} if asked.step == step else {STEP: step}
        url = change_address(asked.later, **since, **chosen)
        return BridgeLine(name, label(drawn), url, is_chosen=asked.step == step, more=more)

    def whole(figure: FigureOfPlace, drawn: Step) -> BridgeLine:
        return BridgeLine(
            capfirst(closed_words(figure.close)), label(drawn), people_address(figure, **{PART: asked.part}), True
        )

    return [
        whole(comparison.earlier, steps[0]),
        moved(CAME_IN, steps[1], _("Ind")),
        moved(WENT_OUT, steps[2], _("Ud")),
        moved(LATE, steps[3], _("Sene registreringer"), late),
        whole(comparison.later, steps[4]),
    ]


def change_parts(asked: ChangeAsked) -> list[dict[str, Any]]:
    """Return the parts of the figure to choose between: those it counts, and those it is counted of."""
    since = {SINCE: close_name(asked.comparison.earlier.close)} if asked.comparison else {}
    return [
        {
            "label": PARTS[part],
            "number": asked.later.number(part),
            "url": change_address(asked.later, **since, **({PART: part} if part != COUNTED else {})),
            "chosen": part == asked.part,
        }
        for part in asked.later.parts
    ]
