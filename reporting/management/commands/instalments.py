"""``instalments [--municipality 851] --format json``: every grant, judged on the closed months."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from reporting.management.arguments import add_report_arguments, errors_in_words, give
from reporting.reports import instalments


class Command(BaseCommand):
    """Give the grants with their instalments."""

    help = "Every grant with its instalments, judged on the closed months."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take what every report takes."""
        add_report_arguments(parser, audience=False, municipality="three-digit code; without it, every grant")
        parser.set_defaults(programme=None)

    def handle(self, *args: Any, **options: Any) -> None:
        """Judge and give."""
        with errors_in_words():
            report = instalments(options["municipality"], programme=options["programme"])
        give(report, "instalments", options["format"], options["output"])
