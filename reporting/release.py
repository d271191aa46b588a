"""The stored PDFs of a closed month: asking for them, rendering each, progress, and the ZIP of all.

The rows of ``ReportFile`` are the plan and the progress at once. Asking again, a retry or a killed worker
renders what is not done and nothing twice.
"""

from __future__ import annotations

import hashlib
import io
import logging
import zipfile
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.text import slugify

from .documents import render
from .indicators import members_of
from .models import MonthClose, ReportFile
from .quarterly import GROUP_2, OFFERS, quarterly_kinds, quarterly_report
from .reports import monthly_report

logger = logging.getLogger(__name__)

State = ReportFile.State
MONTHLY = "monthly"
#: What the quarterly reports are called in a file's name.
_NAMES = {GROUP_2: "gruppe-2", OFFERS: "tilbud"}


@dataclass(frozen=True)
class Progress:
    """How many of a close's files are done and failed, of how many. ``total`` 0: never asked for."""

    total: int
    done: int
    failed: int

    @property
    def is_asked(self) -> bool:
        """Whether the rendering was asked for."""
        return self.total > 0

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen by itself."""
        return self.done + self.failed == self.total

    @property
    def is_complete(self) -> bool:
        """Whether every file is there."""
        return self.is_asked and self.done == self.total


def progress_of(close: MonthClose) -> Progress:
    """Return how far the files of ``close`` have come: one query."""
    counts = close.files.aggregate(
        total=Count("pk"),
        done=Count("pk", filter=Q(state=State.DONE)),
        failed=Count("pk", filter=Q(state=State.FAILED)),
    )
    return Progress(**counts)


def plan_files(close: MonthClose) -> list[int]:
    """Make sure there is a row for every report of the release; return those not done.

    The monthly report is of the country and of each municipality with members in the close, the quarterly ones are of
    the country.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO reporting_reportfile (close_id, kind, municipality_id, state, content, sha256, error)
            SELECT close_id, 'monthly', municipality_id, 'waiting', '', '', ''
            FROM reporting_closedfigures
            WHERE close_id = %s AND (municipality_id IS NULL OR (figures #>> ARRAY[%s, 'count'])::int > 0)
            ON CONFLICT (close_id, kind, municipality_id) DO NOTHING
            """,
            [close.pk, members_of(close.programme).key],
        )
    quarterly = [ReportFile(close=close, kind=kind) for kind in quarterly_kinds(close)]
    ReportFile.objects.bulk_create(quarterly, ignore_conflicts=True)
    unfinished = close.files.exclude(state=State.DONE).order_by("municipality_id", "kind")
    return list(unfinished.values_list("pk", flat=True))


def request_files(close: MonthClose) -> int:
    """Send what is not done to the workers as one group; return how many files were sent."""
    from celery import group

    from .tasks import render_file

    numbers = plan_files(close)
    if numbers:
        jobs = group(render_file.s(number) for number in numbers)
        transaction.on_commit(jobs.apply_async)
    return len(numbers)


def make_file(number: int) -> None:
    """Render and store one planned file; a file that is done, or in another worker's hands, is left alone.

    What goes wrong is kept at the row, without any figure, and raised for the worker's log.
    """
    try:
        with transaction.atomic():
            file = (
                ReportFile.objects.select_for_update(skip_locked=True, of=("self",))
                .select_related("close")
                .filter(pk=number)
                .exclude(state=State.DONE)
                .first()
            )
            if file is not None:
                _store(file, _content(file))
    except Exception as error:
        ReportFile.objects.filter(pk=number).exclude(state=State.DONE).update(
            state=State.FAILED, error=type(error).__name__
        )
        raise


def _content(file: ReportFile) -> bytes:
    if file.kind != MONTHLY:
        return render(quarterly_report(file.close, file.kind), file.kind, "pdf")
    report = monthly_report(
        file.close.of_month,
        file.municipality_id,
        programme=file.close.programme_id,
        version=file.close.version,
        audience="published",
    )
    return render(report, MONTHLY, "pdf")


def _store(file: ReportFile, content: bytes) -> None:
    digest = hashlib.sha256(content).hexdigest()
    kind = "" if file.kind == MONTHLY else f"-{file.kind}"
    place = file.municipality_id or "dk"
    name = f"{file.close.programme_id}-{file.close.of_month}-v{file.close.version}{kind}-{place}"
    file.content.save(f"{name}-{digest[:12]}.pdf", ContentFile(content), save=False)
    file.sha256, file.size, file.rendered_at = digest, len(content), timezone.now()
    file.state, file.error = State.DONE, ""
    file.save()


def download_name(file: ReportFile) -> str:
    """Return the file name a person gets, with the programme's and the municipality's name in it."""
    place = file_word(file.municipality.name) if file.municipality else "hele-landet"
    kind = "" if file.kind == MONTHLY else f"-{_NAMES[file.kind]}"
    return f"{_release_name(file.close, kind)}-{place}.pdf"


def archive_name(close: MonthClose) -> str:
    """Return the file name that a person gets the ZIP of a month under."""
    return f"{_release_name(close)}.zip"


def _release_name(close: MonthClose, kind: str = "") -> str:
    return f"{file_word(close.programme.name)}{kind}-{close.of_month}-v{close.version}"


def file_word(name: str) -> str:
    """Return a name as it stands in a file's name."""
    for letter, plain in (("æ", "ae"), ("ø", "oe"), ("å", "aa"), ("Æ", "Ae"), ("Ø", "Oe"), ("Å", "Aa")):
        name = name.replace(letter, plain)
    return slugify(name)


def zip_of(close: MonthClose) -> bytes:
    """Return a ZIP of the stored PDFs of ``close`` with a list of their SHA-256; the same bytes each time."""
    buffer = io.BytesIO()
    sums = []
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        done = close.files.filter(state=State.DONE).select_related("municipality", "close__programme")
        for file in done.order_by("pk"):
            name = download_name(file)
            sums.append(f"{file.sha256}  {name}\n")
            with file.content.open("rb") as content:
                archive.writestr(zipfile.ZipInfo(name), content.read())
        archive.writestr(zipfile.ZipInfo("SHA256SUMS.txt"), "".join(sums))
    return buffer.getvalue()
