"""``render_month 2019-07``: render and store the published PDFs of a closed month, here and now."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from reporting.disclosure.patterns import protect_release
from reporting.lookups import DEFAULT_PROGRAMME, the_close
from reporting.management.arguments import errors_in_words, month
from reporting.release import make_file, plan_files, progress_of


class Command(BaseCommand):
    """Render what is missing, without a worker."""

    help = "Render the published PDFs of a closed month that are not stored yet."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the month and version."""
        parser.add_argument("month", type=month, help="for example 2019-07")
        parser.add_argument("--programme", default=DEFAULT_PROGRAMME, help="its code (default: %(default)s)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Render, and say how many there are."""
        with errors_in_words():
            close = the_close(options["month"], options["programme"])
            protect_release(close)  # which files there are rests on it
        for number in plan_files(close):
            make_file(number)
        progress = progress_of(close)
        self.stdout.write(f"{close.of_month} version {close.version}: {progress.done} of {progress.total} PDFs stored")
