"""The quarterly reports of a release as JSON-stat 2.0."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from ..quarters import Quarter
from .jsonstat import HIDDEN, NONE, Cube, cell, dataset, place_names
from .table_group2 import lines_of as group2_lines
from .table_offers import lines_of as offer_lines

Report = Mapping[str, Any]


def quarterly_as_jsonstat(report: Report, kind: str) -> bytes:
    """Return a published quarterly report (``group2`` or ``offers``) as a dataset in the active language."""
    return dataset(report, _group2(report) if kind == "group2" else _offers(report))


def _group2(report: Report) -> Cube:
    figures = {(place, _code(key, category)): figure for place, key, category, _label, figure in group2_lines(report)}
    names = {
        _code(key, category): label
        for place, key, category, label, _figure in group2_lines(report)
        if place == report["municipality"]
    }
    places = [report["municipality"], *(line["municipality"] for line in report["by_municipality"])]
    measures = {"count": _("Antal"), "of": _("Ud af"), "share": _("Andel")}
    dimensions = {
        "place": (_("Sted"), place_names(places)),
        "quarter": _quarter(report),
        "figure": (_("Tal"), names),
        "measure": (_("Måltal"), measures),
    }
    cells = (
        cell(figures.get((place, name), {}), measure) for place in places for name in names for measure in measures
    )
    title = _("Gruppe 2, %(quarter)s") % {"quarter": Quarter.parse(report["quarter"]).name}
    return Cube(title, dimensions, {**_ROLES, "geo": ["place"]}, cells, (), {"month": report["month"]})


def _offers(report: Report) -> Cube:
    lines = {_code(way, category): line for way, category, _label, line in offer_lines(report)}
    names = {_code(way, category): label for way, category, label, _line in offer_lines(report)}
    measures = {
        "offers": _("Tilbud"),
        "weeks": _("Uger i gennemsnit"),
        "people": _("Borgere"),
        "led": _("I timer eller job"),
        "share": _("Andel"),
    }
    dimensions = {"quarter": _quarter(report), "line": (_("Linje"), names), "measure": (_("Måltal"), measures)}
    cells = (one for line in lines.values() for one in _offer_cells(line))
    title = _("Tilbud, %(quarter)s") % {"quarter": Quarter.parse(report["quarter"]).name}
    return Cube(title, dimensions, _ROLES, cells, (), {"followed_until": report["followed_until"]})


def _offer_cells(line: Mapping[str, Any]) -> Iterator[tuple[float | None, str]]:
    """Yield a line's cells in the order of the measures."""
    weeks = line["weeks"]
    yield cell(line["offers"], "count")
    yield weeks["mean"], (HIDDEN if weeks.get("suppressed") else NONE) if weeks["mean"] is None else ""
    yield cell(line["people"], "count")
    yield cell(line["led"], "count")
    yield cell(line["led"], "share")


_ROLES = {"time": ["quarter"], "metric": ["measure"]}


def _quarter(report: Report) -> tuple[str, dict[str, str]]:
    return _("Kvartal"), {report["quarter"]: Quarter.parse(report["quarter"]).name}


def _code(key: str, category: str) -> str:
    return f"{key}.{category}" if category else key
