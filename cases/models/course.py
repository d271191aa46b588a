"""The contact course of a citizen: contacts, plans and the personal job facilitator."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func
from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as _

from ..codes import ContactKind
from ..history import not_after_death, tracked
from ..querysets import PeriodQuerySet, RegistrationQuerySet
from .registration import Registration, dates_in_order, stored_once


class InclusiveDateRange(Func):
    """The days from a start to an inclusive end as a PostgreSQL range; an empty end is open."""

    function = "DATERANGE"
    output_field = DateRangeField()

    def __init__(self, start: str, end: str):
        super().__init__(F(start), F(end), RangeBoundary(inclusive_lower=True, inclusive_upper=True))


@tracked()
class Contact(Registration):
    """An interview (``samtale``) or other contact (``kontakt``) held on a day."""

    happened_field = "held_on"

    held_on = models.DateField(_("dato"))
    kind = models.CharField(_("form"), max_length=10, choices=ContactKind.choices)
    by = models.CharField(_("hvem"), max_length=200, blank=True, default="")

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("kontakt")
        verbose_name_plural = _("kontakter")
        constraints = [
            models.UniqueConstraint(
                fields=["citizen", "held_on", "kind", "by"],
                name="contact_registered_once",
                violation_error_message=_("Den kontakt er allerede registreret."),
            ),
            models.CheckConstraint(
                name="contact_kind_is_known",
                condition=models.Q(kind__in=ContactKind.values),
                violation_error_message=_("Vælg samtale eller kontakt."),
            ),
            stored_once("contact"),
        ]
        triggers = not_after_death("held_on")


@tracked()
class Plan(Registration):
    """What the citizen aims at (job goal) and whether the CV is in place, each with its date.

    Figures count by the dates; the text of the goal is the citizen's own.
    """

    happened_field = "planned_on"

    job_goal = models.CharField(_("jobmål"), max_length=300, blank=True, default="")
    job_goal_on = models.DateField(_("jobmål aftalt"), null=True, blank=True)
    cv_on = models.DateField(_("CV på plads"), null=True, blank=True)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("planer")
        constraints = [stored_once("plan")]
        indexes = [models.Index(fields=["citizen"], name="plan_citizen")]
        triggers = [*not_after_death("job_goal_on"), *not_after_death("cv_on")]

    @property
    def planned_on(self):
        """The day the plan was last added to: the later of its dates, or None."""
        return max((day for day in (self.job_goal_on, self.cv_on) if day), default=None)

    @classmethod
    def happened_expression(cls) -> models.expressions.Combinable:
        """Return the same for a query: PostgreSQL's GREATEST passes over what is empty."""
        return Greatest("job_goal_on", "cv_on")


@tracked()
class Facilitator(Registration):
    """The personal job facilitator of a citizen over a period. One at a time."""

    happened_field = "start"

    name = models.CharField(_("personlig jobformidler"), max_length=200)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="facilitated", editable=False
    )
    start = models.DateField(_("fra"))
    end = models.DateField(_("til"), null=True, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("personlig jobformidler")
        verbose_name_plural = _("personlige jobformidlere")
        constraints = [
            dates_in_order("facilitator"),
            ExclusionConstraint(
                name="one_facilitator_at_a_time",
                # The citizen first: a few periods are compared then, not everybody's of those days.
                expressions=[
                    (F("citizen"), RangeOperators.EQUAL),
                    (InclusiveDateRange("start", "end"), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_(
                    "Borgeren har allerede en personlig jobformidler i den periode. Afslut den først."
                ),
            ),
            stored_once("facilitator"),
        ]
        # A list asks for each citizen's facilitator; the constraint's own index takes four times as long to answer.
        indexes = [models.Index(fields=["citizen", "start"], name="facilitator_citizen_start")]
        triggers = not_after_death("start")
