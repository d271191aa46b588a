"""Checking the cells of a piece of a file, column by column, and writing them as COPY lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat

import numpy as np
import pandas as pd
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases.models import Municipality, Programme

from . import cells
from .layout import Column, File
from .people import People
from .problems import Problems
from .sources import Source
from .staging import EMPTY, escaped

MISSING = _("Feltet mangler. Udfyld det.")
Message = str | Promise
NO_WARNING: Callable[[str], Message | None] = lambda value: None  # noqa: E731


@dataclass(frozen=True)
class Readers:
    """How each kind of column is read, with the reference data of the moment."""

    people: People
    programmes: tuple[str, ...]
    municipalities: tuple[str, ...]

    @classmethod
    def now(cls, people: People) -> Readers:
        """Return the readers for the programmes and municipalities that are stored."""
        return cls(
            people,
            tuple(Programme.objects.values_list("pk", flat=True)),
            tuple(Municipality.objects.values_list("pk", flat=True)),
        )

    def reader(self, file: File, column: Column) -> cells.Reader:
        """Return the reader of ``column``."""
        match column.kind:
            case "text":
                return cells.text_reader(file.field(column).max_length)
            case "name":
                return cells.name_reader(file.field(column).max_length)
            case "username":
                return cells.username_reader(file.field(column).max_length)
            case "choice":
                return cells.choice_reader([value for value, _label in file.field(column).choices])
            case "programme":
                return cells.choice_reader(self.programmes)
            case "municipality":
                return cells.choice_reader(
                    self.municipalities, _("Ukendt kommune. Brug den trecifrede kommunekode, f.eks. 851.")
                )
        simple = {
            "cpr": self.people.read,
            "date": cells.read_date,
            "hours": cells.read_hours,
            "yes_no": cells.read_yes_no,
            "cvr": cells.read_cvr,
            "kroner": cells.read_kroner,
        }
        return simple[column.kind]

    def warner(self, column: Column) -> Callable[[str], Message | None]:
        """Return what says whether a value that was read is odd."""
        return {"cpr": self.people.warning, "cvr": cells.cvr_warning}.get(column.kind, NO_WARNING)


class Checker:
    """Checks the cells of one source and notes what is wrong."""

    def __init__(self, source: Source, readers: Readers, errors: Problems, warnings: Problems):
        self.source = source
        self.errors = errors
        self.warnings = warnings
        self.people = readers.people
        self.columns = [
            (column, readers.reader(source.file, column), readers.warner(column)) for column in source.file.columns
        ]

    def lines(self, header: list[str], numbers: Sequence[int], rows: list[list[str]]) -> Iterator[str]:
        """Return the COPY lines of ``rows``, which stand in the file at ``numbers``."""
        cells_by_name = dict(zip(header, zip(*rows, strict=True), strict=True))
        at, bad, values = np.array(numbers), np.zeros(len(rows), dtype=bool), []
        for column, read, warn in self.columns:
            given = cells_by_name.get(column.name)
            if given is None:
                values.append(repeat(EMPTY.get(column.kind, "")))
            else:
                read_values, wrong = self._column(column, read, warn, at, given)
                values.append(read_values)
                bad |= wrong
        return map("\t".join, zip(map(str, numbers), np.where(bad, "t", "f"), *values, strict=False))

    def _column(self, column: Column, read, warn, at, given) -> tuple[np.ndarray, np.ndarray]:
        """Read each distinct cell of a column once; return all its values and which rows are wrong."""
        codes, distinct = pd.factorize(np.array(given, dtype=object))
        empty = EMPTY.get(column.kind, "")
        values, wrong, odd = list(map(self.known(column).get, distinct)), {}, {}
        for index, text in enumerate(distinct):
            if values[index] is not None:
                continue
            values[index], text = empty, text.strip()
            try:
                if text:
                    value = read(text)
                    values[index] = escaped(value)
                    if warning := warn(value):
                        odd[index] = warning
                elif column.required:
                    wrong[index] = MISSING
            except cells.CellError as error:
                wrong[index] = error.message
        self._note(self.errors, column, at, codes, wrong)
        self._note(self.warnings, column, at, *_first_only(codes, odd))
        return np.array(values, dtype=object)[codes], np.isin(codes, list(wrong)) if wrong else np.zeros(
            len(codes), dtype=bool
        )

    def known(self, column: Column) -> dict[str, str]:
        """Return the texts that were read before: most files name the same people."""
        return self.people.known if column.kind == "cpr" else {}

    def _note(self, problems: Problems, column: Column, at, codes, messages: dict[int, Message]) -> None:
        """Note a message at every row whose code has one; rows with the same message together."""
        kinds: dict[str, int] = {}
        kind_of_code = np.zeros(codes.max(initial=0) + 1, dtype=np.int32)
        for code, message in messages.items():
            kind_of_code[code] = kinds.setdefault(str(message), len(kinds) + 1)
        kind_of_row = kind_of_code[codes]
        for message, kind in kinds.items():
            problems.add(self.source, column.name, at[kind_of_row == kind].tolist(), message)


def _first_only(codes, messages: dict[int, Message]):
    """Keep of each code its first row: an odd number is worth one warning."""
    if not messages:
        return codes[:0], messages
    kept = np.zeros(len(codes), dtype=np.int64)
    found, first = np.unique(codes, return_index=True)
    renumbered = {}
    for code, index in zip(found.tolist(), first.tolist(), strict=True):
        if code in messages:
            kept[index] = len(renumbered) + 1
            renumbered[len(renumbered) + 1] = messages[code]
    return kept, renumbered
