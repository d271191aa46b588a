"""The quarter whose offers a month's release tells of: every one of them has had its six months by then."""

from __future__ import annotations

from ..models import MonthClose
from ..months import Month
from ..quarters import OFFERS, Quarter, has_quarterly
from .counting import Lines, Period, offers_ended

#: A quarter's offers are published with the month so many months after its last.
MONTHS_AFTER = 6


def quarter_of(month: Month) -> Quarter | None:
    """Return the quarter whose offers are published with ``month``; None where none is."""
    ended = month.plus(-MONTHS_AFTER)
    return Quarter.of(ended.first) if ended.number % 3 == 0 else None


def month_of(quarter: Quarter) -> Month:
    """Return the month that a quarter's offers are published with."""
    return quarter.last_month.plus(MONTHS_AFTER)


def followed_until(quarter: Quarter) -> Period:
    """Return the quarter as a period whose every offer has had its six months."""
    return Period(quarter.first, quarter.last, month_of(quarter).last)


def offers_followed_by(close: MonthClose) -> Lines | None:
    """Count the offers that are published with a close, as the registrations stand; None where there are none."""
    quarter = quarter_of(close.of_month) if has_quarterly(close.programme, OFFERS) else None
    return offers_ended(followed_until(quarter), close.programme_id) if quarter else None
