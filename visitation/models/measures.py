"""Social and health measures: what group 3 is given instead of, or beside, the employment effort."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.history import not_after_death, tracked
from cases.models.registration import Registration, dates_in_order, stored_once
from cases.querysets import PeriodQuerySet

from ..codes import MeasureKind


@tracked()
class Measure(Registration):
    """A social or health measure over a period (inclusive end, empty: open). Several may run at once."""

    happened_field = "start"

    kind = models.CharField(_("indsats"), max_length=30, choices=MeasureKind.choices)
    start = models.DateField(_("start"))
    end = models.DateField(_("slut"), null=True, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("social eller sundhedsmæssig indsats")
        verbose_name_plural = _("sociale og sundhedsmæssige indsatser")
        constraints = [
            models.UniqueConstraint(
                fields=["citizen", "kind", "start"],
                name="measure_registered_once",
                violation_error_message=_("Den indsats er allerede registreret fra den dag. Ret den i stedet."),
            ),
            dates_in_order("measure"),
            models.CheckConstraint(
                name="measure_kind_is_known",
                condition=models.Q(kind__in=MeasureKind.values),
                violation_error_message=_("Vælg en indsats fra listen."),
            ),
            stored_once("measure"),
        ]
        triggers = not_after_death("start")
