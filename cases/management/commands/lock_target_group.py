"""``lock_target_group --programme fsm1``: from then on nobody joins or leaves the target group."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cases.models import Programme


class Command(BaseCommand):
    """Lock the target group of a programme. It cannot be opened again."""

    help = "Lock the target group of a programme: from then on no member can be added, by any way in."

    def add_arguments(self, parser) -> None:
        """Declare the arguments."""
        parser.add_argument("--programme", required=True, help="the programme's code, e.g. fsm1")

    @transaction.atomic
    def handle(self, *args, programme: str, **options) -> None:
        """Lock, and say how many members it has."""
        found = Programme.objects.select_for_update().filter(pk=programme).first()
        if found is None:
            known = ", ".join(Programme.objects.values_list("pk", flat=True))
            raise CommandError(_("Ukendt program. Brug et af: %(known)s.") % {"known": known})
        if found.is_open:
            message = _("Målgruppen for %(programme)s er åben: Nye borgere kan komme til, så den låses ikke.")
            raise CommandError(message % {"programme": found.pk})
        values = {"programme": found.pk, "n": found.memberships.count()}
        if found.locked_at is not None:
            values["since"] = date_format(timezone.localtime(found.locked_at), "DATETIME_FORMAT")
            message = _("Målgruppen for %(programme)s (%(n)d borgere) er allerede låst, siden %(since)s.")
            self.stdout.write(message % values)
            return
        Programme.objects.filter(pk=found.pk).update(locked_at=timezone.now())
        self.stdout.write(_("Målgruppen for %(programme)s er låst med %(n)d borgere.") % values)
