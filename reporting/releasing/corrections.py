"""What a correction changed: the published numbers of two versions of a month that are not the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..models import MonthClose
from ..reports import all_monthly_reports

#: ``{"place" (a code, None: the country), "figure", "before", "now"}``; a hidden number is None.
Change = dict[str, Any]


def changes_between(before: MonthClose, now: MonthClose) -> list[Change]:
    """Return the published counts that differ, country first. Only shown or hidden numbers: no true one is told."""
    return [*_changes(*(_published(close) for close in (before, now)))]


def _published(close: MonthClose) -> list[dict[str, Any]]:
    return all_monthly_reports(
        close.of_month, programme=close.programme_id, version=close.version, audience="published"
    )


def _changes(before: list[dict[str, Any]], now: list[dict[str, Any]]) -> Iterator[Change]:
    earlier = {report["municipality"]: report["indicators"] for report in before}
    for report in now:
        place = report["municipality"]
        for key, figure in report["indicators"].items():
            old, new = earlier[place][key]["count"], figure["count"]
            if old != new:
                yield {"place": place, "figure": key, "before": old, "now": new}
