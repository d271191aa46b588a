"""From a source's rows to a filled staging table: header, number of fields, cells, in pieces of bounded size."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from .checking import Checker, Readers
from .problems import WHOLE, Problems
from .sources import Source
from .staging import Beside, analyze, copy_text
from .unreadable import UnreadableError

Rows = list[list[str]]
Numbers = Sequence[int]
HEADER_WORD = re.compile(r"[a-zæøå_ ]{1,40}", re.IGNORECASE)


class Reading:
    """Reads sources one after the other into the staging tables and remembers what was wrong."""

    def __init__(self, cursor, beside: Beside, readers: Readers, errors: Problems, warnings: Problems):
        self.cursor = cursor
        self.beside = beside
        self.readers = readers
        self.errors = errors
        self.warnings = warnings
        self.broken = False  # whether a file could not be read to its end, so that rules cannot judge the set

    def stage(self, source: Source) -> int:
        """Check the cells of ``source`` and stage its rows; return how many there are."""
        checker, header, staged = Checker(source, self.readers, self.errors, self.warnings), None, 0
        try:
            for start, rows in source.pieces(lambda message: self.warnings.add(source, WHOLE, [1], message)):
                numbers, rows = _filled(start, rows)
                if header is None and rows:
                    header = self._header(source, numbers[0], rows[0])
                    numbers, rows = numbers[1:], rows[1:]
                numbers, rows = self._fitting(source, header, numbers, rows)
                if rows:
                    text = "\n".join(checker.lines(header, numbers, rows))
                    self.beside.do(copy_text, self.cursor, source.file.staged, text)
                    staged += len(rows)
            if header is None:
                self._header(source, 1, [])
        except UnreadableError as error:
            self.broken = True
            self.errors.add(source, WHOLE, [error.row], error.message)
        self.beside.do(analyze, self.cursor, source.file)
        return staged

    def _header(self, source: Source, number: int, fields: list[str]) -> list[str]:
        """Return the names of the columns, '' for one without a name. Raises when they cannot be used."""
        names = [field.strip().lower() for field in fields]
        known, required = source.file.names, source.file.required
        if not set(names) & set(known):
            message = _("Overskriften mangler. Første række skal have kolonnerne {names}.")
            raise UnreadableError(message.format(names=", ".join(known)), number)
        before = self.errors.total
        for name in dict.fromkeys(names):
            if name and name not in known:
                message = _("Ukendt kolonne. Fjern den, eller ret navnet til en af: {names}.")
                shown = name if HEADER_WORD.fullmatch(name) else str(names.index(name) + 1)
                self.errors.add(source, shown, [number], message.format(names=", ".join(known)))
            elif name and names.count(name) > 1:
                self.errors.add(source, name, [number], _("Kolonnen er der to gange. Fjern den ene."))
        for name in required:
            if name not in names:
                self.errors.add(source, name, [number], _("Kolonnen mangler. Den skal være der."))
        self.broken |= self.errors.total > before
        return [*names] if self.errors.total == before else self._readable(names, known)

    @staticmethod
    def _readable(names: list[str], known: list[str]) -> list[str]:
        """Keep each known column's first place, so that the cells under them are checked all the same."""
        return [name if name in known and name not in names[:i] else f"?{i}" for i, name in enumerate(names)]

    def _fitting(self, source: Source, header: list[str] | None, numbers: Numbers, rows: Rows) -> tuple[Numbers, Rows]:
        """Keep the rows with as many cells as the header; note the others, and cells under no name."""
        width = len(header or ())
        if any(length != width for length in set(map(len, rows))):
            fitted = [self._fitted(source, width, *numbered) for numbered in zip(numbers, rows, strict=True)]
            numbers = [number for number, row in zip(numbers, fitted, strict=True) if row is not None]
            rows = [row for row in fitted if row is not None]
        for index in (index for index, name in enumerate(header or ()) if not name):
            message = _("Feltet står i en kolonne uden navn. Giv kolonnen et navn, eller tøm den.")
            filled = [number for number, row in zip(numbers, rows, strict=True) if row[index].strip()]
            self.errors.add(source, str(index + 1), filled, message)
        return numbers, rows

    def _fitted(self, source: Source, width: int, number: int, fields: list[str]) -> list[str] | None:
        """Return the row without surplus empty cells at its end, or None when it does not fit the header."""
        if len(fields) == width or (len(fields) > width and not any(fields[width:])):
            return fields[:width]
        message = _("Rækken har {n} felter, men overskriften har {width}. Kontrollér kommaer og anførselstegn.")
        self.broken = True  # the row may be the one that another row refers to
        self.errors.add(source, WHOLE, [number], message.format(n=len(fields), width=width))
        return None


def _filled(start: int, rows: Rows) -> tuple[Numbers, Rows]:
    """Return the rows that are not empty, with their numbers."""
    if all(row and row[0] for row in rows):
        return range(start, start + len(rows)), rows
    filled = [(number, row) for number, row in enumerate(rows, start) if any(row)]
    return [number for number, _row in filled], [row for _number, row in filled]
