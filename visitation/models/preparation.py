"""The preparation of a case for the rehabilitation team: what goes before the referral in group 2."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.history import not_after_death, tracked
from cases.models.registration import Registration, dates_in_order, stored_once
from cases.querysets import RegistrationQuerySet


class PreparationQuerySet(RegistrationQuerySet):
    """Preparations, and which of them is under way."""

    def under_way(self) -> "PreparationQuerySet":
        """Keep those that are not ready for referral yet: at most one a citizen."""
        return self.filter(ready_on__isnull=True)


@tracked()
class Preparation(Registration):
    """The preparing part of the rehabilitation plan, from the day it is begun until it is ready for referral.

    A medical statement is asked for where the case needs one; it may also come without having been asked for. A
    preparation that is given up is deleted with its reason, and the history keeps it. It counts in no figure.
    """

    happened_field = "started_on"

    started_on = models.DateField(_("rehabiliteringsplanens forberedende del påbegyndt"))
    statement_asked_on = models.DateField(_("lægelig udtalelse bestilt"), null=True, blank=True)
    statement_received_on = models.DateField(_("lægelig udtalelse modtaget"), null=True, blank=True)
    ready_on = models.DateField(_("klar til indstilling"), null=True, blank=True)

    objects = PreparationQuerySet.as_manager()

    class Meta:
        verbose_name = _("forberedelse til rehabiliteringsteamet")
        verbose_name_plural = _("forberedelser til rehabiliteringsteamet")
        constraints = [
            models.UniqueConstraint(
                fields=["citizen", "started_on"],
                name="one_preparation_a_day",
                violation_error_message=_("Der er allerede påbegyndt en forberedelse den dag. Ret den i stedet."),
            ),
            models.UniqueConstraint(
                fields=["citizen"],
                condition=models.Q(ready_on__isnull=True),
                name="one_open_preparation",
                violation_error_message=_("Der er allerede en forberedelse i gang. Før den videre i stedet."),
            ),
            dates_in_order("preparation", "started_on", "statement_asked_on"),
            dates_in_order("preparation", "started_on", "statement_received_on"),
            dates_in_order("preparation", "statement_asked_on", "statement_received_on"),
            dates_in_order("preparation", "started_on", "ready_on"),
            dates_in_order("preparation", "statement_asked_on", "ready_on"),
            dates_in_order("preparation", "statement_received_on", "ready_on"),
            stored_once("preparation"),
        ]
        triggers = [
            trigger
            for column in ("started_on", "statement_asked_on", "statement_received_on", "ready_on")
            for trigger in not_after_death(column)
        ]
