"""``import_data PATH [--dry-run] [--user NAME]``: load the contract's data files, all or nothing."""

from __future__ import annotations

import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from accounts.models import User
from cases.importing import ImportRefused, ImportResult, Problem, load


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
            self._list(refusal.warnings, warning=True)
            self._list(refusal.errors)
            shown = _(" De første %(n)d er vist.") % {"n": len(refusal.errors)}
            self.stderr.write(str(refusal) + (shown if refusal.total > len(refusal.errors) else ""))
            sys.exit(1)
        self._list(result.warnings, warning=True)
        if result.warnings_total > len(result.warnings):
            shown, total = len(result.warnings), result.warnings_total
            self.stderr.write(_("%(total)d advarsler. De første %(n)d er vist.") % {"total": total, "n": shown})
        self._summarise(result, dry_run)

    def _list(self, problems: list[Problem], *, warning: bool = False) -> None:
        kind = _("advarsel") + ": " if warning else ""
        if problems:
            lines = (f"{p.file}:{p.row}:{p.column}: {kind}{p.message}" for p in problems)
            self.stderr.write("\n".join(lines))

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
