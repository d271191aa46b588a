"""How much longer an import takes than a bare COPY of the same rows, and how much memory it needs.

The bare COPY puts each file, as it is, into a plain table (no key, index, rule or trigger) with the
columns' own types, and commits. Both read the same files in the same run; each keeps its best of three.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from django.db import connection, transaction

from cases.importing import load
from cases.importing.layout import BY_NAME
from cases.importing.staging import TYPES

from . import people

CITIZENS = 24_000
TIMES = 3
EMPTY_AGAIN = """
    TRUNCATE cases_citizen, cases_membership, cases_benefitchange, cases_contact, cases_facilitator, cases_offer,
    cases_company, cases_plan, visitation_visitation, visitation_rehabilitationcase, cases_grant, cases_unit,
    accounts_user CASCADE
"""


def measure(citizens: int = CITIZENS, times: int = TIMES) -> dict[str, float]:
    """Return the ratio of the times, and the peak of an import in a process of its own in MB."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = people.write(folder, citizens)
        bare = min(_bare_copy(folder) for _ in range(times))
        loaded = min(_import(folder, rows) for _ in range(times))
        _empty()
        return {"import_vs_copy": round(loaded / bare, 2), "import_peak_mb": _peak_mb(folder)}


def _bare_copy(folder: Path) -> float:
    """Return the seconds of a COPY of every file into a fresh plain table."""
    with connection.cursor() as cursor:
        for name in people.FILES:
            types = {**TYPES, "cpr": "text"}
            columns = ", ".join(f'"{c.name}" {types.get(c.kind, "text")}' for c in BY_NAME[name].columns)
            cursor.execute(f"DROP TABLE IF EXISTS bare_{name}; CREATE TABLE bare_{name} ({columns})")
        start = time.perf_counter()
        with transaction.atomic():
            for name in people.FILES:
                with (folder / f"{name}.csv").open(encoding="utf-8") as file:
                    cursor.copy_expert(f"COPY bare_{name} FROM STDIN (FORMAT csv, HEADER)", file)
        seconds = time.perf_counter() - start
        cursor.execute("; ".join(f"DROP TABLE bare_{name}" for name in people.FILES))
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
        cursor.execute(EMPTY_AGAIN)


def _peak_mb(folder: Path) -> float:
    """Return the peak resident memory of a process that loads ``folder`` into the same database."""
    database = connection.settings_dict
    host = database["OPTIONS"].get("host") or database["HOST"]
    login = f"{database['USER']}:{database['PASSWORD']}"
    url = f"postgresql://{login}@/{database['NAME']}?host={host}&port={database['PORT'] or 5432}"
    script = [sys.executable, "-m", "bench.import_vs_copy", str(folder)]
    done = subprocess.run(script, env={**os.environ, "DATABASE_URL": url}, capture_output=True, text=True, check=True)
    return float(done.stdout)


def main(folder: str) -> None:
    """Load ``folder`` and print the peak of this process's resident memory in MB."""
    load(folder)
    print(round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))


if __name__ == "__main__":
    import django

    django.setup()
    main(sys.argv[1])
