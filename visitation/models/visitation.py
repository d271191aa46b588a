"""Visitation decisions: the group a citizen is in from a date on."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.history import not_after_death, tracked
from cases.models.registration import Registration, dates_in_order, stored_once
from cases.querysets import EventQuerySet

from ..codes import DeferralReason, Group

IS_DEFERRED = models.Q(group=Group.DEFERRED.value)


@tracked()
class Visitation(Registration):
    """From ``decided_on`` the citizen is in this group, until the next decision.

    A deferral has a reason and may have an expected end (inclusive); it counts as visited.
    """

    happened_field = "decided_on"

    decided_on = models.DateField(_("besluttet"))
    group = models.CharField(_("gruppe"), max_length=10, choices=Group.choices)
    deferral_reason = models.CharField(
        _("grund til udskydelse"), max_length=10, choices=DeferralReason.choices, blank=True, default=""
    )
    deferred_until = models.DateField(_("udskudt til og med"), null=True, blank=True)
    note = models.TextField(_("begrundelse"), blank=True, default="")

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("visitation")
        verbose_name_plural = _("visitationer")
        constraints = [
            models.UniqueConstraint(
                fields=["citizen", "decided_on"],
                name="one_visitation_a_day",
                violation_error_message=_("Der er allerede registreret en visitation den dag. Ret den i stedet."),
            ),
            models.CheckConstraint(
                name="group_is_known",
                condition=models.Q(group__in=Group.values),
                violation_error_message=_("Vælg en gruppe."),
            ),
            models.CheckConstraint(
                name="deferral_has_a_reason",
                condition=(IS_DEFERRED & models.Q(deferral_reason__in=DeferralReason.values))
                | (~IS_DEFERRED & models.Q(deferral_reason="")),
                violation_error_message=_("En udskydelse skal have en grund, og kun en udskydelse har en."),
            ),
            models.CheckConstraint(
                name="only_deferral_has_an_end",
                condition=IS_DEFERRED | models.Q(deferred_until__isnull=True),
                violation_error_message=_("Kun en udskydelse har en slutdato."),
            ),
            dates_in_order("visitation", "decided_on", "deferred_until"),
            stored_once("visitation"),
        ]
        triggers = not_after_death("decided_on")
