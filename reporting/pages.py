"""What the pages of figures consist of, as plain values for the templates. Numbers come from reports only."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cases.codes import Benefit
from visitation.codes import Group

from .charts import Chart, company_track_chart, job_chart, visitation_chart
from .disclosure import Audience, is_small
from .indicators import BY_KEY, CATALOGUE, TRACK_PARTS, Indicator
from .instalments import read_rule
from .ranking import Rank
from .table_definitions import TABLES

Report = dict[str, Any]


@dataclass(frozen=True)
class Row:
    """One line of a block: an indicator with its figure."""

    indicator: Indicator
    figure: dict[str, Any]


@dataclass(frozen=True)
class Block:
    """One of the three blocks: its table's key among the definitions, its headline figure, the country's, the place
    among the municipalities, the lines and the drawing.
    """

    key: str
    title: str | Promise
    month: str
    unit: str | Promise
    headline: Row
    country: dict[str, Any] | None
    rows: list[Row]
    chart: Chart
    missing: int | None = None
    rank: Rank | None = None


_DRAWERS = {"visited": visitation_chart, "company_track": company_track_chart, "job_or_education": job_chart}


@lru_cache(maxsize=1024)
def _drawn(key: str, series: str, language: str) -> Chart:
    """Draw a figure once a process: closed months are looked at again and again, and never change."""
    return _DRAWERS[key]({"series": json.loads(series)})


#: The figure that each block begins with.
HEADLINES = tuple(_DRAWERS)


def blocks(
    report: Report, country: Report | None, audience: Audience, ranks: Mapping[str, Rank] | None = None
) -> list[Block]:
    """Return the three blocks of a monthly report for an audience, beside the country's where there is one.

    ``ranks``: the municipality's place by the key of a block's first figure, where it has one.
    """
    figures = report["indicators"]

    def rows(*keys: str) -> list[Row]:
        return [Row(BY_KEY[key], figures[key]) for key in keys]

    series = json.dumps(report["series"])

    def block(table: str, month: str, unit: Any, lines: list[Row], **more: Any) -> Block:
        key = lines[0].indicator.key
        beside = country["indicators"][key] if country else None
        chart = _drawn(key, series, get_language() or "da")
        rank = (ranks or {}).get(key)
        return Block(table, TABLES[table].title, report[month], unit, lines[0], beside, lines, chart, rank=rank, **more)

    start = [i.key for i in CATALOGUE if i.block == 1 and i.key not in {"drawn", "visited"}]
    return [
        block(
            "startafklaring",
            "month",
            _("visiteret"),
            rows("visited", *start),
            missing=_missing(figures, audience),
        ),
        block(
            "virksomhedsforloeb",
            "lagged_month",
            _("af gruppe 1"),
            rows("company_track", *TRACK_PARTS),
        ),
        block(
            "job-og-uddannelse",
            "lagged_month",
            _("af gruppe 1"),
            rows("job_or_education", "employment", "flex_job", "education"),
        ),
    ]


def _missing(figures: dict[str, Any], audience: Audience) -> int | None:
    """Return how many are not yet visited; None where ``audience`` may not see that number."""
    visited = figures["visited"]
    if visited["count"] is None or visited["of"] is None:
        return None
    missing = visited["of"] - visited["count"]
    return None if audience == "published" and is_small(missing) else missing


@dataclass(frozen=True)
class Step:
    """One instalment of a grant, with its condition in words."""

    instalment: dict[str, Any]
    rule: str

    @property
    def months_in_run(self) -> int:
        """How many measured months in a row, up to the latest, meet the condition."""
        return self.instalment["months_in_a_row"]


def steps(grant: dict[str, Any], rules: list[dict[str, Any]]) -> list[Step]:
    """Return the instalments of a judged grant beside the programme's rules."""
    by_number = {rule["number"]: rule for rule in rules}
    return [Step(item, read_rule(by_number[item["number"]]).text) for item in grant["instalments"]]


@dataclass(frozen=True)
class Table:
    """A table of counts: its caption, the head, and rows of a label and numbers."""

    caption: str | Promise
    head: list[str | Promise]
    rows: list[tuple[str | Promise, list[int]]] = field(default_factory=list)


GROUP_LABELS: dict[str, str | Promise] = {**{g.value: g.label for g in Group}, "none": _("Ikke visiteret")}
SHORT_GROUPS: dict[str, str | Promise] = {
    "1": "1",
    "2": "2",
    "3": "3",
    "deferred": _("Udskudt"),
    "none": _("Ikke visiteret"),
}


def local_tables(status: Report) -> list[Table]:
    """Return the tables of the local status: active by group, by unit, and left by benefit."""
    active = status["active"]
    units = sorted(active["by_unit"].items())
    return [
        Table(
            _("Aktive sager efter gruppe"),
            [_("Gruppe"), _("Antal")],
            [(GROUP_LABELS[key], [n]) for key, n in active["by_group"].items()],
        ),
        Table(
            _("Aktive sager efter enhed og gruppe"),
            [_("Enhed"), *SHORT_GROUPS.values(), _("I alt")],
            [
                (
                    _("Uden enhed") if unit == "none" else unit,
                    [*(active["by_unit_and_group"].get(unit, {}).get(g, 0) for g in SHORT_GROUPS), total],
                )
                for unit, total in units
            ],
        ),
        Table(
            _("Ude af kontanthjælpssystemet efter ydelse"),
            [_("Ydelse"), _("Antal")],
            [(_benefit(key), [n]) for key, n in sorted(status["left"]["by_benefit"].items(), key=lambda i: -i[1])],
        ),
    ]


def _benefit(key: str) -> str | Promise:
    return _("Ingen ydelse registreret") if key == "none" else Benefit(key).label
