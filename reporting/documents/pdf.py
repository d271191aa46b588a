"""Reports as tagged PDFs. The same report gives the same bytes, on any day and in any process."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils.formats import number_format
from django.utils.translation import get_language, gettext

from flereskalmed.pdf import print_html

from .. import numbers
from ..charts import Chart, waiting_chart
from ..definitions import definitions_of, figures_in
from . import words
from .blocks import blocks
from .table_definitions import choices_made, definition_notes
from .tables import Cell, Share, Sheet, sheets

_CSS = Path(__file__).with_name("pdf.css")


def as_pdf(report: Any, kind: str) -> bytes:
    """Return the PDF (PDF/UA-1) of a report in the active language."""
    return print_html(monthly_html(report) if kind == "monthly" else tables_html(report, kind), _CSS)


def monthly_html(report: Mapping[str, Any]) -> str:
    """Return the page that becomes the PDF; tests read it, too."""
    place, month = words.place(report["municipality"]), words.month_name(report["month"])
    closed = words.closed_at(report)
    programme = words.programme_name(report["programme"])
    values = {"programme": programme, "place": place, "month": month}
    title = gettext("%(programme)s: månedsrapport for %(place)s, %(month)s") % values
    parts = blocks(report)
    context = {
        "language": get_language() or "da",
        "title": title,
        "description": ", ".join(part.title for part in parts),
        "running": f"{programme} · {place} · {month}",
        **values,
        "version": words.version_text(report),
        "created": closed.isoformat(timespec="seconds") if closed else "",
        "preliminary": words.PRELIMINARY if report.get("preliminary") else "",
        "discretion": words.disclosure_note(report),
        "release_note": words.release_note(report),
        "not_comparable": words.NOT_COMPARABLE,
        "rounding": words.ROUNDING,
        "since": sorted({meaning.since for meaning in definitions_of("monthly", figures_in(report))}),
        "choices": choices_made(report),
        "blocks": parts,
    }
    return render_to_string("reporting/pdf/monthly.html", context)


def tables_html(report: Any, kind: str) -> str:
    """Return a report without figures of its own as a page with its tables."""
    tables = sheets(report, kind)
    context = {
        "language": get_language() or "da",
        "title": tables[0].title,
        "tables": [_printed(t) for t in tables],
        "definitions": definition_notes(kind, report),
        "chart": waiting_chart_of(report) if kind == "group2" else None,
    }
    return render_to_string("reporting/pdf/tables.html", context)


def waiting_chart_of(report: Mapping[str, Any]) -> Chart:
    """Return the figure of a group 2 report: the jobcentres, those with most waiting too long first."""
    lines = sorted(report["by_municipality"], key=lambda line: -(line["over_9_months"]["share"] or 0))
    return waiting_chart(lines, words.places([line["municipality"] for line in lines]))


def _printed(table: Sheet) -> dict[str, Any]:
    """Return a table with every cell as finished text, and which columns hold numbers."""
    is_number = [
        any(isinstance(row[column], int | float | Share) for row in table.rows) for column in range(len(table.columns))
    ]
    return {
        "name": table.name,
        "about": table.about,
        "columns": list(zip(table.columns, is_number, strict=True)),
        "rows": [list(zip(map(_cell_text, row), is_number, strict=True)) for row in table.rows],
        "notes": table.notes,
    }


def _cell_text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Share):
        return cell.text
    if isinstance(cell, float):
        return number_format(cell, 1)
    return numbers.whole(cell) if isinstance(cell, int) else cell
