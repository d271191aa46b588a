"""How long the closing of a month takes, beside DuckDB doing the same sums in memory, and with ten times the people.

DuckDB has the registrations as tables of its own, and makes with the program's own statements what a close consists
of: the row of every member in both months, from these the figures of every municipality and the country, and all the
days on each benefit, of which full-time persons are made. It keeps them in memory. Ours computes and stores them. Both
run in turns.
"""

from __future__ import annotations

import json
import re
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

import duckdb
from django.db import connection

from reporting.aggregation import figures_sql
from reporting.closing import close_month
from reporting.fulltime.counting import Period, everywhere
from reporting.fulltime.models import ClosedFullTime
from reporting.models import ClosedFigures, MonthClose
from reporting.monthly_status import status_sql
from reporting.months import Month

from . import country

MONTH = Month(2019, 7)
TIMES = 5
GROWTH = 10
#: The tables that the statements read, and the types that text files do not tell.
TYPES = {"municipality_id": "VARCHAR", "code": "VARCHAR", "group": "VARCHAR", "joined_on": "DATE"}
TABLES = {
    "cases_membership": ("id", "programme_id", "citizen_id", "municipality_id", "joined_on"),
    "cases_citizen": ("id", "municipality_id", "unit_id", "born_on"),
    "cases_municipality": ("code",),
    "cases_benefitchange": ("citizen_id", "benefit", "effective_on"),
    "visitation_visitation": ("citizen_id", "group", "decided_on", "deferred_until"),
    "cases_offer": ("citizen_id", "kind", "start", "end"),
    "cases_facilitator": ("citizen_id", "start", "end"),
    "cases_plan": ("citizen_id", "job_goal_on", "cv_on"),
    "cases_contact": ("citizen_id", "held_on"),
}


def measure(times: int = TIMES, growth: int = GROWTH) -> dict[str, float]:
    """Return the ratio to DuckDB, and how our own time grows with ``growth`` times the people."""
    country.load()
    theirs, ours = in_turns(times)
    country.multiply(growth)
    grown = median(close() for _ in range(3))
    return {
        "close_vs_duckdb": round(median(ours) / median(theirs), 2),
        "close_seconds": round(median(ours), 2),
        f"close_growth_{growth}x": round(grown / median(ours), 2),
    }


def in_turns(times: int) -> tuple[list[float], list[float]]:
    """Return DuckDB's seconds and ours; the first turn, which warms both, does not count. Both must agree."""
    rows, figures, days = the_rows(), the_figures(), the_days()
    theirs, ours = [], []
    with copied() as memory:
        for turn in range(times + 1):
            start = time.perf_counter()
            memory.execute(*rows)
            found = memory.execute(*figures).fetchall()
            counted = memory.execute(*days).fetchall()
            seconds = time.perf_counter() - start
            closing = close()
            if turn:
                theirs.append(seconds), ours.append(closing)
    check(found, counted)
    return theirs, ours


def close() -> float:
    """Close the month once more and return the seconds."""
    start = time.perf_counter()
    close_month(MONTH, reason="measured")
    return time.perf_counter() - start


def the_rows() -> tuple[str, dict[str, Any]]:
    """Return the program's statement of the members' rows, in a table instead of ours."""
    rows, parameters = status_sql("fsm1", MONTH)
    return as_duckdb(f"CREATE OR REPLACE TABLE status AS {rows}", parameters)


def the_figures() -> tuple[str, dict[str, Any]]:
    """Return the program's statement of the figures, from these rows."""
    figures = figures_sql("")
    return as_duckdb(figures.select, figures.parameters)


def the_days() -> tuple[str, dict[str, Any]]:
    """Return the program's statement of everybody's days on each benefit."""
    statement, parameters = everywhere(Period.of(MONTH))
    paired = "(SELECT unnest(%(firsts)s) AS first, unnest(%(lasts)s) AS last) AS asked"  # DuckDB lists one at a time
    return as_duckdb(re.sub(r"unnest\(.*?\) AS asked \(.*?\)", paired, statement), parameters)


def as_duckdb(statement: str, parameters: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Return the statement in DuckDB's words, with the parameters it uses."""
    words = re.sub(r"%\((\w+)\)s", r"$\1", statement).replace("jsonb_build_object", "json_object")
    return words, {name: value for name, value in parameters.items() if re.search(rf"\${name}\b", words)}


def copied() -> duckdb.DuckDBPyConnection:
    """Return a DuckDB in memory with what the statement reads."""
    memory = duckdb.connect(":memory:")
    with tempfile.TemporaryDirectory() as folder, connection.cursor() as cursor:
        for table, columns in TABLES.items():
            file = Path(folder) / f"{table}.csv"
            listed = ", ".join(f'"{column}"' for column in columns)
            with file.open("w") as output:
                cursor.copy_expert(f"COPY (SELECT {listed} FROM {table}) TO STDOUT WITH CSV HEADER", output)
            types = {column: TYPES[column] for column in columns if column in TYPES}
            memory.read_csv(str(file), header=True, dtype=types).create(table)
    return memory


def check(figures: list[tuple[str | None, str]], days: list[tuple[Any, ...]]) -> None:
    """Raise unless DuckDB's figures and days are the stored ones: the comparison is of the same work."""
    close = MonthClose.objects.order_by("-pk")[:1].get()
    ours = {row.municipality_id: row.figures for row in ClosedFigures.objects.filter(close=close)}
    if {code: json.loads(found) for code, found in figures} != ours:
        raise AssertionError("DuckDB came to other figures.")
    stored = {
        (row.municipality_id, benefit, int(unit) or None, int(age)): counted
        for row in ClosedFullTime.objects.filter(close=close)
        for benefit, units in row.days.items()
        for unit, ages in units.items()
        for age, counted in ages.items()
    }
    if {row[2:6]: row[6] for row in days} != stored:
        raise AssertionError("DuckDB came to other days.")
