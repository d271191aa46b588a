"""From a source's rows to a filled staging table: header, number of fields, cells, in pieces of bounded size."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from django.utils.translation import gettext_lazy as _

from .checking import Checker, Readers
from .problems import WHOLE, Problems
from .sources import Records, Source
from .staging import analyze, copy_lines
from .unreadable import UnreadableError

PIECE = 50_000
HEADER_WORD = re.compile(r"[a-zæøå_ ]{1,40}", re.IGNORECASE)


class Reading:
    """Reads sources one after the other into the staging tables and remembers what was wrong."""

    def __init__(self, cursor, readers: Readers, errors: Problems, warnings: Problems):
        self.cursor = cursor
        self.readers = readers
        self.errors = errors
        self.warnings = warnings
        self.broken = False  # whether a file could not be read to its end, so that rules cannot judge the set

    def stage(self, source: Source) -> int:
        """Check the cells of ``source`` and stage its rows; return how many there are."""
        records = source.records(lambda message: self.warnings.add(source, WHOLE, [1], message))
        staged = 0
        try:
            header = self._header(source, records)
            checker = Checker(source, self.readers, self.errors, self.warnings)
            for numbers, rows in self._pieces(source, header, records):
                copy_lines(self.cursor, source.file.staged, checker.lines(header, numbers, rows))
                staged += len(rows)
        except UnreadableError as error:
            self.broken = True
            self.errors.add(source, WHOLE, [error.row], error.message)
        analyze(self.cursor, source.file)
        return staged

    def _header(self, source: Source, records: Records) -> list[str]:
        """Return the names of the columns, '' for one without a name. Raises when they cannot be used."""
        number, fields = next(((n, f) for n, f in records if any(f)), (1, []))
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

    def _pieces(self, source: Source, header: list[str], records: Records) -> Iterator[tuple[list[int], list]]:
        """Yield the rows in pieces, each with as many cells as the header; note the rows that have not."""
        nameless = [index for index, name in enumerate(header) if not name]
        records = ((number, fields) for number, fields in records if any(fields))
        while piece := list(islice(records, PIECE)):
            fitting = [(n, f if len(f) == len(header) else self._fitted(source, header, n, f)) for n, f in piece]
            kept = [(number, fields) for number, fields in fitting if fields is not None]
            for index in nameless:
                message = _("Feltet står i en kolonne uden navn. Giv kolonnen et navn, eller tøm den.")
                self.errors.add(source, str(index + 1), [n for n, fields in kept if fields[index].strip()], message)
            if kept:
                numbers, rows = zip(*kept, strict=True)
                yield list(numbers), list(rows)

    def _fitted(self, source: Source, header: list[str], number: int, fields: list[str]) -> list[str] | None:
        """Return the row without surplus empty cells at its end, or None when it does not fit the header."""
        width = len(header)
        if len(fields) > width and not any(fields[width:]):
            return fields[:width]
        message = _("Rækken har {n} felter, men overskriften har {width}. Kontrollér kommaer og anførselstegn.")
        self.broken = True  # the row may be the one that another row refers to
        self.errors.add(source, WHOLE, [number], message.format(n=len(fields), width=width))
        return None
