"""``close_month 2019-07 [--programme fsm1] [--reason TEXT]``: freeze the report of a month."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reporting.closing import close_months
from reporting.lookups import DEFAULT_PROGRAMME
from reporting.management.arguments import errors_in_words, month


class Command(BaseCommand):
    """Close one month, or each of a span in order."""

    help = "Compute and freeze the report of a month for every municipality and the country."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take one month, or ``--from`` and ``--to``."""
        parser.add_argument("month", type=month, nargs="?", help="for example 2019-07")
        parser.add_argument("--from", dest="first", type=month, help="first month of a span")
        parser.add_argument("--to", dest="last", type=month, help="last month of a span")
        parser.add_argument("--programme", default=DEFAULT_PROGRAMME, help="its code (default: %(default)s)")
        parser.add_argument("--reason", default="", help="why a closed month is closed again")

    def handle(self, *args: Any, **options: Any) -> None:
        """Close, and say which versions came of it."""
        first, last = self._span(options)
        with errors_in_words():
            for close in close_months(first, last, programme=options["programme"], reason=options["reason"]):
                self.stdout.write(f"{close.of_month} version {close.version}")

    def _span(self, options: dict[str, Any]) -> tuple:
        one, first, last = options["month"], options["first"], options["last"]
        if (one is None) == (first is None and last is None):
            raise CommandError("Give one month, or --from and --to.")
        if one is not None:
            return one, one
        if first is None or last is None:
            raise CommandError("--from and --to go together.")
        if first > last:
            raise CommandError(f"--from {first} is after --to {last}.")
        return first, last
