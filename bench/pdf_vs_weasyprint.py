"""How long a release's PDFs take, beside bare WeasyPrint printing the same pages on the same number of workers.

Ours finds each report, hides, draws, prints and stores, as a worker does for the published PDFs of a whole month; bare
WeasyPrint is given the finished pages. Both run in processes that are warm, one after the other.
"""

from __future__ import annotations

import multiprocessing
import os
import tempfile
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from typing import Any

from reporting.closing import close_month
from reporting.documents.pdf import monthly_html
from reporting.models import MonthClose
from reporting.months import Month
from reporting.release import plan_files
from reporting.reports import all_monthly_reports

from . import country
from .database import database_url
from .pdf_workers import bare, ours, set_up

#: A month that no other measure closes.
MONTH = Month(2019, 5)
WORKERS = os.cpu_count() or 1
#: Enough to tell; the whole country's take minutes.
MOST = 30


def measure(workers: int = WORKERS, most: int = MOST) -> dict[str, float]:
    """Load the country, close a month, print it both ways, and return the ratio."""
    country.load()
    close = close_month(MONTH)
    pages = pages_of(close)[:most]
    with tempfile.TemporaryDirectory(prefix="bench-pdf-") as folder:
        numbers = plan_files(close)[:most]
        environment = {"DATABASE_URL": database_url(), "FLERESKALMED_DATA": folder}
        with pool(workers, environment) as printers:
            in_turn(printers, bare, pages[:workers])  # fonts, libraries and connections
            in_turn(printers, ours, numbers[:workers])
            theirs = in_turn(printers, bare, pages[workers:])
            own = in_turn(printers, ours, numbers[workers:])
    return {"pdf_vs_weasyprint": round(own / theirs, 2), "pdf_seconds": round(own, 1), "pdfs": len(numbers) - workers}


def pages_of(close: MonthClose) -> list[str]:
    """Return the pages of the country and every municipality with members, in the order of the planned files."""
    reports = all_monthly_reports(
        close.of_month, programme=close.programme_id, version=close.version, audience="published"
    )
    by_place = {report["municipality"]: report for report in reports}
    plan_files(close)
    planned = close.files.order_by("municipality_id").values_list("municipality_id", flat=True)
    return [monthly_html(by_place[code]) for code in planned]


def pool(workers: int, environment: dict[str, str]) -> ProcessPoolExecutor:
    """Return processes that are set up as a worker is, on the database of this measure."""
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=set_up, initargs=(environment,))


def in_turn(printers: ProcessPoolExecutor, work: Callable[[Any], None], items: Iterable[Any]) -> float:
    """Return the seconds until every item is done."""
    start = time.perf_counter()
    list(printers.map(work, items))
    return time.perf_counter() - start
