"""Background tasks of lists and sessions. Each is thin: the functions are called the same from tests and pages."""

from importlib import import_module

from celery import shared_task
from django.conf import settings

from .exporting import jobs


@shared_task
def make_export(number: int, attempt: int) -> None:
    """Make a list's workbook. A repeated message changes nothing."""
    jobs.run(number, attempt)


@shared_task
def tidy_exports() -> int:
    """Give up the jobs that lost their worker, and delete the files that are over; return how many were deleted."""
    jobs.give_up_lost()
    return jobs.delete_old()


@shared_task
def forget_ended_sessions() -> None:
    """Delete the sessions that are over, and with them the forms that nobody came back for."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
