"""Monthly reports as JSON-stat 2.0, for statistics programs: one cube of place, month, indicator and measure.

A hidden value is null with the status ``c`` (confidential), a number that does not exist null with ``:``; both
codes are explained in ``extension``. One report and all of a month have the same shape.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from ..indicators import CATALOGUE
from . import words

Report = Mapping[str, Any]
MEASURES = ("count", "of", "share", "previous")
#: Which mark of a figure says that a measure is hidden.
_MARKS = {"count": "suppressed", "of": "of_suppressed", "previous": "previous_suppressed"}
HIDDEN, NONE = "c", ":"
#: The country, which has no code of its own in the reports.
COUNTRY = "dk"


def as_jsonstat(reports: Sequence[Report]) -> bytes:
    """Return the monthly reports of one release as a JSON-stat dataset in the active language."""
    values: list[float | None] = []
    status: dict[str, str] = {}
    for report in reports:
        for indicator in CATALOGUE:
            for measure in MEASURES:
                value, mark = _cell(report["indicators"][indicator.key], measure)
                if mark:
                    status[str(len(values))] = mark
                values.append(value)
    dataset = _head(reports) | {"value": values, "status": status}
    return (json.dumps(dataset, ensure_ascii=False, allow_nan=False) + "\n").encode()


def _cell(figure: Mapping[str, Any], measure: str) -> tuple[float | None, str]:
    """Return a value and its status; a share is hidden with either of its numbers."""
    value = figure.get(measure)
    if value is not None:
        return value, ""
    of = ("count", "of") if measure == "share" else (measure,)
    hidden = any(figure.get(_MARKS[name]) for name in of)
    return None, HIDDEN if hidden else NONE


def _head(reports: Sequence[Report]) -> dict[str, Any]:
    first = reports[0]
    codes = [report["municipality"] for report in reports]
    names = words.places([code for code in codes if code])
    places = {code or COUNTRY: names[code] if code else words.place(None) for code in codes}
    indicators = {indicator.key: str(indicator.label) for indicator in CATALOGUE}
    measures = {"count": _("Antal"), "of": _("Ud af"), "share": _("Andel"), "previous": _("Måneden før")}
    dimensions = {
        "place": (_("Sted"), places),
        "month": (_("Måned"), {first["month"]: words.month_name(first["month"])}),
        "indicator": (_("Tal"), indicators),
        "measure": (_("Måltal"), measures),
    }
    title = {"programme": words.programme_name(first["programme"]), "month": words.month_name(first["month"])}
    return {
        "version": "2.0",
        "class": "dataset",
        "label": _("%(programme)s: månedsrapport, %(month)s") % title,
        "source": str(words.SOURCE_COUNTRY).partition(": ")[2],
        "updated": first["closed_at"],
        "id": list(dimensions),
        "size": [len(categories) for _label, categories in dimensions.values()],
        "role": {"time": ["month"], "geo": ["place"], "metric": ["measure"]},
        "dimension": {
            key: {"label": label, "category": {"index": list(categories), "label": categories}}
            for key, (label, categories) in dimensions.items()
        },
        "note": [note for note in (str(words.NOT_COMPARABLE), words.release_note(first)) if note],
        "extension": {
            "programme": first["programme"],
            "release_version": first["version"],
            "lagged_month": first["lagged_month"],
            "status": {"label": {HIDDEN: _("Vises ikke af diskretionshensyn"), NONE: _("Findes ikke")}},
            "disclosure": first.get("disclosure"),
        },
    }
