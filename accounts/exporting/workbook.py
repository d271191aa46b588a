"""A table as a workbook: real dates and numbers, and no cell that a spreadsheet would run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from html import unescape
from typing import IO, Any

import xlsxwriter
from django.core.exceptions import BadRequest
from django.db import models
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django_tables2 import Table
from django_tables2.columns import BoundColumn
from django_tables2.rows import BoundRow
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from flereskalmed.clock import today

from ..lists import ListSource, Words

#: What a sheet can hold below its heading.
MOST_ROWS = 1_048_575
#: What a cell can hold.
LONGEST_TEXT = 32_767
#: A spreadsheet knows no date before this year; an older one is written as text.
FIRST_YEAR = 1900
#: How many records are read, and told of, at a time.
CHUNK = 1_000
WIDEST = 60
#: A text beginning so is read as a formula by a spreadsheet that is asked to edit the cell.
RISKY = ("=", "+", "-", "@", "\t", "\r")
_SAFE = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_LOOKS: dict[str, dict[str, Any]] = {
    "heading": {"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom"},
    "title": {"bold": True, "font_size": 14},
    "label": {"font_color": "#57606a", "valign": "top"},
    "text": {"valign": "top"},
    "quoted": {"valign": "top", "quote_prefix": True},
    "number": {"valign": "top"},
    "date": {"num_format": "dd.mm.yyyy", "align": "left", "valign": "top"},
    "time": {"num_format": "dd.mm.yyyy hh:mm:ss", "align": "left", "valign": "top"},
}


class TooLongError(BadRequest):
    """The list has more rows than a sheet can hold."""


@dataclass(frozen=True)
class About:
    """What the sheet "Om" tells of the list beside its rows."""

    source: ListSource
    words: Words
    by: str
    rows: int


def file_name(source: ListSource) -> str:
    """Return the file's name: the list's and the day, and nothing about anybody."""
    return f"{slugify(source.name)}-{today().isoformat()}.xlsx"


def write_workbook(
    file: IO[bytes], table: Table, about: About, progress: Callable[[int], None] = lambda rows: None
) -> int:
    """Write every row of ``table`` to ``file`` in bounded memory; return how many there were.

    ``progress`` is told the number of rows written every ``CHUNK`` rows.
    """
    if about.rows > MOST_ROWS:
        raise TooLongError(_("Listen har flere rækker, end et regneark kan rumme. Vælg et filter, og prøv igen."))
    with xlsxwriter.Workbook(file, _SAFE) as book:
        title = str(about.source.title)
        book.set_properties({"title": title, "author": "Flere skal med"})
        looks = {name: book.add_format({"font_name": "Calibri", **look}) for name, look in _LOOKS.items()}
        written = _write_rows(book.add_worksheet(_sheet_name(title)), table, looks, progress)
        _write_about(book.add_worksheet(_("Om")), about, written, looks)
    return written


def _sheet_name(title: str) -> str:
    """Return the title as a sheet may be called."""
    return "".join(letter for letter in title if letter not in "[]:*?/\\'")[:31] or "Liste"


def _write_rows(sheet: Worksheet, table: Table, looks: dict[str, Format], progress: Callable[[int], None]) -> int:
    columns = [column for column in table.columns.iterall() if column.visible and not column.column.exclude_from_export]
    widths = [len(str(column.header)) for column in columns]
    for place, column in enumerate(columns):
        sheet.write_string(0, place, str(column.header), looks["heading"])
    sheet.freeze_panes(1, 0)
    line = 0
    for line, row in enumerate(_rows(table), start=1):
        for place, column in enumerate(columns):
            widths[place] = max(widths[place], _write_cell(sheet, line, place, _value(row, column), looks))
        if line % CHUNK == 0:
            progress(line)
    for place, width in enumerate(widths):
        sheet.set_column(place, place, min(width, WIDEST) + 2)
    if columns:
        sheet.autofilter(0, 0, max(line, 1), len(columns) - 1)
    return line


def _rows(table: Table) -> Iterator[BoundRow]:
    """Give the rows one by one; a queryset is read in chunks, so its size does not matter."""
    data: Any = getattr(table.data, "data", table.data)
    records: Iterable[Any] = data.iterator(chunk_size=CHUNK) if isinstance(data, models.QuerySet) else table.data
    return (BoundRow(record, table=table) for record in records)


def _value(row: BoundRow, column: BoundColumn) -> Any:
    """Return a cell's content: a date or number as itself, anything else in the words of the page.

    A column that says a number in words of its own (``render_x``) is text; ``value_x`` overrides both.
    """
    has_words = hasattr(row.table, f"render_{column.name}")
    if hasattr(row.table, f"value_{column.name}") or has_words:
        return row.get_cell_value(column.name)
    try:
        raw = column.accessor.resolve(row.record)
    except (AttributeError, KeyError, TypeError, ValueError):  # tables2 says that the column is empty then
        raw = None
    if isinstance(raw, date | int | float | Decimal) and not isinstance(raw, bool):
        return raw
    return row.get_cell_value(column.name)


def _write_cell(sheet: Worksheet, line: int, place: int, value: Any, looks: dict[str, Format]) -> int:
    """Write one cell by its own type; return how wide it is. What is missing on the page is an empty cell."""
    if isinstance(value, datetime):
        moment = timezone.localtime(value).replace(tzinfo=None) if timezone.is_aware(value) else value
        sheet.write_datetime(line, place, moment.replace(microsecond=0), looks["time"])
        return 19
    if isinstance(value, date) and value.year >= FIRST_YEAR:
        sheet.write_datetime(line, place, value, looks["date"])
        return 10
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        sheet.write_number(line, place, value, looks["number"])
        return len(str(value))
    return _write_text(sheet, line, place, _plain(value), looks)


def _plain(value: Any) -> str:
    """Return what a person reads of a cell: markup is taken off, a sign in plain text is left as it is."""
    if value is None:
        return ""
    return (unescape(strip_tags(value)) if hasattr(value, "__html__") else str(value)).strip()


def _write_text(sheet: Worksheet, line: int, place: int, text: str, looks: dict[str, Format]) -> int:
    if text and text != "–":
        look = "quoted" if text.startswith(RISKY) else "text"
        sheet.write_string(line, place, text[:LONGEST_TEXT], looks[look])
    return len(text)


def _write_about(sheet: Worksheet, about: About, rows: int, looks: dict[str, Format]) -> None:
    """Tell which list it is, what was chosen, when, by whom and how many rows."""
    sheet.write_string(0, 0, str(about.source.title), looks["title"])
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, WIDEST)
    lines: list[tuple[str, Any]] = [
        *about.words,
        (_("Dato"), today()),
        (_("Dannet af"), about.by),
        (_("Antal rækker"), rows),
    ]
    if not about.words:
        lines.insert(0, (_("Filtre"), _("Ingen: hele listen")))
    for line, (label, value) in enumerate(lines, start=2):
        sheet.write_string(line, 0, str(label), looks["label"])
        _write_cell(sheet, line, 1, value, looks)
