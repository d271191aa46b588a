"""What a rule is, and how it is run."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise

from .layout import File
from .problems import MOST_KEPT, Problems
from .sources import Source


@dataclass(frozen=True)
class Rule:
    """``sql`` selects ``at`` (and maybe ``detail``, for the message's ``{detail}``) of the rows at fault."""

    file: File
    column: str
    message: str | Promise
    sql: str


def where(file: File, column: str, condition: str, message: str | Promise) -> Rule:
    """Return the rule that no readable row of ``file`` (as ``s``) meets ``condition``."""
    return Rule(file, column, message, f"SELECT s.at FROM {file.staged} s WHERE NOT s.bad AND ({condition})")  # noqa: S608


def run(cursor, rule: Rule, source: Source, problems: Problems) -> None:
    """Note the rows that break ``rule``: the first ones and the number of all."""
    cursor.execute(
        f"SELECT q.*, count(*) OVER () FROM ({rule.sql}) q ORDER BY q.at LIMIT {MOST_KEPT}"  # noqa: S608
    )
    rows = cursor.fetchall()
    if not rows:
        return
    total = rows[0][-1]
    if len(rows[0]) == 2:
        problems.add(source, rule.column, [row[0] for row in rows], rule.message, total)
        return
    for at, detail, _total in rows:
        problems.add(source, rule.column, [at], str(rule.message).format(detail=detail))
    problems.total += total - len(rows)
