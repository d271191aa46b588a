"""Judging milestones: which month a milestone is judged on, and what state it is in. Exact fractions decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..months import Month


class State(models.TextChoices):
    """How a milestone stands."""

    EARLY = "early", _("Nået før tid")
    ON_TIME = "on_time", _("Nået til tiden")
    MISSED = "missed", _("Ikke nået")
    AHEAD = "ahead", _("Forude")
    UNKNOWN = "unknown", _("Ikke målt")


@dataclass(frozen=True)
class Value:
    """The exact value of a measure in a month that is over."""

    month: Month
    value: Fraction


@dataclass(frozen=True)
class Stand:
    """A milestone with the month it is judged on and how it stands.

    ``measured``: the value of that month, or the newest where it is still ahead. ``since``: the first of the months in
    a row that reach it. ``later``: the first month that reached it after it was missed.
    """

    due_on: date
    value: Decimal
    due: Month
    state: State
    measured: Value | None = None
    since: Month | None = None
    later: Month | None = None

    @property
    def is_of_due_month(self) -> bool:
        """Whether ``measured`` is the value that decides for good."""
        return self.measured is not None and self.measured.month == self.due


def due_month(due_on: date) -> Month:
    """Return the month that a milestone is judged on: the last that is over when its day ends."""
    month = Month.of(due_on)
    return month if month.last == due_on else month.previous()


def last_over(on: date) -> Month:
    """Return the last month that is over before the day ``on``."""
    return due_month(on - timedelta(days=1))


def judge(due_on: date, value: Decimal, *, falls: bool, measured: Sequence[Value]) -> Stand:
    """Judge a milestone on the measured months, oldest first.

    It is reached when the month it is judged on is at the value or beyond; before time when the months in a row that
    reach it began earlier. Reached once and lost again by its day is not reached (our choice). Before its month is
    measured, the newest month says whether it is reached already.
    """
    due, goal = due_month(due_on), Fraction(value)

    def reaches(one: Value) -> bool:
        return one.value <= goal if falls else one.value >= goal

    until = [one for one in measured if one.month <= due]
    after = [one for one in measured if one.month > due]
    newest = until[-1] if until else None
    decided = newest is not None and newest.month == due
    if after and not decided:
        return Stand(due_on, value, due, State.UNKNOWN)
    since = _since(until, [reaches(one) for one in until])
    if since is None:
        later = next((one.month for one in after if reaches(one)), None)
        return Stand(due_on, value, due, State.MISSED if decided else State.AHEAD, newest, later=later)
    return Stand(due_on, value, due, State.EARLY if since < due else State.ON_TIME, newest, since=since)


def _since(values: Sequence[Value], reached: Sequence[bool]) -> Month | None:
    """Return the first of the months in a row up to the last that reach it; None where the last does not."""
    since: Month | None = None
    for one, ok in zip(reversed(values), reversed(reached), strict=True):
        if not ok or (since is not None and one.month.next() != since):
            break
        since = one.month
    return since
