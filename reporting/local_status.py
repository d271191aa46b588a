"""The local status: a municipality's active cases on any date.

*Active* is to be in the cash-assistance system that day, so it is not comparable with the monitoring, which
keeps everyone who changed benefit.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from django.db import connection

from cases.codes import OfferKind
from visitation.codes import Group

from .lookups import DEFAULT_PROGRAMME, the_municipality

_SQL = (Path(__file__).parent / "local_status.sql").read_text(encoding="utf-8")

#: A person with several offers that day is counted once, under the first of these.
OFFER_ORDER = (
    OfferKind.LOENTILSKUD,
    OfferKind.VIRKSOMHEDSPRAKTIK,
    OfferKind.NYTTEINDSATS,
    OfferKind.ORDINAERE_TIMER,
    OfferKind.ORDINAER_UDDANNELSE,
    OfferKind.VEJLEDNING_OPKVALIFICERING,
    OfferKind.MENTOR,
)


def status_report(on: date, municipality: str, *, programme: str = DEFAULT_PROGRAMME) -> dict[str, Any]:
    """Return the status of ``municipality`` on the day ``on``.

    Groups are listed also when empty; benefits, units, match categories and offers when somebody has them
    ("none": no such fact). Raises ``UnknownError``.
    """
    the_municipality(municipality)
    parameters: dict[str, Any] = {
        "programme": programme,
        "municipality": municipality,
        "on_date": on,
        "offer_order": [kind.value for kind in OFFER_ORDER],
    }
    with connection.cursor() as cursor:
        cursor.execute(_SQL, parameters)
        names = [column.name for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return {"programme": programme, "municipality": municipality, "date": on.isoformat(), **_shaped(rows)}


def _shaped(rows: list[dict[str, Any]]) -> dict[str, Any]:
    def along(way: str, key: str, active: bool = True) -> dict[str, int]:
        return {row[key]: row["people"] for row in rows if row["way"] == way and row["active"] is active}

    def crossed(way: str, outer: str, inner: str) -> dict[str, dict[str, int]]:
        table: dict[str, dict[str, int]] = {}
        for row in rows:
            if row["way"] == way and row["active"]:
                table.setdefault(row[outer], {})[row[inner]] = row["people"]
        return table

    totals = {row["active"]: row["people"] for row in rows if row["way"] == "total"}
    groups = dict.fromkeys([*Group.values, "none"], 0)
    return {
        "drawn": sum(totals.values()),
        "left": {"total": totals.get(False, 0), "by_benefit": along("benefit", "benefit", active=False)},
        "active": {
            "total": totals.get(True, 0),
            "by_unit": along("unit", "unit"),
            "by_group": groups | along("group", "group"),
            "by_unit_and_group": crossed("unit_and_group", "unit", "group"),
            "by_benefit": along("benefit", "benefit"),
            "by_match_category": along("match_category", "match_category"),
            "offers_by_benefit": crossed("offer", "benefit", "offer"),
        },
    }
