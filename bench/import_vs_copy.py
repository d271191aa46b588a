"""How much longer an import takes than a bare COPY of the same rows, and how much memory it needs.

The bare COPY puts the rows that an import stores, as they are stored, into plain tables (no key, index,
rule or trigger), and commits. Both run in turns on the same rows; the ratio is the median of the turns'.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from django.db import connection, transaction

from cases.importing import load

from . import people
from .database import database_url

CITIZENS = 24_000
TIMES = 5
TABLES = (
    "cases_citizen",
    "cases_membership",
    "cases_benefitchange",
    "visitation_visitation",
    "cases_facilitator",
    "cases_plan",
    "cases_contact",
    "cases_offer",
    "visitation_rehabilitationcase",
    "cases_grant",
)


def measure(citizens: int = CITIZENS, times: int = TIMES) -> dict[str, float]:
    """Return the ratio of the times, and the peak of an import in a process of its own in MB."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = people.write(folder, citizens)
        ratios = [_import(folder, rows) / _bare_copy() for _ in range(times)]
        _empty()
        return {"import_vs_copy": round(median(ratios), 2), "import_peak_mb": _peak_mb(folder)}


def _bare_copy() -> float:
    """Return the seconds of a COPY of every stored row into fresh plain tables."""
    with connection.cursor() as cursor:
        texts = {}
        for table in TABLES:
            text = texts[table] = io.StringIO()
            cursor.copy_expert(f"COPY {table} TO STDOUT", text)
            text.seek(0)
            cursor.execute(f"CREATE TABLE bare_{table} AS TABLE {table} WITH NO DATA")
        start = time.perf_counter()
        with transaction.atomic():
            for table, text in texts.items():
                cursor.copy_expert(f"COPY bare_{table} FROM STDIN", text)
        seconds = time.perf_counter() - start
        cursor.execute("; ".join(f"DROP TABLE bare_{table}" for table in TABLES))
    return seconds


def _import(folder: Path, rows: int) -> float:
    """Return the seconds of an import into empty tables."""
    _empty()
    start = time.perf_counter()
    result = load(folder)
    seconds = time.perf_counter() - start
    if sum(result.stored.values()) != rows:
        raise AssertionError("The import did not store every row.")
    return seconds


def _empty() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(TABLES)}, cases_company, cases_unit, accounts_user CASCADE")


def _peak_mb(folder: Path) -> float:
    """Return the peak resident memory of a process that loads ``folder`` into the same database."""
    script = [sys.executable, "-m", "bench.peak", str(folder)]
    done = subprocess.run(
        script, env={**os.environ, "DATABASE_URL": database_url()}, capture_output=True, text=True, check=True
    )
    return float(done.stdout)
