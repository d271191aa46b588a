"""The group 2 analysis: who waits for the rehabilitation team, and for how long.

Counted on the month's last day over the measured population (without moved, dead and folkepension). *Still on
assistance* is one of the three cash-assistance benefits; *changed benefit* is every other.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.db import connection

from .counts import count_of
from .disclosure import SUPPRESS_BELOW, Audience, protect
from .lookups import the_municipality, the_programme
from .months import Month

_SQL = (Path(__file__).parent / "group2.sql").read_text(encoding="utf-8")
BANDS = {"0-3": "band_0", "3-6": "band_3", "6-9": "band_6", "9-12": "band_9", "12+": "band_12"}

Row = dict[str, Any]


def group2_report(
    month: Month, municipality: str | None = None, *, programme: str = "fsm1", audience: Audience = "internal"
) -> dict[str, Any]:
    """Return the analysis of one municipality, or of the country with every municipality's line.

    A published audience gets no line of a municipality with fewer than three people still on assistance.
    Raises ``UnknownError``.
    """
    if municipality is not None:
        the_municipality(municipality)
    mark = the_programme(programme).parameters.get("group_2_mark_months", 9)
    rows = _rows({"programme": programme, "municipality": municipality, "last": month.last, "mark": mark})
    total = next(row for row in rows if row["is_total"])
    changed = {r["benefit"]: r["changed"] for r in rows if r["benefit"] is not None and r["changed"]}
    lines = [row for row in rows if row["municipality_id"] is not None]
    if audience == "published":
        lines = [row for row in lines if row["still"] >= SUPPRESS_BELOW]
    report = {
        "month": str(month),
        "municipality": municipality,
        "group_2": total["group_2"],
        "changed_benefit": count_of(total["changed"], total["group_2"], by_benefit=changed),
        **_waiting(total),
        "without_active_offer": count_of(total["without_active_offer"], total["still"]),
        "by_municipality": [{"municipality": row["municipality_id"], **_waiting(row)} for row in lines],
    }
    return protect(report, audience)


def _waiting(row: Row) -> dict[str, Any]:
    return {
        "still_on_assistance": count_of(row["still"], row["group_2"]),
        "over_9_months": count_of(row["over_mark"], row["still"]),
        "bands": {band: row[column] for band, column in BANDS.items()},
    }


def _rows(parameters: dict[str, Any]) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(_SQL, parameters)
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
