"""``demo_data [--seed N] [--country] [--out DIR]``: invented people to try the program on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from cases.importing import ImportRefused
from demo.build import DEFAULT_SEED, FIRST_CONTACTS, build, write
from demo.country import COUNTRY_CONTACTS_SINCE, country_profiles, demo_profiles
from demo.staff import DEMO_PASSWORD, LOGINS
from demo.store import OtherDataError, fill
from flereskalmed import environment


class Command(BaseCommand):
    """Build the demo and load it, or only write its files."""

    help = "Invented people for a demo: Aalborg, Brønderslev and ten more municipalities, the same for the same seed."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the seed, the size, and where to write files instead of loading them."""
        parser.add_argument("--seed", type=int, default=DEFAULT_SEED, help=f"default: {DEFAULT_SEED}")
        parser.add_argument("--country", action="store_true", help="27,000 people, 88 participating municipalities")
        parser.add_argument("--out", type=Path, help="only write the CSV files (without caseworkers) into this folder")

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuse in production; else build, and write or load."""
        if environment.PRODUCTION:
            raise CommandError(_("Demodata har kendte kodeord og kan ikke lægges i et system i drift."))
        if options["seed"] < 0:
            raise CommandError(_("--seed er et helt tal fra 0 og op."))
        profiles = country_profiles(options["seed"]) if options["country"] else demo_profiles()
        since = COUNTRY_CONTACTS_SINCE if options["country"] else FIRST_CONTACTS
        frames = build(profiles, options["seed"], contacts_since=since)
        if options["out"]:
            self._write(frames, options["out"])
        else:
            # A whole country's 89 PDFs take minutes; they are asked for on STAR's page or by ``render_month``.
            self._load(frames, options["seed"], documents=not options["country"])

    def _write(self, frames: dict, folder: Path) -> None:
        """Write the files so that they load anywhere: user names only exist where the demo's users do."""
        frames["citizens"]["caseworker"] = ""
        try:
            files = write(frames, folder)
        except OSError as error:
            raise CommandError(
                _("Kan ikke skrive i %(folder)s: %(why)s") % {"folder": folder, "why": error.strerror}
            ) from error
        self.stdout.write(_("%(files)d filer skrevet i %(folder)s.") % {"files": len(files), "folder": folder})

    def _load(self, frames: dict, seed: int, documents: bool) -> None:
        try:
            for line in fill(frames, seed, documents=documents):
                self.stdout.write(line)
        except OtherDataError as error:
            raise CommandError(str(error)) from error
        except ImportRefused as error:
            raise CommandError("\n".join(str(problem) for problem in error.errors[:20])) from error
        self.stdout.write("\n" + _("Log ind med kodeordet %(password)s som:") % {"password": DEMO_PASSWORD})
        for login in LOGINS:
            where = " · ".join(part for part in (login.municipality, login.unit) if part)
            self.stdout.write(f"  {login.username:26}{login.role.label:26}{where}")
