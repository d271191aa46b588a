"""Where targets stand: their milestones judged, in finished words and numbers for pages and files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from cases.codes import Benefit

from .. import numbers
from ..indicators import BY_KEY
from ..months import Month
from .judging import Stand, State, Value, judge
from .measuring import first_month, measured_values
from .models import Measure, Target


@dataclass(frozen=True)
class TargetStanding:
    """A target with its measured values, oldest first, and its milestones as they stand, earliest first."""

    target: Target
    values: tuple[Value, ...]
    stands: tuple[Stand, ...]

    @property
    def newest(self) -> Value | None:
        """The newest measured value."""
        return self.values[-1] if self.values else None

    @property
    def at_start(self) -> Value | None:
        """What is measured in the month that the start is compared with."""
        first = first_month(self.target)
        return next((one for one in self.values if one.month == first), None)

    @property
    def next_stand(self) -> Stand | None:
        """The next milestone that is not decided."""
        return next((one for one in self.stands if not one.is_of_due_month and one.state != State.UNKNOWN), None)

    def shown(self, value: Fraction | Decimal | Value | None) -> str:
        """Print a value of the target's measure: whole where it is whole, else with one decimal."""
        if value is None:
            return numbers.EMPTY
        exact = value.value if isinstance(value, Value) else Fraction(value)
        text = numbers.decimal(exact, 0 if exact.denominator == 1 else 1)
        return f"{text} %" if self.target.measure == Measure.SHARE else text


def standings_of(targets: Iterable[Target], last: Month) -> list[TargetStanding]:
    """Return where one municipality's targets stand, measured up to the month ``last``."""
    targets = list(targets)
    values = measured_values(targets, last)
    return [
        TargetStanding(
            target,
            tuple(values[target.pk]),
            tuple(
                judge(one.due_on, one.value, falls=target.falls, measured=values[target.pk])
                for one in target.milestones.all()
            ),
        )
        for target in targets
    ]


def measure_in_words(target: Target) -> str:
    """Return what a target measures: ``Fuldtidspersoner på kontanthjælp, 30 år og derover``."""
    if target.measure == Measure.FULL_TIME:
        benefit = str(Benefit(target.benefit).label).lower()
        text = _("Fuldtidspersoner på %(benefit)s") % {"benefit": benefit}
        return text if target.from_age is None and target.to_age is None else f"{text}, {target.band.label.lower()}"
    label = str(BY_KEY[target.indicator].label) if target.indicator in BY_KEY else target.indicator
    words = _("%(figure)s, antal borgere") if target.measure == Measure.COUNT else _("%(figure)s, andel i procent")
    return words % {"figure": label}
