"""What a rule looks at, and what it finds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from ..months import Month, months_between


@dataclass(frozen=True)
class Measured:
    """One closed month's figure of the indicator that a rule looks at.

    ``month`` is the month measured: the report's own, or the one before for an indicator that lags. ``closed`` is the
    report's month and ``version`` which of its closes this is. ``close`` is that close's number, None for a month
    that is only reckoned with.
    """

    month: Month
    count: int
    of: int
    closed: Month | None = None
    version: int = 1
    close: int | None = None

    @property
    def share(self) -> Fraction | None:
        """The exact share, or None when there is nobody to count it of."""
        return Fraction(self.count, self.of) if self.of else None

    def reaches(self, threshold: Fraction) -> bool:
        """Whether the exact share is at or above ``threshold``; nobody reaches nothing."""
        return self.share is not None and self.share >= threshold


@dataclass(frozen=True)
class Judgement:
    """Whether a rule is met, in which month it first was, how many people are missing, and month by month.

    ``rests_on``: the measured months that make it met. ``run``: the latest months in a row that count towards it.
    """

    met: bool
    met_in: Month | None
    missing: int | None = None
    meets: tuple[bool, ...] = ()
    rests_on: tuple[Measured, ...] = ()
    run: tuple[Measured, ...] = ()


def not_closed(measured: Sequence[Measured]) -> list[Month]:
    """Return the months between the first and the last measured that were never closed, oldest first."""
    if not measured:
        return []
    there = {one.month for one in measured}
    return [month for month in months_between(measured[0].month, measured[-1].month) if month not in there]


def runs(measured: Sequence[Measured], meets: Sequence[bool]) -> list[tuple[Measured, ...]]:
    """Return for each month the unbroken run of months that ends with it; a month that does not meet has none."""
    found: list[tuple[Measured, ...]] = []
    for number, (one, ok) in enumerate(zip(measured, meets, strict=True)):
        follows = number > 0 and measured[number - 1].month.next() == one.month
        before = found[-1] if follows else ()
        found.append((*before, one) if ok else ())
    return found
