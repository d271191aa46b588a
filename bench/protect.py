"""Whether the small counts of the whole country are protected in good time: 98 municipalities by group and block.

A release with its margins, its group 2 analysis and what it shares with the release of the month before. The counts
are invented, with as many small ones as the real tables have.
"""

from __future__ import annotations

import time

from reporting.disclosure.release_system import Published, audit_tables, protect_tables
from reporting.months import Month

from .invented_release import Country


def measure() -> dict[str, float]:
    """Return the seconds of protecting and auditing a release, how much more it hides, and how many are exposed."""
    before, now = Country().months(Month(2019, 6), 2)
    published = [Published(before, protect_tables(before, []).hidden)]
    start = time.perf_counter()
    choice = protect_tables(now, published)
    exposed = audit_tables(now, published, choice.hidden)
    seconds = time.perf_counter() - start
    return {"protect_seconds": round(seconds, 2), "hidden_extra": len(choice.extra), "exposed": len(exposed)}
