"""What a correction changed: the published numbers of two versions of a month that are not the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..documents import table_group2, table_offers
from ..models import MonthClose
from ..quarterly import quarterly_kinds, quarterly_report
from ..quarters import GROUP_2
from ..reports import published_reports

#: ``{"place" (a code, None: the country), "figure", "before", "now"}``; a hidden number is None. A number of a report
#: that a quarter adds has its kind as ``report``, and its figure is named by dots: ``bands.3-6``, ``kind.mentor.led``.
Change = dict[str, Any]
Counts = dict[tuple[str | None, str], int | None]


def changes_between(before: MonthClose, now: MonthClose) -> list[Change]:
    """Return the published counts that differ, country first. Only shown or hidden numbers: no true one is told."""
    return [*_changes(*(published_reports(close) for close in (before, now))), *_quarterly(before, now)]


def name_of(change: Change) -> str:
    """Return what the figure of a report that a quarter adds is called."""
    key, *rest = change["figure"].split(".")
    if change["report"] == GROUP_2:
        name = table_group2.name_of(key, *rest)
        return f"{table_group2.name_of(key)}: {name.lower()}" if key == "changed_benefit" and rest else name
    *category, figure = rest
    return table_offers.name_of(key, "".join(category), figure)


def _changes(before: list[dict[str, Any]], now: list[dict[str, Any]]) -> Iterator[Change]:
    earlier = {report["municipality"]: report["indicators"] for report in before}
    for report in now:
        place = report["municipality"]
        for key, figure in report["indicators"].items():
            old, new = earlier[place][key]["count"], figure["count"]
            if old != new:
                yield {"place": place, "figure": key, "before": old, "now": new}


def _quarterly(before: MonthClose, now: MonthClose) -> Iterator[Change]:
    """Yield what differs in the reports that a quarter adds to both.

    A line of the country's that one has not counts nobody there; a municipality's is not shown there: its number is 0
    or hidden, and nobody is told which.
    """
    kinds = quarterly_kinds(before)
    for kind in (kind for kind in quarterly_kinds(now) if kind in kinds):
        old, new = (_counts(quarterly_report(close, kind), kind) for close in (before, now))
        for place, figure in {**new, **old}:
            absent = None if place else 0
            numbers = {"before": old.get((place, figure), absent), "now": new.get((place, figure), absent)}
            if numbers["before"] != numbers["now"]:
                yield {"report": kind, "place": place, "figure": figure, **numbers}


def _counts(report: dict[str, Any], kind: str) -> Counts:
    if kind == GROUP_2:
        lines = table_group2.lines_of(report)
        return {(place, _dotted(key, category)): figure["count"] for place, key, category, _name, figure in lines}
    return {
        (None, _dotted(way, category, figure)): line[figure]["count"]
        for way, category, _name, line in table_offers.lines_of(report)
        for figure in ("offers", "people", "led")
    }


def _dotted(*names: str) -> str:
    return ".".join(filter(None, names))
