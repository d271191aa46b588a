"""The pictures of an instalment: bars of the share by month against the line, or visited of all. Numbers only."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from .. import numbers
from ..months import Month, months_between
from .measured import Measured
from .rules import ShareRule

WIDTH, HEIGHT = 720, 240
LEFT, TOP, BOTTOM = 44, 26, 40
BASE = HEIGHT - BOTTOM
#: The closed months shown at most.
CLOSED_SHOWN = 12


@dataclass(frozen=True)
class Bar:
    """One month: where its bar stands, and what it says. ``kind``: met, below, coming, hidden or gap."""

    month: Month
    kind: str
    x: float
    width: float
    y: float
    height: float
    text: str
    figure: Measured | None
    line_y: float
    in_run: bool = False

    @property
    def middle(self) -> float:
        """The middle of the bar."""
        return round(self.x + self.width / 2, 1)

    @property
    def label_y(self) -> float:
        """Where its share is written: over the bar, or within it where the line would strike it out."""
        strikes = self.kind in ("below", "coming") and self.y - 18 < self.line_y < self.y + 2
        return round(self.y + 14 if strikes and self.height > 20 else self.y - 6, 1)

    @property
    def short(self) -> str:
        """The month in three letters."""
        return date_format(self.month.first, "M")[:3].lower()

    @property
    def state(self) -> str | Promise:
        """What the bar is, in words."""
        words = {
            "met": _("opfylder"),
            "below": _("under kravet"),
            "coming": _("kommende"),
            "hidden": _("vises ikke"),
            "gap": _("ikke lukket"),
        }
        return words[self.kind]


@dataclass(frozen=True)
class Bars:
    """The share by month against the threshold."""

    bars: tuple[Bar, ...]
    line_y: float
    line_text: str
    ticks: tuple[tuple[float, str], ...]
    run: tuple[float, float] | None
    run_text: str

    @property
    def has_coming(self) -> bool:
        """Whether months that are not closed stand in it."""
        return any(bar.kind == "coming" for bar in self.bars)

    @property
    def years(self) -> list[tuple[float, int]]:
        """Each year where its first bar stands."""
        found: dict[int, float] = {}
        for bar in self.bars:
            found.setdefault(bar.month.year, bar.x)
        return [(x, year) for year, x in found.items()]


def share_bars(
    rule: ShareRule,
    measured: Sequence[Measured],
    coming: Sequence[Measured] = (),
    run: Sequence[Measured] = (),
    hidden: Collection[int] = (),
) -> Bars | None:
    """Return the bars of the last closed months and the coming ones; None where there is none of either.

    ``run``: the months that count towards the rule. ``hidden``: the closes whose figures the reader may not see.
    """
    shown = [*measured[-CLOSED_SHOWN:], *coming]
    if not shown:
        return None
    figures = {one.month: one for one in shown}
    months = months_between(shown[0].month, shown[-1].month)
    visible = [one.share for one in shown if one.share is not None and one.close not in hidden]
    top = _top(max([rule.threshold, *visible]))
    width = (WIDTH - LEFT) / len(months)
    counting = {one.month for one in run}
    bars = tuple(
        _bar(rule, month, figures.get(month), LEFT + number * width, width, top, hidden, month in counting)
        for number, month in enumerate(months)
    )
    marked = [bar for bar in bars if bar.in_run]
    return Bars(
        bars,
        _y(rule.threshold, top),
        numbers.percent(rule.threshold.numerator, rule.threshold.denominator),
        tuple((_y(Fraction(step, 10), top), f"{step * 10} %") for step in range(0, int(top * 10) + 1, 2)),
        (marked[0].x, round(marked[-1].x + marked[-1].width - marked[0].x, 1)) if marked else None,
        _("tæller i rækken") if rule.months_in_a_row > 1 else _("her er kravet nået"),
    )


def _bar(
    rule: ShareRule,
    month: Month,
    one: Measured | None,
    x: float,
    width: float,
    top: Fraction,
    hidden: Collection[int],
    in_run: bool,
) -> Bar:
    share = one.share if one is not None else None
    text = numbers.EMPTY
    if one is None:
        kind = "gap"
    elif one.close is not None and one.close in hidden:
        kind, share, text, one = "hidden", None, numbers.HIDDEN, None
    else:
        kind = "coming" if one.close is None else "met" if rule.meets(one) else "below"
        text = share_against(one, rule.threshold)
    y = _y(share or Fraction(0), top)
    gap = width * 0.12
    place = (round(x + gap, 1), round(width - 2 * gap, 1), y, round(BASE - y, 1))
    return Bar(month, kind, *place, text, one, _y(rule.threshold, top), in_run)


def share_against(one: Measured, threshold: Fraction) -> str:
    """Return a share in whole percent; with two decimals, never rounded up, where it would look good enough."""
    rounded = Fraction((200 * one.count + one.of) // (2 * one.of), 100) if one.of else Fraction(0)
    if not one.of or one.reaches(threshold) or rounded < threshold:
        return numbers.percent(one.count, one.of)
    return numbers.percent(10_000 * one.count // one.of, 10_000, 2)


def _top(highest: Fraction) -> Fraction:
    """Return a round top of the axis with room above the highest bar."""
    return min(Fraction(1), Fraction(math.ceil(highest * 10) + 1, 10))


def _y(share: Fraction, top: Fraction) -> float:
    return round(BASE - float(share / top) * (BASE - TOP), 1)
