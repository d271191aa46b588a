"""Where the rows come from: the files of a folder or the sheets of a workbook, under the contract's names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from . import textfiles, workbooks
from .layout import BY_NAME, FILES, File
from .problems import WHOLE, Problems
from .unreadable import UnreadableError

Pieces = Iterator[tuple[int, list[list[str]]]]


@dataclass(frozen=True)
class Source:
    """A file or sheet: how messages call it, what it holds, and how to read it.

    ``pieces(notice)`` yields the number of a piece's first row, as a spreadsheet counts, and the cells
    of its rows; ``notice`` takes what the reader should be told.
    """

    label: str
    file: File | None
    pieces: Callable[[Callable[[str | Promise], None]], Pieces] | None = None

    def place(self, column: str) -> tuple[int, int]:
        """Return where problems of a column sort: by file, then column; what concerns a whole file first."""
        if self.file is None:
            return len(FILES), 0
        names = self.file.names
        return FILES.index(self.file), names.index(column) + 1 if column in names else 0


def find(path: Path, problems: Problems) -> list[Source]:
    """Return the sources at ``path`` in the order they are loaded; what does not belong is noted."""
    try:
        found = _in_folder(path) if path.is_dir() else _in_workbook(path)
    except UnreadableError as error:
        problems.add(Source(path.name, None), WHOLE, [error.row], error.message)
        return []
    except OSError:
        message = _("Filen eller mappen kan ikke læses. Kontrollér stien og rettighederne.")
        problems.add(Source(path.name, None), WHOLE, [1], message)
        return []
    return _known(found, path, problems)


def _in_folder(path: Path) -> list[Source]:
    """Return the CSV files of a folder; hidden files and other types are left alone."""
    return [
        Source(entry.name, BY_NAME.get(entry.stem.lower()), partial(textfiles.pieces, entry))
        for entry in sorted(path.iterdir())
        if entry.suffix.lower() == ".csv" and not entry.name.startswith(".")
    ]


def _in_workbook(path: Path) -> list[Source]:
    """Return the sheets of a workbook."""
    book = workbooks.open_workbook(path)
    return [
        Source(name, BY_NAME.get(name.strip().lower()), lambda _notice, name=name: workbooks.pieces(book, name))
        for name in book.sheet_names
    ]


def _known(found: list[Source], path: Path, problems: Problems) -> list[Source]:
    """Keep one source of each of the contract's files; note the others."""
    known: dict[str, Source] = {}
    for source in found:
        if source.file is None:
            names = ", ".join(BY_NAME)
            message = _("Ukendt navn. Brug et af: {names}; eller fjern det.").format(names=names)
            problems.add(Source(_shown(source.label), None), WHOLE, [1], message)
        elif source.file.name in known:
            problems.add(source, WHOLE, [1], _("Filen er der to gange. Fjern den ene."))
        else:
            known[source.file.name] = source
    if not found:
        problems.add(Source(path.name, None), WHOLE, [1], _("Der er ingen datafiler, f.eks. citizens.csv."))
    return [known[file.name] for file in FILES if file.name in known]


def _shown(label: str) -> str:
    """Return a file's name for a message, without what may be part of somebody's number."""
    return re.sub("[0-9]{4,}", "#", label)[:60]
