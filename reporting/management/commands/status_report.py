"""``status_report 2018-03-02 --municipality 851 --format …``: the local status on a date."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reporting.management.arguments import add_report_arguments, day, errors_in_words, give
from reporting.reports import status_report


class Command(BaseCommand):
    """Give the local status of a municipality."""

    help = "The local status (active cases) of a municipality on a date."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the date and what every report takes."""
        parser.add_argument("date", type=day, help="for example 2018-03-02")
        add_report_arguments(parser, audience=False, municipality="three-digit code (needed)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Find the status and give it."""
        if not options["municipality"]:
            raise CommandError("--municipality is needed: the local status is one municipality's.")
        with errors_in_words():
            report = status_report(options["date"], options["municipality"], programme=options["programme"])
        give(report, "status", options["format"], options["output"])
