"""How long the judging of all instalments of the country takes, with two years of closed months."""

from __future__ import annotations

import time
from statistics import median

from cases.models import Grant, Municipality
from reporting.closing import close_month
from reporting.instalments import instalments
from reporting.months import Month, months_between

from . import country

FIRST, LAST = Month(2017, 8), Month(2019, 7)
TIMES = 5


def measure(times: int = TIMES, first: Month = FIRST, last: Month = LAST) -> dict[str, float]:
    """Return the seconds to judge a grant of every municipality on each month from ``first`` to ``last``."""
    country.load()
    Grant.objects.bulk_create(
        (
            Grant(programme_id="fsm1", municipality=place, amount_dkk=1_000_000, approved_on=FIRST.first)
            for place in Municipality.objects.all()
        ),
        ignore_conflicts=True,
    )
    for month in months_between(first, last):
        close_month(month, reason="measured")
    return {"instalments_seconds": round(median(_seconds() for _turn in range(times)), 3)}


def _seconds() -> float:
    start = time.perf_counter()
    judged = instalments()
    seconds = time.perf_counter() - start
    if len(judged) < Municipality.objects.count():
        raise AssertionError("A grant was not judged.")
    return seconds
