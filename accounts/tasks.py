"""Background tasks of the lists. Each is thin: the functions are called the same from tests and pages."""

from celery import shared_task

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
