"""Published reports as JSON-stat 2.0, for statistics programs: one cube of place, month, indicator and measure.

A hidden value is null with the status ``c`` (confidential), a number that does not exist null with ``:``; both
codes are explained in ``extension``. One monthly report and all of a month have the same shape; the quarterly ones are
in ``jsonstat_quarterly``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from ..indicators import BY_KEY
from . import words

Report = Mapping[str, Any]
MEASURES = ("count", "of", "share", "previous")
#: Which mark of a figure says that a measure is hidden.
_MARKS = {"count": "suppressed", "of": "of_suppressed", "previous": "previous_suppressed"}
HIDDEN, NONE = "c", ":"
#: The country, which has no code of its own in the reports.
COUNTRY = "dk"


@dataclass(frozen=True)
class Cube:
    """What differs from report to report: its title, its dimensions, and how each cell is read.

    ``dimensions``: ``{key: (label, {code: name})}``, the last of which changes fastest. ``roles``: which are time,
    place and metric. ``cells``: value and status of every cell, in that order.
    """

    title: str
    dimensions: Mapping[str, tuple[str, Mapping[str, str]]]
    roles: Mapping[str, list[str]]
    cells: Iterable[tuple[float | None, str]]
    notes: Sequence[str]
    extension: Mapping[str, Any]


def as_jsonstat(reports: Sequence[Report]) -> bytes:
    """Return the monthly reports of one release as a JSON-stat dataset in the active language."""
    first = reports[0]
    title = {"programme": words.programme_name(first["programme"]), "month": words.month_name(first["month"])}
    indicators = {key: str(BY_KEY[key].label) for key in first["indicators"]}
    measures = {"count": _("Antal"), "of": _("Ud af"), "share": _("Andel"), "previous": _("Måneden før")}
    dimensions = {
        "place": (_("Sted"), place_names(report["municipality"] for report in reports)),
        "month": (_("Måned"), {first["month"]: words.month_name(first["month"])}),
        "indicator": (_("Tal"), indicators),
        "measure": (_("Måltal"), measures),
    }
    cells = (
        cell(report["indicators"][key], measure) for report in reports for key in indicators for measure in MEASURES
    )
    roles = {"time": ["month"], "geo": ["place"], "metric": ["measure"]}
    label = _("%(programme)s: månedsrapport, %(month)s") % title
    extension = {"lagged_month": first["lagged_month"]}
    return dataset(first, Cube(label, dimensions, roles, cells, (str(words.NOT_COMPARABLE),), extension))


def place_names(codes: Iterable[str | None]) -> dict[str, str]:
    """Return the names of places in their order; the country, which has no code of its own, is ``COUNTRY``."""
    every = list(codes)
    names = words.places([code for code in every if code])
    return {code or COUNTRY: names[code] if code else words.place(None) for code in every}


def cell(figure: Mapping[str, Any], measure: str) -> tuple[float | None, str]:
    """Return a value and its status; a share is hidden with either of its numbers."""
    value = figure.get(measure)
    if value is not None:
        return value, ""
    of = ("count", "of") if measure == "share" else (measure,)
    hidden = any(figure.get(_MARKS[name]) for name in of)
    return None, HIDDEN if hidden else NONE


def dataset(report: Report, cube: Cube) -> bytes:
    """Return the cube as a JSON-stat dataset of the release that ``report`` belongs to."""
    cells = list(cube.cells)
    values = {
        "version": "2.0",
        "class": "dataset",
        "label": cube.title,
        "source": str(words.SOURCE_COUNTRY).partition(": ")[2],
        "updated": report["closed_at"],
        "id": list(cube.dimensions),
        "size": [len(categories) for _label, categories in cube.dimensions.values()],
        "role": cube.roles,
        "dimension": {
            key: {"label": label, "category": {"index": list(categories), "label": categories}}
            for key, (label, categories) in cube.dimensions.items()
        },
        "note": [note for note in (*cube.notes, words.release_note(report)) if note],
        "extension": {
            "programme": report["programme"],
            "release_version": report["version"],
            **cube.extension,
            "status": {"label": {HIDDEN: _("Vises ikke af diskretionshensyn"), NONE: _("Findes ikke")}},
            "disclosure": report.get("disclosure"),
        },
        "value": [value for value, _status in cells],
        "status": {str(number): mark for number, (_value, mark) in enumerate(cells) if mark},
    }
    return (json.dumps(values, ensure_ascii=False, allow_nan=False) + "\n").encode()
