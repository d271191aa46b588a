"""All grants at a glance, for the agency: by state, what is due, paid and outstanding over time, who is close."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.translation import gettext as _

from cases.models import Grant

from .. import numbers
from ..instalments.audience import Hidden, hidden_from_agency, missing_is_shown
from ..instalments.picture import share_against
from ..instalments.rules import MeasuredRule, ShareRule
from ..months import Month, months_between
from .standing import GrantStanding, Standing, State, standings


@dataclass(frozen=True)
class Line:
    """One grant: where each instalment stands, and how far the next one is."""

    standing: GrantStanding
    near: str
    distance: float

    @property
    def states(self) -> list[State]:
        """The states of its instalments, in order."""
        return [one.state for one in self.standing.instalments]

    @property
    def waits_since(self) -> date | None:
        """Since when the agency is to decide or to pay the oldest of its instalments; None where none waits."""
        return min((one.waits_since for one in self.standing.instalments if one.waits_since), default=None)

    @property
    def fell_below(self) -> list[int]:
        """The paid instalments whose latest closed month would not be good enough."""
        return [one.number for one in self.standing.instalments if one.fell_below]

    @property
    def judged_otherwise(self) -> list[int]:
        """The instalments that the newest versions would judge otherwise than when they were claimed."""
        return [one.number for one in self.standing.instalments if one.judged_otherwise]


@dataclass(frozen=True)
class Total:
    """The instalments in one state: how many, and their kroner."""

    state: State
    count: int
    amount_dkk: int


@dataclass(frozen=True)
class Moment:
    """Up to a month's end: what was met, and what was paid of it; ``paid_in``: in the month itself."""

    month: Month
    met: int
    paid: int
    paid_in: int = 0

    @property
    def due(self) -> int:
        """What was met and not paid."""
        return max(0, self.met - self.paid)


@dataclass(frozen=True)
class Overview:
    """Every grant's line, with sums."""

    lines: tuple[Line, ...]

    @property
    def granted(self) -> int:
        """What is granted in all."""
        return sum(line.standing.grant.amount_dkk for line in self.lines)

    @property
    def paid(self) -> int:
        """What is paid in all."""
        return sum(line.standing.paid for line in self.lines)

    @property
    def due(self) -> int:
        """What is met and not paid."""
        return sum(line.standing.due for line in self.lines)

    @property
    def outstanding(self) -> int:
        """What of the grants is not paid."""
        return self.granted - self.paid

    @cached_property
    def totals(self) -> list[Total]:
        """Every state with its instalments, the empty ones too."""
        count: Counter[State] = Counter()
        kroner: Counter[State] = Counter()
        for line in self.lines:
            for one in line.standing.instalments:
                count[one.state] += 1
                kroner[one.state] += one.amount_dkk
        return [Total(state, count[state], kroner[state]) for state in State]

    @cached_property
    def course(self) -> list[Moment]:
        """Met and paid by month, summed up, from the first month anything was met or paid."""
        instalments = [one for line in self.lines for one in line.standing.instalments]
        met = [(month, one.amount_dkk) for one in instalments if (month := _met_in(one))]
        paid = [(Month.of(one.paid_on), one.amount_dkk) for one in instalments if one.paid_on]
        every = [month for month, _amount in (*met, *paid)]
        if not every:
            return []
        return [
            Moment(month, _until(month, met), _until(month, paid), sum(amount for at, amount in paid if at == month))
            for month in months_between(min(every), max(every))
        ]


def _met_in(one: Standing) -> Month | None:
    """Return when it was met: by its claim where there is one, else as it is judged now."""
    return one.claimed_as_met_in or one.judged.judgement.met_in


def _until(month: Month, amounts: Sequence[tuple[Month, int]]) -> int:
    return sum(amount for at, amount in amounts if at <= month)


def overview(grants: Iterable[Grant]) -> Overview:
    """Return the overview of the grants, as the agency may see it: five queries however many they are."""
    known = standings(grants)
    hidden = hidden_from_agency(one.judged for one in known)
    return Overview(tuple(_line(one, hidden) for one in known))


def _line(grant: GrantStanding, hidden: Hidden) -> Line:
    waiting = [one for one in grant.instalments if one.state is State.NOT_MET]
    near = [_near(one, hidden.get((grant.grant.pk, one.judged.rule.indicator or ""), frozenset())) for one in waiting]
    words, distance = min(near, key=lambda item: item[1], default=("", 9.0))
    return Line(grant, words, distance)


def _near(one: Standing, hidden: frozenset[int]) -> tuple[str, float]:
    """Return how far an instalment is in its newest published month, in words and to sort by: 0 is there."""
    rule, measured = one.judged.rule, one.judged.measured
    prefix = _("Rate %(number)s: ") % {"number": one.number}
    if not isinstance(rule, MeasuredRule) or not measured:
        return prefix + (rule.text if not isinstance(rule, MeasuredRule) else _("ingen lukket måned")), 5.0
    latest, missing = measured[-1], one.judged.judgement.missing
    if latest.close in hidden or latest.share is None:
        return prefix + (numbers.HIDDEN if latest.of else numbers.EMPTY), 4.0
    if isinstance(rule, ShareRule):
        wanted = numbers.percent(rule.threshold.numerator, rule.threshold.denominator)
        values = {"share": share_against(latest, rule.threshold), "wanted": wanted}
        words = _("%(share)s af %(wanted)s") % values
        if rule.months_in_a_row > 1:
            run = {"run": len(one.judged.judgement.run), "months": rule.months_in_a_row}
            words += _(", %(run)s af %(months)s måneder") % run
        return prefix + words, float(max(rule.threshold - latest.share, 0))
    if not missing_is_shown(rule, missing, latest.close, hidden):
        return prefix + _("få mangler"), 0.0
    return prefix + _("%(missing)s mangler") % {"missing": numbers.whole(missing or 0)}, float(1 - latest.share)
