"""``rotate_keys``: close every CPR number with the newest keys, after which the older keys can go."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from cases.cpr import UnreadableCprError
from cases.rotation import rotate


class Command(BaseCommand):
    """Re-encrypt and re-hash all CPR numbers."""

    help = "Encrypt and hash every stored CPR number with the newest of CPR_ENCRYPTION_KEYS and CPR_HASH_KEYS."

    def handle(self, *args, **options) -> None:
        """Rotate, and say how many numbers were rewritten."""
        try:
            rotated = rotate()
        except UnreadableCprError as error:
            message = _(
                "Et CPR-nummer kan ikke åbnes med nogen af nøglerne. Intet er ændret; sæt den gamle nøgle ind igen."
            )
            raise CommandError(message + " " + _("Sæt den gamle nøgle ind igen.")) from error
        citizens, history = rotated.values()
        if not citizens and not history:
            self.stdout.write(_("Alle CPR-numre er allerede lukket med de nyeste nøgler."))
            return
        values = {"citizens": citizens, "history": history}
        self.stdout.write(
            _("%(citizens)d borgere og %(history)d tidligere versioner er lukket med de nyeste nøgler.") % values
        )
