"""Reports as CSV: UTF-8, comma, one row a figure, for programs that read on.

Shares are unrounded with a decimal point. ``status`` is ``shown``, ``suppressed`` (then count and share are
empty) or ``empty`` (a share of nobody, or a number that does not exist). The columns of each kind are in
``tables``; keys are the contract's, labels are in the reader's language.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

from .tables import Cell, Share, data_table

#: A spreadsheet takes a text that starts so for a formula.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def as_csv(report: Any, kind: str) -> bytes:
    """Return the figures of the report as a long table."""
    return all_as_csv([report], kind)


def all_as_csv(reports: Sequence[Any], kind: str) -> bytes:
    """Return the figures of several reports of a kind as one long table."""
    tables = [data_table(report, kind) for report in reports]
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(tables[0].columns)
    for table in tables:
        writer.writerows([_text(cell) for cell in row] for row in table.rows)
    return file.getvalue().encode()


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Share):
        return repr(cell.value)
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, str) and cell.startswith(_FORMULA_STARTS):
        return "'" + cell
    return str(cell)
