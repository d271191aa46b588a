"""A first load is checked as a whole instead of row by row.

A foreign key costs a look-up for every row, and an index a search for its place, which is most of the
time of a large load. PostgreSQL's manual ("Populating a Database") says what to do: remove both, load,
and add them again, when one join checks all rows, and one sort that each stands once. Primary keys stay,
and what other keys lead to. It is done inside the import's transaction, so that nobody sees a table
without its rules and a failure leaves them; others wait meanwhile for the tables, so only a load that is
larger than what is stored does it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from .layout import FILES

#: Below this many rows the look-ups cost less than the change of the tables.
WORTH_IT = 20_000
#: Keys, what stands once and what may not overlap; in an order in which they can be dropped.
CONSTRAINTS = """
    SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname),
        format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', conrelid::regclass, conname, pg_get_constraintdef(oid))
    FROM pg_constraint c WHERE contype IN ('f', 'u', 'x') AND conrelid = ANY(%s::regclass[])
        AND (contype = 'f' OR NOT EXISTS (
            SELECT 1 FROM pg_constraint f WHERE f.contype = 'f' AND f.conindid = c.conindid
        ))
    ORDER BY contype, conrelid, conname
"""
PLAIN_INDEXES = """
    SELECT format('DROP INDEX %%s', indexrelid::regclass), pg_get_indexdef(indexrelid)
    FROM pg_index WHERE indrelid = ANY(%s::regclass[]) AND NOT indisunique AND NOT indisexclusion
    ORDER BY indexrelid
"""


def outnumber(cursor, rows: int) -> bool:
    """Tell whether ``rows`` are more than what is stored."""
    stored = " UNION ALL ".join(f"(SELECT 1 FROM {file.table} LIMIT %(rows)s)" for file in FILES)  # noqa: S608
    cursor.execute(f"SELECT count(*) FROM ({stored}) stored", {"rows": rows})  # noqa: S608
    return cursor.fetchone()[0] < rows


@contextmanager
def keys_checked_at_the_end(cursor, rows: int) -> Iterator[None]:
    """Check the keys and constraints of what is stored inside all at once, where ``rows`` make that worth it.

    Raises ``django.db.IntegrityError`` at the end when a key leads nowhere or something stands twice. The planner
    knows afterwards how many rows a first load left: an index that is made anew counts them, else they are counted.
    """
    first = outnumber(cursor, rows)
    if not first or rows < WORTH_IT:
        yield
        if first:
            cursor.execute(f"ANALYZE {', '.join(file.table for file in FILES)}")
        return
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with checks outstanding cannot be altered
    cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    parts: list[tuple[str, str]] = []
    for query in (CONSTRAINTS, PLAIN_INDEXES):
        cursor.execute(query, [[file.table for file in FILES]])
        parts += cursor.fetchall()
    for drop, _add in parts:
        cursor.execute(drop)
    yield
    for _drop, add in reversed(parts):
        cursor.execute(add)
