"""``release_month 2019-07 --by USER [--at MOMENT]``: check, approve and publish a closed month without the browser."""

from __future__ import annotations

import argparse
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from cases.changes import readable
from reporting.audiences import prepares_releases
from reporting.lookups import DEFAULT_PROGRAMME, the_close
from reporting.management.arguments import errors_in_words, month
from reporting.models import MonthClose, Release
from reporting.releasing.steps import approve_release, check_release, publish_release


def moment(text: str) -> datetime:
    """Read a date and time; without a zone it is Danish."""
    try:
        value = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r}: a moment is written 2019-08-08T08:00") from None
    return value if timezone.is_aware(value) else timezone.make_aware(value)


class Command(BaseCommand):
    """Bring a close to the public, or as far as its time allows."""

    help = "Check a closed month, approve it in a named analyst's name, and publish it at once or at a time."

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Let our ``--version N`` take the place of Django's own ``--version``."""
        return super().create_parser(prog_name, subcommand, conflict_handler="resolve", **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the month, who approves, when, and what a person must say."""
        parser.add_argument("month", type=month, help="for example 2019-07")
        parser.add_argument("--programme", default=DEFAULT_PROGRAMME, help="its code (default: %(default)s)")
        parser.add_argument("--version", dest="report_version", type=int, help="default: the newest")
        parser.add_argument("--by", required=True, help="user name of the analyst who approves")
        parser.add_argument("--at", type=moment, help="when it is published; without it, at once")
        parser.add_argument("--remark", default="", help="why it can be published although the check found something")
        parser.add_argument("--what-changed", default="", help="what a correction corrects")

    def handle(self, *args: Any, **options: Any) -> None:
        """Take the steps that are left, and say how far it came."""
        user = User.objects.filter(username=options["by"]).first()
        if user is None or not prepares_releases(user):
            raise CommandError(_("--by er brugernavnet på en aktiv bruger hos STAR."))
        with errors_in_words():
            close = the_close(options["month"], options["programme"], options["report_version"])
            check_release(close)
        try:
            self._approve(close, user, options)
        except IntegrityError as error:
            raise CommandError(readable(error, Release).messages[0]) from None
        state = Release.objects.get(close=close).get_state_display()
        self.stdout.write(f"{close.of_month} version {close.version}: {state}")

    def _approve(self, close: MonthClose, user: User, options: dict[str, Any]) -> None:
        if Release.objects.get(close=close).state == Release.State.CHECKED:
            said = {"remark": options["remark"], "what_changed": options["what_changed"]}
            approve_release(close, user, publish_at=options["at"], **said)
        if options["at"] is None:
            publish_release(close, user=user)
