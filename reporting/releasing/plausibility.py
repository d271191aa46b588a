"""The automatic check before a release is approved: do the sums hold, does anything jump, did anybody fall silent?

It finds what a person should look at; it decides nothing. Jumps are looked for in the published figures only, so a
finding tells no hidden number; the other two tell none at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from statistics import median
from typing import Any

from django.db import connection

from ..disclosure.closed_tables import tables_of
from ..disclosure.tables import COUNTRY, Tables, place_facts
from ..models import MonthClose
from ..reports import published_reports

#: ``{"rule", "place" (a code, None: the country), "figure", "before", "now"}``, the last two for jumps only.
Finding = dict[str, Any]

#: A change this many times the usual month's is a jump …
TIMES = 3
#: … where it is of this many people at least, …
LEAST = 10
#: … and the usual is told by this many earlier changes at least.
MONTHS = 3


def findings_of(close: MonthClose) -> list[Finding]:
    """Return what the check finds in a close: sums first, then jumps, then the silent municipalities."""
    reports = published_reports(close)
    return [*_sums(tables_of(close)), *jumps(reports), *silent(close)]


def _sums(tables: Tables) -> Iterator[Finding]:
    """Yield the figures that are not what their parts add up to, within a place or over the country."""
    for place, counts in tables.counts.items():
        for fact in place_facts(tables):
            whole, parts = counts[fact.whole], sum(counts[part] for part in fact.parts)
            if (whole != parts) if fact.adds_up else (whole > parts):
                yield _finding("sum", place, fact.whole)
    for figure, whole in tables.counts[COUNTRY].items():
        if whole != sum(counts[figure] for place, counts in tables.counts.items() if place != COUNTRY):
            yield _finding("sum", COUNTRY, figure)


def jumps(reports: list[dict[str, Any]]) -> Iterator[Finding]:
    """Yield the figures that changed over three times as much as in the usual month before, where all is shown."""
    for report in reports:
        for key in [name for name in report["series"][-1] if name != "month"]:
            counts = [point[key]["count"] for point in report["series"]]
            changes = [abs(now - before) for before, now in pairwise(counts) if None not in (before, now)]
            if None in counts[-2:] or len(changes) <= MONTHS:
                continue
            *earlier, last = changes
            if last >= LEAST and last > TIMES * median(earlier):
                numbers = {"before": counts[-2], "now": counts[-1]}
                yield _finding("jump", report["municipality"] or COUNTRY, key) | numbers


def silent(close: MonthClose) -> Iterator[Finding]:
    """Yield the municipalities with members that registered nothing dated in the month."""
    with connection.cursor() as cursor:
        cursor.execute(_SILENT, {"programme": close.programme_id, "first": close.month, "last": close.of_month.last})
        for (code,) in cursor.fetchall():
            yield _finding("silent", code, "")


def _finding(rule: str, place: str, figure: str) -> Finding:
    return {"rule": rule, "place": None if place == COUNTRY else place, "figure": figure}


_SILENT = """
    WITH registered AS (
        SELECT citizen_id FROM visitation_visitation WHERE decided_on BETWEEN %(first)s AND %(last)s
        UNION SELECT citizen_id FROM cases_contact WHERE held_on BETWEEN %(first)s AND %(last)s
        UNION SELECT citizen_id FROM cases_offer WHERE "start" BETWEEN %(first)s AND %(last)s
        UNION SELECT citizen_id FROM cases_facilitator WHERE "start" BETWEEN %(first)s AND %(last)s
        UNION SELECT citizen_id FROM cases_benefitchange WHERE effective_on BETWEEN %(first)s AND %(last)s
        UNION SELECT citizen_id FROM cases_plan
            WHERE job_goal_on BETWEEN %(first)s AND %(last)s OR cv_on BETWEEN %(first)s AND %(last)s
    )
    SELECT m.municipality_id
    FROM cases_membership m LEFT JOIN registered r ON r.citizen_id = m.citizen_id
    WHERE m.programme_id = %(programme)s
    GROUP BY m.municipality_id
    HAVING count(r.citizen_id) = 0
    ORDER BY m.municipality_id
"""
