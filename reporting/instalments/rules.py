"""The rules an instalment may hang on. A programme's definition file names one of them with its parameters.

Fractions decide, never floats: 39.96 % is not 40 %.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.models import Grant

from ..indicators import BY_KEY
from ..months import Month
from .measured import Judgement, Measured, runs
from .words import share_words


class UnreadableRuleError(ValueError):
    """A programme's definition names a rule that is none, or without its parameters."""


@dataclass(frozen=True)
class Rule:
    """A condition of an instalment. ``indicator``: the figure it looks at, None where it looks at the grant alone."""

    name: ClassVar[str]
    label: ClassVar[str | Promise]
    #: A date of the grant that the agency registers for this rule alone; empty: none.
    registered_date: ClassVar[str] = ""

    @property
    def indicator(self) -> str | None:
        """The figure it looks at."""
        return None

    @property
    def text(self) -> str:
        """The condition in plain words, with the programme's own limits."""
        raise NotImplementedError

    def judge(self, grant: Grant, measured: Sequence[Measured]) -> Judgement:
        """Judge a grant on its measured months, oldest first."""
        raise NotImplementedError


@dataclass(frozen=True)
class DateRule(Rule):
    """Met from the day that the grant has a certain date."""

    def day(self, grant: Grant) -> date | None:
        """Return that date of the grant."""
        raise NotImplementedError

    def judge(self, grant: Grant, measured: Sequence[Measured]) -> Judgement:
        """Met when the date is there."""
        day = self.day(grant)
        return Judgement(day is not None, Month.of(day) if day else None)


@dataclass(frozen=True)
class Approved(DateRule):
    """The application is approved."""

    name = "approved"
    label = gettext_lazy("Ansøgningen er godkendt")

    @property
    def text(self) -> str:
        """The condition in plain words."""
        return _("Ansøgningen er godkendt.")

    def day(self, grant: Grant) -> date | None:
        """The day of the approval."""
        return grant.approved_on


@dataclass(frozen=True)
class PartAccountApproved(DateRule):
    """A part account of what was spent is approved."""

    name = "part_account_approved"
    registered_date = "part_account_approved_on"
    label = gettext_lazy("Et delregnskab er godkendt")

    @property
    def text(self) -> str:
        """The condition in plain words."""
        return _("Et delregnskab er godkendt.")

    def day(self, grant: Grant) -> date | None:
        """The day of the approval."""
        return grant.part_account_approved_on


@dataclass(frozen=True)
class MeasuredRule(Rule):
    """A rule about an indicator in the closed months. ``of_indicator`` is its key."""

    of_indicator: str
    #: The kind of registration (its name in addresses) by which a person comes to be counted.
    settled_by: ClassVar[str] = "tilbud"
    #: Whether it depends on what ends by itself, so that the coming months are worth looking at.
    looks_ahead: ClassVar[bool] = True

    def __post_init__(self) -> None:
        """Refuse an indicator that is none."""
        if self.of_indicator not in BY_KEY:
            raise UnreadableRuleError(f"{self.name}: there is no indicator {self.of_indicator!r}")

    @property
    def indicator(self) -> str:
        """The figure it looks at."""
        return self.of_indicator

    def meets(self, one: Measured) -> bool:
        """Whether a month by itself is good enough."""
        raise NotImplementedError

    def lacks(self, one: Measured) -> int:
        """Return how many more people a month would need to be good enough."""
        raise NotImplementedError

    @property
    def months_in_a_row(self) -> int:
        """How many good months in a row it takes."""
        return 1

    def judge(self, grant: Grant | None, measured: Sequence[Measured]) -> Judgement:
        """Met by the first run of good months that is long enough; a month never closed breaks a run (our choice).

        ``missing``: how many more would have had to be counted in the latest closed month, 0 also where it has nobody
        to count of; None before any month is closed.
        """
        meets = tuple(self.meets(one) for one in measured)
        ending = runs(measured, meets)
        first = next((run for run in ending if len(run) >= self.months_in_a_row), None)
        return Judgement(
            met=first is not None,
            met_in=first[-1].month if first else None,
            missing=self.lacks(measured[-1]) if measured else None,
            meets=meets,
            rests_on=first or (),
            run=ending[-1] if ending else (),
        )


@dataclass(frozen=True)
class EveryoneVisited(MeasuredRule):
    """The whole gross target group is visited; one unvisited person blocks it. An empty group is not a visited one."""

    settled_by = "visitation"
    looks_ahead = False
    name = "everyone_visited"
    label = gettext_lazy("Hele bruttomålgruppen er visiteret")

    @property
    def text(self) -> str:
        """The condition in plain words."""
        return _("Hele bruttomålgruppen er visiteret.")

    def meets(self, one: Measured) -> bool:
        """Whether everyone is counted."""
        return one.reaches(Fraction(1))

    def lacks(self, one: Measured) -> int:
        """Return how many are not counted."""
        return one.of - one.count


@dataclass(frozen=True)
class ShareRule(MeasuredRule):
    """The share of an indicator is at or above ``threshold``."""

    threshold: Fraction

    def meets(self, one: Measured) -> bool:
        """Whether the exact share is high enough."""
        return one.reaches(self.threshold)

    def wanted(self, one: Measured) -> int:
        """Return how many people reach the threshold of the month's group."""
        return math.ceil(self.threshold * one.of)

    def lacks(self, one: Measured) -> int:
        """Return how many more it takes to reach the threshold, in whole people."""
        return max(0, self.wanted(one) - one.count)


@dataclass(frozen=True)
class ShareInConsecutiveMonths(ShareRule):
    """The share is at or above the threshold in each of ``months`` consecutive months."""

    months: int
    name = "share_in_consecutive_months"
    label = gettext_lazy("Andel af gruppe 1 i virksomhedsforløb mv., flere måneder i træk")

    @property
    def months_in_a_row(self) -> int:
        """How many good months in a row it takes."""
        return self.months

    @property
    def text(self) -> str:
        """The condition in plain words."""
        share = share_words(self.of_indicator, self.threshold)
        return _("Mindst %(share)s i %(months)s måneder i træk.") % {"share": share, "months": self.months}


@dataclass(frozen=True)
class ShareInAnyMonth(ShareRule):
    """The share is at or above the threshold in any one month."""

    name = "share_in_any_month"
    label = gettext_lazy("Andel i en enkelt måned")

    @property
    def text(self) -> str:
        """The condition in plain words."""
        share = share_words(self.of_indicator, self.threshold)
        return _("Mindst %(share)s i en hvilken som helst måned.") % {"share": share}


KINDS: dict[str, type[Rule]] = {
    kind.name: kind
    for kind in (Approved, PartAccountApproved, EveryoneVisited, ShareInConsecutiveMonths, ShareInAnyMonth)
}
#: How a definition file writes the parameters, and how they are read.
_READERS = {"indicator": ("of_indicator", str), "threshold": ("threshold", Fraction), "months": ("months", int)}


def read_rule(definition: dict[str, Any]) -> Rule:
    """Return the rule of one instalment of a programme's definition. Raises ``UnreadableRuleError``."""
    name = definition["rule"]
    if name not in KINDS:
        raise UnreadableRuleError(f"{name!r} is no rule; there are {', '.join(KINDS)}")
    try:
        given = {to: read(definition[key]) for key, (to, read) in _READERS.items() if key in definition}
        return KINDS[name](**given)
    except (TypeError, ValueError, ZeroDivisionError) as error:
        raise UnreadableRuleError(f"{name}: {error}") from None
