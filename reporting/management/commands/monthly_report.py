"""``monthly_report 2019-07 [--municipality 851] …``: the closed report of a month."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reporting.management.arguments import add_report_arguments, errors_in_words, give, month
from reporting.reports import all_monthly_reports, monthly_report


class Command(BaseCommand):
    """Give a closed monthly report in any format."""

    help = "The monthly report of a municipality, or of the country."

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Let our ``--version N`` take the place of Django's own ``--version``."""
        return super().create_parser(prog_name, subcommand, conflict_handler="resolve", **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the month, which version, and what every report takes."""
        parser.add_argument("month", type=month, help="for example 2019-07")
        parser.add_argument("--version", dest="report_version", type=int, help="default: the newest")
        parser.add_argument("--all", action="store_true", help="a JSON list of all, the country first")
        add_report_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Find the report and give it."""
        which = {
            "programme": options["programme"],
            "version": options["report_version"],
            "audience": options["audience"],
        }
        if options["all"] and (options["format"] != "json" or options["municipality"]):
            raise CommandError("--all goes with --format json and without --municipality.")
        with errors_in_words():
            if options["all"]:
                report: Any = all_monthly_reports(options["month"], **which)
            else:
                report = monthly_report(options["month"], options["municipality"], **which)
        give(report, "monthly", options["format"], options["output"])
