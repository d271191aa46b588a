"""What the coming months would give by what is registered today, and what it would take to meet a rule.

Registered facts only: an offer counts in each month it touches until its end (without an end it goes on), a status
and a group last until the next one. Nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db import connection

from cases.models import Grant

from ..aggregation import ROWS, Filters
from ..indicators import BY_KEY
from ..monthly_status import place_sql
from ..months import Month, months_between
from .judging import JudgedInstalment
from .measured import Measured
from .rules import MeasuredRule

#: How many months ahead of the last closed one are looked at: half a year.
HORIZON = 6


def coming_months(grant: Grant, rule: MeasuredRule, measured: Sequence[Measured], today: date) -> list[Measured]:
    """Return the months that are not closed yet, as today's registrations give them: one query.

    They begin after the last closed month (before any: with this one) and go on for ``HORIZON`` months, to this
    month and three more at least.
    """
    first = measured[-1].month.next() if measured else Month.of(today)
    last = max(first.plus(HORIZON - 1), Month.of(today).plus(3))
    months = months_between(first, last)
    indicator = BY_KEY[rule.indicator]
    filters, parts = Filters(), []
    parameters: dict[str, Any] = {}
    for number, month in enumerate(months):
        rows, own = place_sql(grant.programme_id, month, indicator.lag, grant.municipality_id, str(number))
        parameters |= own
        count = filters.counted(indicator.counts, indicator.lag)
        of = filters.counted(indicator.of, indicator.lag) if indicator.of is not None else count
        parts.append(f"SELECT {number} AS number, {count}, {of} FROM ({rows}) {ROWS}")  # noqa: S608 -- our own text
    with connection.cursor() as cursor:
        cursor.execute("\nUNION ALL\n".join(parts) + "\nORDER BY number", parameters | filters.parameters)
        return [Measured(months[number], count, of) for number, count, of in cursor.fetchall()]


def with_more(coming: Iterable[Measured], more: int, since: Month) -> list[Measured]:
    """Return the months with ``more`` people counted from ``since`` on, never more than there are."""
    return [
        replace(one, count=max(one.count, min(one.of, one.count + more))) if one.month >= since else one
        for one in coming
    ]


@dataclass(frozen=True)
class WayThere:
    """What it takes: so many ``more`` people from the month ``since`` on, and the rule is met in ``met_in``.

    ``closable_on``: the first day on which the last report it rests on can be closed.
    """

    more: int
    since: Month
    met_in: Month
    closable_on: date

    @property
    def reported_on(self) -> date:
        """The last day of the report month it rests on."""
        return self.closable_on - timedelta(days=1)


def earliest(
    rule: MeasuredRule, measured: Sequence[Measured], coming: Sequence[Measured], now: Month
) -> WayThere | None:
    """Return the earliest way to meet a rule that is not met; None where no coming month can complete it.

    People can be added from this month on: what is over stays as it is registered.
    """
    by_month = {one.month: one for one in (*measured, *coming)}
    for last in coming:
        wanted = [last.month.plus(-back) for back in range(rule.months_in_a_row)]
        window = [by_month[month] for month in sorted(wanted) if month in by_month]
        if len(window) < len(wanted) or not all(_reachable(rule, one, now) for one in window):
            continue
        lacking = {one.month: rule.lacks(one) for one in window}
        since = next((month for month, lacks in lacking.items() if lacks), max(now, window[0].month))
        return WayThere(max(lacking.values()), since, last.month, closable_on(rule, last.month))
    return None


def _reachable(rule: MeasuredRule, one: Measured, now: Month) -> bool:
    """Whether a month is good enough, or can still be made so."""
    return rule.meets(one) or (one.close is None and one.month >= now and one.of > 0)


def closable_on(rule: MeasuredRule, month: Month) -> date:
    """Return the day after the last of the report month that measures ``month``."""
    return month.plus(BY_KEY[rule.indicator].lag).last + timedelta(days=1)


def last_month(rule: MeasuredRule, ends_on: date) -> Month:
    """Return the last month that can still count: its report's month is over when the programme ends."""
    report = Month.of(ends_on) if Month.of(ends_on).last <= ends_on else Month.of(ends_on).previous()
    return report.plus(-BY_KEY[rule.indicator].lag)


def what_if(one: JudgedInstalment, coming: Sequence[Measured], more: int, since: Month, grant: Grant) -> Month | None:
    """Return the month in which the rule would be met with ``more`` people from ``since`` on; None: in none of them."""
    return one.rule.judge(grant, [*one.measured, *with_more(coming, more, since)]).met_in
