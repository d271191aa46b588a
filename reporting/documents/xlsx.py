"""Reports as workbooks for people: real numbers with number formats, and no cell that a spreadsheet would run."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from .table_definitions import definition_sheet
from .tables import Cell, Share, Sheet, sheets

_WIDEST = 70
_SAFE = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_FORMATS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 14},
    "name": {"font_color": "#57606a"},
    "heading": {"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom"},
    "number_heading": {"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom", "align": "right"},
    "text": {"valign": "top"},
    "long_text": {"valign": "top", "text_wrap": True},
    "count": {"num_format": "#,##0", "valign": "top"},
    "mean": {"num_format": "#,##0.0", "valign": "top"},
    "share": {"num_format": "0%", "valign": "top"},
    "exact_share": {"num_format": "0.00%", "valign": "top"},
    "almost_all": {"num_format": "0.00####%", "valign": "top"},
    "mark": {"align": "right", "valign": "top"},
    "day": {"num_format": "dd.mm.yyyy", "valign": "top", "align": "left"},
    "note": {"italic": True, "font_color": "#57606a"},
}


def as_xlsx(report: Any, kind: str) -> bytes:
    """Return the workbook. Its only date is the report's own, so the same report gives the same bytes."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, _SAFE) as book:
        tables = sheets(report, kind)
        tables.append(definition_sheet(report, kind, tables[0]))
        book.set_properties({"title": tables[0].title, "author": "Flere skal med", "created": _own_date(report)})
        formats = {name: book.add_format({"font_name": "Calibri", **look}) for name, look in _FORMATS.items()}
        for table in tables:
            _write(book, table, formats)
    return file.getvalue()


def _own_date(report: Any) -> datetime:
    """Return when the month was closed, or else the day the figures are of."""
    values = report if isinstance(report, Mapping) else {}
    if values.get("closed_at"):
        return datetime.fromisoformat(values["closed_at"]).astimezone(UTC).replace(tzinfo=None, microsecond=0)
    day = date.fromisoformat(values.get("date") or values.get("ended_to") or f"{values.get('month', '2017-08')}-01")
    return datetime(day.year, day.month, day.day)


def _write(book: Workbook, table: Sheet, formats: Mapping[str, Format]) -> None:
    sheet = book.add_worksheet(table.name)
    sheet.write_string(0, 0, table.title, formats["title"])
    line = 1
    for line, (name, value) in enumerate(table.about, start=1):
        sheet.write_string(line, 0, name, formats["name"])
        sheet.write_string(line, 1, value, formats["text"])
    line += 2
    _write_rows(sheet, table, line, formats)
    sheet.freeze_panes(line + 1, 0)
    sheet.repeat_rows(line)
    line += len(table.rows) + 2
    for number, note in enumerate(table.notes):
        sheet.write_string(line + number, 0, note, formats["note"])
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _write_rows(sheet: Worksheet, table: Sheet, line: int, formats: Mapping[str, Format]) -> None:
    for column, heading in enumerate(table.columns):
        cells = [row[column] for row in table.rows]
        is_number = any(isinstance(cell, int | float | Share) for cell in cells)
        sheet.write_string(line, column, heading, formats["number_heading" if is_number else "heading"])
        longest = max([len(heading) if not is_number else 11] + [len(c) for c in cells if isinstance(c, str)])
        sheet.set_column(column, column, min(longest, _WIDEST) + 2)
        for number, cell in enumerate(cells, start=line + 1):
            _write_cell(sheet, number, column, cell, formats, is_number)


def _write_cell(
    sheet: Worksheet, line: int, column: int, cell: Cell, formats: Mapping[str, Format], is_number: bool
) -> None:
    """Write one cell by its own type: text is never read as a formula, and a hidden value is never 0."""
    if cell is None:
        return
    if isinstance(cell, Share):
        look = "almost_all" if cell.rounds_up_to_all else "exact_share"
        sheet.write_number(line, column, cell.value, formats[look if cell.until_all else "share"])
    elif isinstance(cell, date):
        sheet.write_datetime(line, column, datetime(cell.year, cell.month, cell.day), formats["day"])
    elif isinstance(cell, str):
        look = "mark" if is_number else ("long_text" if len(cell) > _WIDEST else "text")
        sheet.write_string(line, column, cell, formats[look])
    else:
        sheet.write_number(line, column, cell, formats["mean" if isinstance(cell, float) else "count"])
