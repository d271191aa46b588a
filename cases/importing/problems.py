"""What is wrong with a set of files: where, what, and what to do. Never a stored or read value."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from django.utils.functional import Promise
from django.utils.translation import gettext as _

#: At most so many problems are kept and printed; the rest are only counted.
MOST_KEPT = 1000
#: The column of a problem that concerns a whole row or file.
WHOLE = "*"


@dataclass(frozen=True)
class Problem:
    """One problem: the file or sheet, the row as a spreadsheet counts it (header = 1), the column."""

    file: str
    row: int
    column: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.row}:{self.column}: {self.message}"


@dataclass
class Problems:
    """The first ``MOST_KEPT`` problems in the order of files, rows and columns, and the number of all."""

    total: int = 0
    _kept: list[tuple[tuple[int, int, int], str, str, str | Promise]] = field(default_factory=list)

    def add(self, source, column: str, rows: Iterable[int], message: str | Promise, total: int | None = None):
        """Note ``message`` at ``column`` of each of ``rows`` (ascending), or ``total`` when that is more."""
        rows = list(rows)
        self.total += len(rows) if total is None else total
        file, position = source.place(column)
        self._kept += (((file, row, position), source.label, column, message) for row in islice(rows, MOST_KEPT))
        if len(self._kept) > 20 * MOST_KEPT:
            self._prune()

    def _prune(self) -> None:
        self._kept.sort(key=lambda kept: kept[0])
        del self._kept[MOST_KEPT:]

    def listed(self) -> list[Problem]:
        """Return the kept problems in order, with their messages in the current language."""
        self._prune()
        return [Problem(label, key[1], column, str(message)) for key, label, column, message in self._kept]


class ImportRefused(Exception):
    """Nothing was stored. ``errors`` are the first of ``total`` problems; ``warnings`` as in the result."""

    def __init__(self, errors: list[Problem], total: int, warnings: list[Problem] | None = None):
        super().__init__(_("%(total)d fejl; intet er gemt.") % {"total": total})
        self.errors = errors
        self.total = total
        self.warnings = warnings or []
