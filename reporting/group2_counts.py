"""Counting group 2 as the registrations stand: who waits for the rehabilitation team, and for how long."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.db import connection

from .disclosure.tables import COUNTRY
from .lookups import the_programme
from .months import Month

_SQL = (Path(__file__).parent / "group2.sql").read_text(encoding="utf-8")
BANDS = {"0-3": "band_0", "3-6": "band_3", "6-9": "band_6", "9-12": "band_9", "12+": "band_12"}
_COLUMNS = {"all": "group_2", "still": "still", "changed": "changed", "over": "over_mark"} | BANDS
_COLUMNS |= {"without_offer": "without_active_offer"}
#: The figures of a place where nobody is in group 2.
NOBODY = dict.fromkeys(_COLUMNS, 0)

#: The figures by their short names, for each place: a municipality's code or the country.
Group2 = dict[str, dict[str, int]]


def group2_counts(month: Month, programme: str, municipality: str | None = None) -> Group2:
    """Count the analysis as the registrations stand: the country's (or one municipality's) and each one's.

    Municipalities without anybody in group 2 are left out.
    """
    mark = the_programme(programme).parameters.get("group_2_mark_months", 9)
    parameters = {"programme": programme, "municipality": municipality, "last": month.last, "mark": mark}
    figures: Group2 = {COUNTRY: dict(NOBODY)}
    for row in _rows(parameters):
        own = figures.setdefault(row["municipality_id"] or COUNTRY, {})
        if row["benefit"] is None:
            own.update({name: row[column] for name, column in _COLUMNS.items()})
        elif row["changed"]:
            own[f"by.{row['benefit']}"] = row["changed"]
    return figures


def _rows(parameters: dict[str, Any]) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(_SQL, parameters)
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
