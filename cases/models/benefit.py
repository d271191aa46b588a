"""Benefit changes: which benefit a person has from a date on."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..codes import Benefit, MatchCategory
from ..history import death_is_last, not_after_death, tracked
from ..querysets import EventQuerySet
from .registration import Registration, stored_once


@tracked()
class BenefitChange(Registration):
    """From ``effective_on`` the citizen has this benefit, until the next change. No end, so no overlap."""

    happened_field = "effective_on"

    effective_on = models.DateField(_("fra"))
    benefit = models.CharField(_("ydelse"), max_length=20, choices=Benefit.choices)
    match_category = models.CharField(
        _("matchkategori"), max_length=20, choices=MatchCategory.choices, blank=True, default=""
    )

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("ydelsesskift")
        verbose_name_plural = _("ydelsesskift")
        constraints = [
            models.UniqueConstraint(
                fields=["citizen", "effective_on"],
                name="one_benefit_change_a_day",
                violation_error_message=_("Der er allerede registreret et ydelsesskift den dag. Ret det i stedet."),
            ),
            models.CheckConstraint(
                name="benefit_is_known",
                condition=models.Q(benefit__in=Benefit.values),
                violation_error_message=_("Vælg en ydelse fra listen."),
            ),
            models.CheckConstraint(
                name="match_category_is_known",
                condition=models.Q(match_category__in=["", *MatchCategory.values]),
                violation_error_message=_("Vælg en matchkategori fra listen."),
            ),
            stored_once("benefitchange"),
        ]
        triggers = [*not_after_death("effective_on"), *death_is_last()]
