"""Making a workbook in the background: asking, running, telling how far, and giving up in the open.

Every step is one conditional update of the job's row, so that two workers, a repeated message or a worker that was
taken for dead never both make the file.
"""

from __future__ import annotations

import logging
import tempfile
from datetime import datetime

from django.core.exceptions import BadRequest, PermissionDenied
from django.core.files import File
from django.db import IntegrityError, transaction
from django.db.models import F
from django.http import Http404, QueryDict
from django.utils import timezone, translation

from ..access_log import log_access, log_refusal
from ..lists import ListSource, find_list
from ..models import AccessAction, User
from .models import UNDER_WAY, Export, State, scope_name
from .workbook import About, TooLongError, write_workbook

logger = logging.getLogger(__name__)

#: Not part of what is asked for: which page one happened to look at.
NOT_ASKED = ("page", "csrfmiddlewaretoken")


class StoppedError(Exception):
    """The job is no longer this worker's."""


def asked_for(params: QueryDict) -> str:
    """Return what identifies a list's rows in an address."""
    kept = params.copy()
    for name in NOT_ASKED:
        kept.pop(name, None)
    return kept.urlencode()


def ask(user: User, source: ListSource, params: QueryDict) -> Export:
    """Start a job and return it; the same export asked for twice is one job."""
    give_up_lost()
    same = {
        "user": user,
        "list_name": source.name,
        "query": asked_for(params),
        "language": translation.get_language() or "da",
    }
    try:
        with transaction.atomic():
            export = Export.objects.create(**same)
    except IntegrityError:
        return Export.objects.under_way().get(**same)
    _send(export)
    return export


def again(export: Export) -> None:
    """Start a job that has failed once more; one that is under way or done is left alone."""
    started = Export.objects.filter(pk=export.pk, state=State.FAILED).update(
        state=State.WAITING,
        attempt=F("attempt") + 1,
        asked_at=timezone.now(),
        started_at=None,
        seen_at=None,
        finished_at=None,
        rows_done=0,
        error="",
    )
    if started:
        export.refresh_from_db()
        _send(export)


def _send(export: Export) -> None:
    """Hand the job to the workers; where that is impossible the job says so."""
    from ..tasks import make_export

    try:
        make_export.delay(export.pk, export.attempt)
    except Exception as error:  # whatever the broker's transport raises
        logger.exception("export %s could not be sent to a worker", export.pk)
        _fail(export.pk, export.attempt, error)


def run(number: int, attempt: int) -> None:
    """Make the workbook of a waiting job. What goes wrong is kept at the job and raised for the worker's log."""
    now = timezone.now()
    mine = Export.objects.filter(pk=number, attempt=attempt, state=State.WAITING)
    if not mine.update(state=State.RUNNING, started_at=now, seen_at=now):
        return  # done, taken by another worker, or started again meanwhile
    export = Export.objects.select_related("user").get(pk=number)
    try:
        with translation.override(export.language):
            _make(export)
    except StoppedError:
        logger.warning("export %s was taken over meanwhile", number)
    except Exception as error:
        _fail(number, attempt, error)
        raise


def _make(export: Export) -> None:
    source, params = find_list(export.list_name), QueryDict(export.query)
    user = export.user
    if source is None:
        raise Http404
    if not source.open_to(user):
        log_refusal(user, source.log_name)
        raise PermissionDenied
    made_as, table = scope_name(user), source.table(user, params)
    total = len(table.rows)
    _tell(export, rows=total)
    about = About(source, source.words(user, params), user.display_name, total)
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as file:
        written = write_workbook(file, table, about, lambda rows: _tell(export, rows_done=min(rows, total)))
        file.seek(0)
        _finish(export, File(file), written, made_as)
    log_access(user, AccessAction.EXTRACT, source.log_name, source.citizen(params), rows=written)


def _tell(export: Export, **progress: int) -> None:
    """Say that the worker is alive and how far it is; stop where the job is no longer its own."""
    mine = Export.objects.filter(pk=export.pk, attempt=export.attempt, state=State.RUNNING)
    if not mine.update(seen_at=timezone.now(), **progress):
        raise StoppedError


def _finish(export: Export, file: File, rows: int, made_as: str) -> None:
    """Store the file under a name that says nothing, and the job as done; both or neither."""
    storage = export.file.storage
    name = storage.save(f"exports/{export.key}.xlsx", file)
    now = timezone.now()
    mine = Export.objects.filter(pk=export.pk, attempt=export.attempt, state=State.RUNNING)
    try:
        done = mine.update(
            state=State.DONE, finished_at=now, seen_at=now, rows=rows, rows_done=rows, file=name, made_as=made_as
        )
    except BaseException:
        storage.delete(name)
        raise
    if not done:
        storage.delete(name)
        raise StoppedError


def _fail(number: int, attempt: int, error: Exception) -> None:
    """Keep what went wrong, in a word without any data."""
    reason = "too_long" if isinstance(error, TooLongError) else type(error).__name__
    if isinstance(error, PermissionDenied | Http404 | BadRequest) and reason != "too_long":
        reason = "refused"
    Export.objects.filter(pk=number, attempt=attempt, state__in=UNDER_WAY).update(
        state=State.FAILED, finished_at=timezone.now(), error=reason, file=""
    )


def give_up_lost(now: datetime | None = None) -> int:
    """Let the jobs fail that lost their worker or never got one; return how many."""
    now = now or timezone.now()
    return Export.objects.lost(now).update(state=State.FAILED, finished_at=now, error="lost")


def delete_old(now: datetime | None = None) -> int:
    """Delete files and jobs that are over; return how many. A file is deleted before its row, so none is forgotten."""
    deleted = 0
    for export in Export.objects.over(now or timezone.now()):
        if export.file:
            export.file.delete(save=False)
        export.delete()
        deleted += 1
    return deleted
