"""Targets and their milestones. The database holds that a target can be measured and its milestones lead there."""

from __future__ import annotations

from decimal import Decimal

import pgtrigger
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from cases.codes import Benefit
from cases.history import refuse, tracked
from cases.models import Municipality

from ..fulltime import AgeBand

OLDEST = 120


class Measure(models.TextChoices):
    """What a target is measured in."""

    FULL_TIME = "full_time", _("Fuldtidspersoner på en ydelse")
    COUNT = "count", _("Antal borgere i et tal fra månedsrapporten")
    SHARE = "share", _("Andel i et tal fra månedsrapporten, i procent")


class Direction(models.TextChoices):
    """Which way the measure is to go."""

    FALL = "fall", _("Skal falde")
    RISE = "rise", _("Skal stige")


def _led_there(name: str, operation: pgtrigger.Operation, own: str) -> pgtrigger.Trigger:
    """Return the check of a target with its milestones, made when the transaction ends: both may be written in it."""
    return pgtrigger.Trigger(
        name=name,
        level=pgtrigger.Row,
        when=pgtrigger.After,
        timing=pgtrigger.Deferred,
        operation=operation,
        declare=[("goal", "reporting_target%ROWTYPE")],
        func=f"""
        SELECT * INTO goal FROM reporting_target WHERE id = {own};
        IF NOT FOUND THEN
            RETURN NULL;  -- the target went with its milestones
        END IF;
        IF NOT EXISTS (SELECT 1 FROM reporting_milestone m WHERE m.target_id = goal.id) THEN
            {refuse("target_has_a_milestone", "a target has no milestone")}
        END IF;
        IF EXISTS (
            SELECT 1 FROM reporting_milestone m WHERE m.target_id = goal.id AND m.due_on <= goal.starts_on
        ) THEN
            {refuse("milestone_after_the_start", "a milestone lies before the start")}
        END IF;
        IF EXISTS (
            SELECT 1 FROM reporting_milestone m WHERE m.target_id = goal.id
            AND CASE goal.direction WHEN 'fall' THEN m.value >= goal.start_value ELSE m.value <= goal.start_value END
        ) THEN
            {refuse("milestone_leads_there", "a milestone does not lead away from the start")}
        END IF;
        IF goal.measure = 'share' AND EXISTS (
            SELECT 1 FROM reporting_milestone m WHERE m.target_id = goal.id AND m.value > 100
        ) THEN
            {refuse("milestone_is_a_percent", "a share is at most 100 percent")}
        END IF;
        RETURN NULL;
        """,  # noqa: S608 -- our own names only
    )


@tracked()
class Target(models.Model):
    """A target of a municipality, in the programme or not: what is measured, from which day and value, which way.

    ``start_value`` and the milestones' values are people (full-time persons or a count) or percent. ``revision``
    counts the changes, so of two who change it at once the second is told.
    """

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="targets")
    name = models.CharField(_("navn"), max_length=120)
    measure = models.CharField(_("hvad der måles"), max_length=10, choices=Measure.choices)
    indicator = models.CharField(_("tal"), max_length=40, blank=True, default="")
    benefit = models.CharField(_("ydelse"), max_length=20, choices=Benefit.choices, blank=True, default="")
    from_age = models.PositiveSmallIntegerField(
        _("fra alder"), null=True, blank=True, validators=[MaxValueValidator(OLDEST)]
    )
    to_age = models.PositiveSmallIntegerField(
        _("til alder"), null=True, blank=True, validators=[MaxValueValidator(OLDEST)]
    )
    direction = models.CharField(_("retning"), max_length=5, choices=Direction.choices, default=Direction.FALL)
    starts_on = models.DateField(_("startdato"))
    start_value = models.DecimalField(_("startværdi"), max_digits=9, decimal_places=2)
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["municipality", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "name"],
                name="target_called_once",
                violation_error_message=_("Kommunen har allerede et mål, der hedder det."),
            ),
            models.CheckConstraint(
                name="target_measures_one_thing",
                condition=(
                    Q(measure="full_time", indicator="") & ~Q(benefit="")
                    | Q(measure__in=["count", "share"], benefit="", from_age=None, to_age=None) & ~Q(indicator="")
                ),
                violation_error_message=_("Vælg en ydelse til fuldtidspersoner, ellers et tal fra månedsrapporten."),
            ),
            models.CheckConstraint(
                name="target_ages_in_order",
                condition=(Q(from_age=None) | Q(from_age__lte=OLDEST))
                & (Q(to_age=None) | Q(to_age__lte=OLDEST))
                & (Q(from_age=None) | Q(to_age=None) | Q(to_age__gte=models.F("from_age"))),
                violation_error_message=_("Den øverste alder ligger under den nederste."),
            ),
            models.CheckConstraint(
                name="target_goes_one_way",
                condition=Q(direction__in=Direction.values),
                violation_error_message=_("Vælg, om tallet skal falde eller stige."),
            ),
            models.CheckConstraint(
                name="target_start_is_a_number",
                condition=Q(start_value__gte=0) & (~Q(measure="share") | Q(start_value__lte=100)),
                violation_error_message=_("Startværdien er et tal fra 0; en andel er højst 100 procent."),
            ),
        ]
        triggers = [_led_there("leads_there", pgtrigger.Insert | pgtrigger.Update, "NEW.id")]

    def __str__(self) -> str:
        return f"{self.municipality_id} target {self.pk}"

    @property
    def band(self) -> AgeBand:
        """The ages it is about."""
        return AgeBand(self.from_age, self.to_age)

    @property
    def falls(self) -> bool:
        """Whether the measure is to fall."""
        return self.direction == Direction.FALL


@tracked()
class Milestone(models.Model):
    """A value to be reached by a day."""

    target = models.ForeignKey(Target, models.CASCADE, related_name="milestones")
    due_on = models.DateField(_("dato"))
    value = models.DecimalField(_("værdi"), max_digits=9, decimal_places=2)

    class Meta:
        ordering = ["target", "due_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["target", "due_on"],
                name="one_milestone_a_day",
                violation_error_message=_("To milepæle har samme dato."),
            ),
            models.CheckConstraint(
                name="milestone_is_a_number",
                condition=Q(value__gte=Decimal(0)),
                violation_error_message=_("En milepæl er et tal fra 0."),
            ),
        ]
        triggers = [
            _led_there("kept_in_line", pgtrigger.Insert | pgtrigger.Update, "NEW.target_id"),
            _led_there("one_is_left", pgtrigger.Delete, "OLD.target_id"),
        ]

    def __str__(self) -> str:
        return f"{self.target_id} {self.due_on}"
