"""Reading a workbook (.xlsx): every cell becomes the text that a CSV file would hold."""

from __future__ import annotations

import math
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pandas as pd
from django.utils.translation import gettext_lazy as _

from .unreadable import UnreadableError

#: An unpacked workbook may be so large; a sheet of 150,000 rows is about 40 MB.
MOST_UNPACKED = 250 * 1024 * 1024
NOT_A_WORKBOOK = _("Filen er ikke en læsbar .xlsx-projektmappe. Angiv en mappe med CSV-filer eller en .xlsx-fil.")


def open_workbook(path: Path) -> pd.ExcelFile:
    """Open the workbook at ``path``. Raises ``UnreadableError`` when it is none, or far too large."""
    if not path.exists():
        raise UnreadableError(_("Filen eller mappen findes ikke. Kontrollér stien."))
    if path.suffix.lower() != ".xlsx":
        raise UnreadableError(NOT_A_WORKBOOK)
    try:
        with zipfile.ZipFile(path) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED:
                raise UnreadableError(_("Projektmappen er for stor. Brug CSV-filer i stedet."))
        return pd.ExcelFile(path, engine="calamine")
    except UnreadableError:
        raise
    except Exception as error:  # the reader raises its own kinds, one of them a bare panic
        raise UnreadableError(NOT_A_WORKBOOK) from error


def pieces(book: pd.ExcelFile, sheet: str) -> Iterator[tuple[int, list[list[str]]]]:
    """Yield the rows of a sheet as one piece that begins with row 1."""
    try:
        frame = pd.read_excel(book, sheet_name=sheet, header=None, dtype=object, na_filter=False)
    except Exception as error:
        raise UnreadableError(_("Arket kan ikke læses. Åbn projektmappen i et regneark, og gem den igen.")) from error
    columns = [[cell_text(value) for value in frame[name].tolist()] for name in frame.columns]
    yield 1, [list(cells) for cells in zip(*columns, strict=True)]


def cell_text(value: Any) -> str:
    """Return the text of a cell: whole numbers without a point, dates as ISO, yes and no for truth values."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return "" if math.isnan(value) else str(int(value)) if value.is_integer() else repr(value)
    if value is None or value is pd.NaT:
        return ""
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
