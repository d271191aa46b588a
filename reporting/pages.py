"""What the pages of figures consist of, as plain values for the templates. Numbers come from reports only."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from cases.codes import Benefit
from cases.models import Programme
from visitation.codes import Group

from .blocks import BlockPlan, blocks_of, marks_of
from .charts import Chart, chart_of
from .definitions import of_words
from .disclosure import Audience, is_small
from .indicators import BY_KEY, Indicator
from .instalments import read_rule
from .ranking import Rank

Report = dict[str, Any]


@dataclass(frozen=True)
class Row:
    """One line of a block: an indicator with its figure."""

    indicator: Indicator
    figure: dict[str, Any]


@dataclass(frozen=True)
class Block:
    """One block: its table's key among the definitions, its headline figure, the country's, the place among the
    municipalities, the lines and the drawing, where there is one.
    """

    key: str
    title: str | Promise
    month: str
    unit: str | Promise
    headline: Row
    country: dict[str, Any] | None
    rows: list[Row]
    chart: Chart | None
    missing: int | None = None
    rank: Rank | None = None

    @property
    def is_share(self) -> bool:
        """Whether it begins with a share; otherwise with a number of people."""
        return self.headline.indicator.of is not None

    @property
    def has_shares(self) -> bool:
        """Whether any line is a share, so that the table needs its column."""
        return any(row.indicator.of is not None for row in self.rows)

    @property
    def has_previous(self) -> bool:
        """Whether any line has last month's number."""
        return any(row.indicator.previous for row in self.rows)


@lru_cache(maxsize=1024)
def _drawn(key: str, series: str, marks: tuple[Fraction, ...], language: str) -> Chart | None:
    """Draw a figure once a process: closed months are looked at again and again, and never change."""
    return chart_of(BY_KEY[key], {"series": json.loads(series)}, marks)


#: What a headline is followed by, where it is not whom its share is of.
_UNITS: dict[str, str | Promise] = {"visited": _("visiteret"), "gross_target_group": _("borgere i målgruppen")}


def blocks(
    programme: Programme,
    report: Report,
    country: Report | None,
    audience: Audience,
    ranks: Mapping[str, Rank] | None = None,
) -> list[Block]:
    """Return the blocks of a programme's monthly report for an audience, beside the country's where there is one.

    ``ranks``: the municipality's place by the key of a block's first figure, where it has one.
    """
    figures, series = report["indicators"], json.dumps(report["series"])
    marks = marks_of(programme, report["municipality"])

    def block(plan: BlockPlan) -> Block:
        key = plan.first.key
        asked = tuple(mark.share for mark in marks.get(key, ()))
        rows = [Row(indicator, figures[indicator.key]) for indicator in (plan.first, *plan.rest)]
        return Block(
            plan.table.key,
            plan.table.title,
            report["lagged_month" if plan.first.lag else "month"],
            _UNITS.get(key) or gettext("af %(of)s") % {"of": of_words(plan.first)},
            rows[0],
            country["indicators"][key] if country else None,
            rows,
            _drawn(key, series, asked, get_language() or "da"),
            _missing(figures[key], audience) if key == "visited" else None,
            (ranks or {}).get(key),
        )

    return [block(plan) for plan in blocks_of(programme)]


def _missing(visited: dict[str, Any], audience: Audience) -> int | None:
    """Return how many are not yet visited; None where ``audience`` may not see that number."""
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
