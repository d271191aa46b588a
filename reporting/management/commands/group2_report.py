"""``group2_report 2018-12 [--municipality 851] …``: the group 2 analysis by a month's last day."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from reporting.management.arguments import add_report_arguments, errors_in_words, give, month
from reporting.reports import group2_report


class Command(BaseCommand):
    """Give the group 2 analysis."""

    help = "Who waits in group 2, for how long, by municipality."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the month and what every report takes."""
        parser.add_argument("month", type=month, help="for example 2018-12")
        add_report_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Find the analysis and give it."""
        with errors_in_words():
            report = group2_report(
                options["month"],
                options["municipality"],
                programme=options["programme"],
                audience=options["audience"],
            )
        give(report, "group2", options["format"], options["output"])
