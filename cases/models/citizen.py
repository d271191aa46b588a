"""The citizen: a surrogate key, and a CPR number that only a look-up by hash can find."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.scope import citizen_scope
from flereskalmed.planned import planned

from ..cpr import decrypt, encrypt, hashes, parse_cpr
from ..history import tracked
from .reference import Municipality, Unit

if TYPE_CHECKING:
    from accounts.models import User

    from .programme import Programme


#: Written out: every case asks for it.
DRAWN_FOR = """
    SELECT programme.* FROM cases_programme programme
    JOIN cases_membership membership ON membership.programme_id = programme.code
    WHERE membership.citizen_id = %s ORDER BY programme.starts_on DESC, programme.code LIMIT 1
"""


class CitizenQuerySet(models.QuerySet):
    """Citizens, and who may see them."""

    def visible_to(self, user: User) -> CitizenQuerySet:
        """Keep the citizens ``user`` may see (see ``accounts.scope``)."""
        return self.filter(citizen_scope(user))

    def with_cpr(self, cpr: str) -> CitizenQuerySet:
        """Keep the citizen with this CPR number, whichever key it was hashed with."""
        return self.filter(cpr_hash__in=hashes(cpr))


@tracked()
class Citizen(models.Model):
    """A person with a case. The CPR number is encrypted at rest and may change; it is never a key."""

    cpr_encrypted = models.BinaryField(editable=False)
    cpr_hash = models.BinaryField(max_length=32, editable=False)
    name = models.CharField(_("navn"), max_length=200)
    born_on = models.DateField(_("født"))
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, verbose_name=_("kommune"), related_name="citizens", db_index=False
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, verbose_name=_("enhed"), related_name="citizens", null=True, blank=True
    )
    caseworker = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("sagsbehandler"),
        related_name="citizens",
        null=True,
        blank=True,
    )
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = CitizenQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        indexes = [models.Index(fields=["municipality"], name="citizen_municipality")]
        constraints = [
            models.UniqueConstraint(
                fields=["cpr_hash"],
                name="citizen_cpr_once",
                violation_error_message=_("Der findes allerede en borger med dette CPR-nummer."),
            ),
        ]

    def __str__(self) -> str:
        return f"Citizen {self.pk}"

    @property
    def cpr(self) -> str:
        """The CPR number in clear, ten digits. Looking is the caller's to log."""
        return decrypt(bytes(self.cpr_encrypted))

    @cpr.setter
    def cpr(self, value: str) -> None:
        number = parse_cpr(value)
        self.cpr_encrypted, self.cpr_hash, self.born_on = (
            encrypt(number.digits),
            hashes(number.digits)[0],
            number.born_on,
        )

    @cached_property
    def programme(self) -> Programme | None:
        """The programme whose target group the citizen was drawn for, the latest if several; None for others."""
        programmes = apps.get_model("cases", "Programme").objects
        with planned():
            return next(iter(programmes.raw(DRAWN_FOR, [self.pk])), None)

    def age_on(self, on: date) -> int:
        """Return the age in whole years on the day ``on``."""
        return on.year - self.born_on.year - ((on.month, on.day) < (self.born_on.month, self.born_on.day))
