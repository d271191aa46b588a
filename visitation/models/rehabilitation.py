"""Rehabilitation cases: from referral over the team's meeting to the municipality's decision."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.history import not_after_death, tracked
from cases.models.registration import Registration, dates_in_order, stored_once
from cases.querysets import RegistrationQuerySet

from ..codes import Decision


@tracked()
class RehabilitationCase(Registration):
    """A case put before the rehabilitation team."""

    happened_field = "referred_on"

    referred_on = models.DateField(_("indstillet til rehabiliteringsteamet"))
    met_on = models.DateField(_("behandlet på møde"), null=True, blank=True)
    recommendation = models.TextField(_("teamets indstilling"), blank=True, default="")
    decided_on = models.DateField(_("kommunens afgørelse"), null=True, blank=True)
    decision = models.CharField(_("afgørelse"), max_length=20, choices=Decision.choices, blank=True, default="")

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("rehabiliteringssag")
        verbose_name_plural = _("rehabiliteringssager")
        constraints = [
            models.UniqueConstraint(
                fields=["citizen", "referred_on"],
                name="one_referral_a_day",
                violation_error_message=_("Der er allerede en indstilling den dag. Ret den i stedet."),
            ),
            dates_in_order("rehabilitation", "referred_on", "met_on"),
            dates_in_order("rehabilitation", "referred_on", "decided_on"),
            dates_in_order("rehabilitation", "met_on", "decided_on"),
            models.CheckConstraint(
                name="decision_and_its_date",
                condition=models.Q(decided_on__isnull=True, decision="")
                | models.Q(decided_on__isnull=False, decision__in=Decision.values),
                violation_error_message=_("En afgørelse har både en dato og et udfald."),
            ),
            stored_once("rehabilitation"),
        ]
        triggers = [*not_after_death("referred_on"), *not_after_death("met_on"), *not_after_death("decided_on")]
