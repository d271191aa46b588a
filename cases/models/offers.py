"""The offers (tilbud) that take place in companies or elsewhere."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..codes import OfferKind
from ..history import at_kept_company, not_after_death, tracked
from ..querysets import PeriodQuerySet
from .companies import Company
from .registration import Registration, dates_in_order, stored_once

#: More weekly hours than this is a typing error, not a job.
MOST_WEEKLY_HOURS = 80


@tracked()
class Offer(Registration):
    """An offer over a period (inclusive end, empty: open). Several may run at once, also of one kind.

    ``agreed_tasks`` and ``agreed_ordinary_hours`` are the model's "clear agreement" with the company.
    """

    happened_field = "start"

    kind = models.CharField(_("tilbud"), max_length=30, choices=OfferKind.choices)
    start = models.DateField(_("start"))
    end = models.DateField(_("slut"), null=True, blank=True)
    weekly_hours = models.DecimalField(
        _("timer om ugen"),
        max_digits=4,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(MOST_WEEKLY_HOURS)],
    )
    company = models.ForeignKey(
        Company, models.PROTECT, verbose_name=_("virksomhed"), null=True, blank=True, related_name="offers"
    )
    agreed_tasks = models.TextField(_("aftalte opgaver"), blank=True, default="")
    agreed_ordinary_hours = models.BooleanField(_("aftale om ordinære timer"), null=True, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("tilbud")
        verbose_name_plural = _("tilbud")
        constraints = [
            dates_in_order("offer"),
            models.CheckConstraint(
                name="offer_kind_is_known",
                condition=models.Q(kind__in=OfferKind.values),
                violation_error_message=_("Vælg et tilbud fra listen."),
            ),
            models.CheckConstraint(
                name="offer_weekly_hours_in_range",
                condition=models.Q(weekly_hours__isnull=True)
                | models.Q(weekly_hours__gte=0, weekly_hours__lte=MOST_WEEKLY_HOURS),
                violation_error_message=_("Timer om ugen er et tal fra 0 til 80."),
            ),
            stored_once("offer"),
        ]
        indexes = [models.Index(fields=["citizen", "start"], name="offer_citizen_start")]
        triggers = [*not_after_death("start"), *at_kept_company()]
