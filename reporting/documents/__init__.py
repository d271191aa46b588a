"""Reports as files. Every format starts from the same report object and counts nothing itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils import translation

from ..errors import ReportError
from .csv import as_csv
from .json import as_json
from .pdf import as_pdf
from .xlsx import as_xlsx

KINDS = ("monthly", "status", "group2", "offers", "instalments", "evidence")
FORMATS = ("json", "csv", "xlsx", "pdf")
CONTENT_TYPES = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}
_WRITERS: dict[str, Callable[[Any, str], bytes]] = {
    "json": as_json,
    "csv": as_csv,
    "xlsx": as_xlsx,
    "pdf": as_pdf,
}


class UnknownDocumentError(ReportError):
    """There is no such kind of report, or it has no such format."""


def render(report: Any, kind: str, format: str, language: str = "da") -> bytes:
    """Return a report of ``kind`` as a file of ``format``, its words in ``language``.

    The same report gives the same bytes. Raises ``UnknownDocumentError``.
    """
    if kind not in KINDS or format not in FORMATS:
        raise UnknownDocumentError(f"{kind!r}, {format!r}")
    with translation.override(language):
        return _WRITERS[format](report, kind)
