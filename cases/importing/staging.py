"""Temporary tables that hold the rows of a set while it is checked, filled by COPY."""

from __future__ import annotations

import io
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from .layout import FILES, File

#: So many characters are handed to the database at a time.
CHUNK = 1 << 20
#: So many pieces may wait for the database while the next is read.
MOST_WAITING = 2
#: How COPY's text format writes an empty value.
NULL = r"\N"

TYPES = {
    "cpr": "integer",
    "date": "date",
    "hours": "numeric(4, 2)",
    "yes_no": "boolean",
    "kroner": "bigint",
}
#: What an empty cell becomes; every other kind is text, where empty is ''.
EMPTY = dict.fromkeys(TYPES, NULL)
#: An offer's company is found by these.
COMPANY = ("company", "cvr")
TABLES = ("import_hashes", "import_people", "import_closed", "import_death", *(file.staged for file in FILES))


def staged_name(name: str) -> str:
    """Return the quoted column of a staging table for a file's column (a person's number for the CPR)."""
    return '"person"' if name == "cpr" else f'"{name}"'


def create_tables(cursor) -> None:
    """Create an empty staging table for every file, in place of an earlier import's in this transaction.

    ``at`` is the row in the file; ``bad`` marks a row with an unreadable cell, so that rules about
    the whole row do not complain once more.
    """
    for table in TABLES:
        cursor.execute(f"DROP TABLE IF EXISTS pg_temp.{table}")
    for file in FILES:
        columns = ", ".join(f"{staged_name(c.name)} {TYPES.get(c.kind, 'text')}" for c in file.columns)
        cursor.execute(f"CREATE TEMP TABLE {file.staged} (at integer, bad boolean, {columns}) ON COMMIT DROP")


def escaped(text: str) -> str:
    """Return text as COPY's text format writes it."""
    if "\\" in text or "\n" in text or "\t" in text or "\r" in text:
        text = text.replace("\\", r"\\").replace("\n", r"\n").replace("\t", r"\t").replace("\r", r"\r")
    return text


def copy_lines(cursor, table: str, lines: Iterable[str]) -> None:
    """COPY lines of COPY's text format into ``table``."""
    copy_text(cursor, table, "\n".join(lines))


def copy_text(cursor, table: str, text: str) -> None:
    """COPY text in COPY's text format, its last line unended, into ``table``."""
    if text:
        cursor.copy_expert(f"COPY {table} FROM STDIN", io.StringIO(text + "\n"), size=CHUNK)


class Beside:
    """The database's work beside the reading: in order, one thing at a time, and never far behind.

    While it lasts nothing else may use the connection. What fails there is raised by the next ``do``, or at the end.
    """

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1)
        self._waiting: deque[Future] = deque()

    def do(self, work: Callable[..., None], *arguments: Any) -> None:
        """Have ``work`` done; wait while two are outstanding, so that no more than a few pieces are in memory."""
        while len(self._waiting) >= MOST_WAITING:
            self._waiting.popleft().result()
        self._waiting.append(self._thread.submit(work, *arguments))

    def __enter__(self) -> Beside:
        return self

    def __exit__(self, failed: type[BaseException] | None, *_more: object) -> None:
        self._thread.shutdown(cancel_futures=failed is not None)
        if failed is None:
            for each in self._waiting:
                each.result()


def analyze(cursor, file: File) -> None:
    """Let the planner know the size of a filled staging table and how the columns it is joined by are spread."""
    joined = {staged_name(name) for name in file.names if name in {*file.key, "cpr", *COMPANY}}
    cursor.execute(f"ANALYZE {file.staged} (at, {', '.join(sorted(joined))})")
