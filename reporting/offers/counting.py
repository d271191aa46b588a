"""Counting the offers that ended in a period: one statement, as the registrations stand.

An offer without an end is not counted: nobody knows how long it was, nor what came after it. Who led to hours or job
is a person, counted once a line however many offers they had in it; the lines of people therefore overlap.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.db import connection

from ..disclosure.offer_facts import ALL, COUNTS

_SQL = (Path(__file__).parent / "offers.sql").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Period:
    """The days in which an offer ended, and the last day whose registrations count."""

    first: date
    last: date
    known: date


#: The counts of each line by its name: ``all``, ``kind.<kind>`` or ``branch.<branch>``, with ``days``: a sum over the
#: offers, for their average length.
Lines = dict[str, dict[str, int]]


def offers_ended(period: Period, programme: str, municipality: str | None = None) -> Lines:
    """Return the lines of a municipality, or of the country: all, by kind and by branch. ``all`` is always there."""
    parameters: dict[str, Any] = {
        "programme": programme,
        "municipality": municipality,
        "first": period.first,
        "last": period.last,
        "known": period.known,
    }
    with connection.cursor() as cursor:
        cursor.execute(_SQL, parameters)
        names = [column.name for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return {_name(row): {key: row[key] for key in (*COUNTS, "days")} for row in rows}


def _name(row: dict[str, Any]) -> str:
    return ALL if row["way"] == ALL else f"{row['way']}.{row['value']}"
