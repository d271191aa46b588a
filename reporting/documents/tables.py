"""Reports as plain tables: what CSV, workbook and the simple PDFs are made of.

``data_table`` is the long table with one row a figure and stable column names; ``sheets`` are the
tables that people read, titled and labelled in their language.
"""

from __future__ import annotations

from typing import Any

from . import table_evidence, table_grants, table_group2, table_instalments, table_monthly, table_offers, table_status
from .table_model import Cell, Share, Sheet, Table

__all__ = ["Cell", "Share", "Sheet", "Table", "data_table", "sheets"]

_KINDS = {
    "monthly": table_monthly,
    "status": table_status,
    "group2": table_group2,
    "offers": table_offers,
    "instalments": table_instalments,
    "evidence": table_evidence,
    "grants": table_grants,
}


def data_table(report: Any, kind: str) -> Table:
    """Return the long table of a report."""
    return _KINDS[kind].data(report)


def sheets(report: Any, kind: str) -> list[Sheet]:
    """Return the tables of a report for people."""
    return _KINDS[kind].sheets(report)
