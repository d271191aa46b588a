"""``import_data PATH [--dry-run] [--user NAME]``: load the contract's data files, all or nothing."""

from __future__ import annotations

import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from accounts.models import User
from cases.importing import ImportRefused, ImportResult, Problem, load

#: More warnings than this hide each other (every number since 2007 may lack the check); their total is said.
MOST_WARNINGS = 20


class Command(BaseCommand):
    """Load a folder of CSV files or one workbook."""

    help = "Load citizens and registrations from a folder of CSV files or one .xlsx workbook, all or nothing."

    def add_arguments(self, parser) -> None:
        """Declare the arguments."""
        parser.add_argument("path", type=Path, help="folder of CSV files, or a .xlsx workbook")
        parser.add_argument("--dry-run", action="store_true", help="check everything and store nothing")
        parser.add_argument("--user", help="user name of whoever loads, for the history and the access log")

    def handle(self, *args, path: Path, dry_run: bool, user: str | None, **options) -> None:
        """Load, and say what was stored, what was odd, or what was wrong."""
        try:
            result = load(path, dry_run=dry_run, user=_user(user))
        except ImportRefused as refusal:
            self._list(refusal.errors)
            shown = _(" De første %(n)d er vist.") % {"n": len(refusal.errors)}
            self.stderr.write(str(refusal) + (shown if refusal.total > len(refusal.errors) else ""))
            sys.exit(1)
        self._list(result.warnings[:MOST_WARNINGS], kind=_("Advarsel") + " ")
        if result.warnings_total > MOST_WARNINGS:
            total = {"total": result.warnings_total, "n": MOST_WARNINGS}
            self.stderr.write(_("%(total)d advarsler. De første %(n)d er vist.") % total)
        self._summarise(result, dry_run)

    def _list(self, problems: list[Problem], *, kind: str = "") -> None:
        if problems:
            self.stderr.write("\n".join(f"{kind}{problem}" for problem in problems))

    def _summarise(self, result: ImportResult, dry_run: bool) -> None:
        for name, stored in result.stored.items():
            line = _("%(name)-16s %(stored)8d gemt %(skipped)8d var der allerede")
            self.stdout.write(line % {"name": name, "stored": stored, "skipped": result.skipped[name]})
        if dry_run:
            self.stdout.write(_("Prøvekørsel: alt er kontrolleret, intet er gemt."))


def _user(name: str | None) -> User | None:
    if name is None:
        return None
    try:
        return User.objects.get(username=name)
    except User.DoesNotExist as error:
        raise CommandError(_("Der er ingen bruger med det navn.")) from error
