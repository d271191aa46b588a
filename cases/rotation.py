"""Closing every stored CPR number anew with the newest keys."""

from __future__ import annotations

from collections.abc import Iterator

import pgtrigger
from django.db import connection, transaction

from .cpr import decrypt, encrypt, hashes, newest_key_name
from .importing.staging import copy_lines

BATCH = 5_000
#: The table, its key, and whether its rows are history.
TABLES = (("cases_citizen", "id"), ("cases_citizenevent", "pgh_id"))
NOT_NEWEST = """
    SELECT {key}, cpr_encrypted, cpr_hash FROM {table}
    WHERE {key} > %s ORDER BY {key} LIMIT %s FOR UPDATE
"""
REWRITE = """
    UPDATE {table} t SET cpr_encrypted = r.cpr_encrypted, cpr_hash = r.cpr_hash
    FROM rotated r WHERE r.key = t.{key}
"""


@transaction.atomic
def rotate() -> dict[str, int]:
    """Encrypt and hash every stored CPR number with the newest keys; return how many rows of each table.

    Former versions of a citizen (``cases_citizenevent``) are rewritten too: otherwise the old keys could
    never be thrown away, and after a leaked key the numbers would still lie there under it. History is
    append-only because nobody may change what was recorded; the recorded number stays the same here,
    only its envelope is new. For the same reason a rotation adds no versions of its own. Both triggers
    are set aside for these statements alone. What is closed with the newest keys already is left, so a
    second run does nothing; a row that no key opens stops the whole rotation with ``UnreadableCprError``.
    """
    with (
        connection.cursor() as cursor,
        pgtrigger.ignore("cases.Citizen:changed_update", "cases.CitizenEvent:append_only"),
    ):
        cursor.execute("DROP TABLE IF EXISTS pg_temp.rotated")
        cursor.execute("CREATE TEMP TABLE rotated (key bigint, cpr_encrypted bytea, cpr_hash bytea) ON COMMIT DROP")
        return {table: _rotate_table(cursor, table, key) for table, key in TABLES}


def _rotate_table(cursor, table: str, key: str) -> int:
    rotated, last = 0, 0
    while True:
        cursor.execute(NOT_NEWEST.format(table=table, key=key), [last, BATCH])
        rows = cursor.fetchall()
        if not rows:
            return rotated
        last = rows[-1][0]
        copy_lines(cursor, "rotated", _renewed(rows))
        cursor.execute(REWRITE.format(table=table, key=key))
        rotated += cursor.rowcount
        cursor.execute("TRUNCATE rotated")


def _renewed(rows: list[tuple]) -> Iterator[str]:
    """Yield a COPY line for every row that is not closed with both newest keys."""
    newest = newest_key_name()
    for key, closed, hashed in rows:
        digits = decrypt(bytes(closed))
        renewed = hashes(digits)[0]
        if not bytes(closed).startswith(newest) or bytes(hashed) != renewed:
            yield f"{key}\t\\\\x{encrypt(digits).hex()}\t\\\\x{renewed.hex()}"
