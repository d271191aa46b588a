"""One line for each municipality: its published figures, whether it takes part, and what the line is ordered by."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from cases.danish import alphabetical
from cases.models import Municipality

from ..blocks import compared_of
from ..indicators import BY_KEY, members_of
from ..models import MonthClose
from ..published import participants
from ..ranking import Rank, ranks
from ..reports import published_reports

Report = Mapping[str, Any]


@dataclass(frozen=True)
class Line:
    """A municipality's published report beside its name. ``rank``: its place in the chosen figure, where it has one."""

    code: str
    name: str
    report: Report
    takes_part: bool
    rank: Rank | None
    sort: Mapping[str, Any]

    def figure(self, key: str) -> Mapping[str, Any]:
        """Return one of its figures."""
        return self.report["indicators"][key]

    @property
    def series(self) -> list[Mapping[str, Any]]:
        """Its last twelve months."""
        return self.report["series"]


@dataclass(frozen=True)
class Country:
    """The country's report and the lines of all municipalities with members, by name."""

    close: MonthClose
    report: Report
    lines: tuple[Line, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The shares that its municipalities are compared by."""
        return compared_of(self.close.programme)

    def among(self, codes: Collection[str]) -> list[Line]:
        """Return the lines of the municipalities named."""
        return [line for line in self.lines if line.code in codes]


def the_country(close: MonthClose, key: str) -> Country:
    """Return what a close publishes, ranked by ``key``. Raises ``ReleaseRefusedError``."""
    country, *reports = published_reports(close)
    among, names = participants(close.programme_id), dict(Municipality.objects.values_list("code", "name"))
    keys, members = compared_of(close.programme), members_of(close.programme).key
    places = ranks({report["municipality"]: report["indicators"][key] for report in reports}, among)
    lines = [
        _line(report, keys, names[report["municipality"]], report["municipality"] in among, places)
        for report in reports
        if report["indicators"][members]["count"] != 0
    ]
    return Country(close, country, tuple(sorted(lines, key=lambda line: line.sort["name"])))


def _line(report: Report, keys: tuple[str, ...], name: str, takes_part: bool, places: Mapping[str, Rank]) -> Line:
    code = report["municipality"]
    shares = {key: report["indicators"][key]["share"] for key in keys}
    # What is hidden or of nobody has no size: it stands below zero.
    sort = {"name": alphabetical(name), **{key: -1.0 if share is None else share for key, share in shares.items()}}
    return Line(code, name, report, takes_part, places.get(code), sort)


def label(key: str) -> str:
    """Return an indicator's name."""
    return str(BY_KEY[key].label)
