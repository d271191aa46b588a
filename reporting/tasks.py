"""Background tasks. Each is thin: the command line calls the same functions."""

import logging

from celery import shared_task

from cases.models import Programme
from flereskalmed.clock import today

from .closing import close_month, due_months
from .errors import AlreadyClosedError, ReleaseRefusedError
from .models import MonthClose
from .release import make_file, request_files
from .releasing.models import Release
from .releasing.steps import check_release, publish_due

logger = logging.getLogger(__name__)


@shared_task
def close_due_months() -> int:
    """Close every month that is over and was never closed; return how many. Running twice closes once."""
    closed = 0
    for programme in Programme.objects.all():
        for month in due_months(programme, today()):
            try:
                close = close_month(month, programme=programme.pk)
            except AlreadyClosedError:  # another worker was first; its close is the one
                logger.info("%s %s was closed meanwhile", programme.pk, month)
            else:
                closed += 1
                _protect(close, wait=True)
    return closed


@shared_task
def protect_close(number: int) -> None:
    """Choose what the release of a close hides, and check it. What is settled is left alone by a repeated task.

    Where another worker is at it already, this one is free at once for other work.
    """
    if not _protect(MonthClose.objects.get(pk=number), wait=False):
        logger.info("close %s is being protected already", number)


def _protect(close: MonthClose, *, wait: bool) -> bool:
    """Prepare its release now rather than when somebody waits for a page; False: another is at it."""
    try:
        return check_release(close, wait=wait)
    except ReleaseRefusedError as error:  # the close stands; only its publication is stopped
        logger.error("%s", error)
        return True


@shared_task
def publish_due_releases() -> int:
    """Publish the approved releases whose time has come, and ask for the PDFs that are missing; return how many."""
    due = list(Release.objects.due().select_related("close"))
    published = publish_due()
    for release in due:
        request_files(release.close)
    return published


@shared_task(autoretry_for=(OSError,), max_retries=3, retry_backoff=True)
def render_file(number: int) -> None:
    """Render one planned PDF. Done files are left alone, so a repeated task changes nothing."""
    make_file(number)
