"""Programmes with their rules as data, grants, and the fixed target group."""

import pgtrigger
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..history import refuse, tracked
from ..querysets import RegistrationQuerySet
from .citizen import Citizen
from .reference import Municipality


class Programme(models.Model):
    """A pool of the agency with a target group, indicators and instalments.

    ``parameters`` holds the programme's own limits (its definition file in ``cases/reference/programmes/``): its
    instalments and their rules, its indicators, whether its target group is open. ``locked_at``: from then on
    nobody joins or leaves the target group; an open one is never locked.
    """

    code = models.SlugField(_("kode"), primary_key=True, max_length=20)
    name = models.CharField(_("navn"), max_length=100)
    starts_on = models.DateField(_("begynder"))
    ends_on = models.DateField(_("slutter"), null=True, blank=True)
    locked_at = models.DateTimeField(_("låst"), null=True, blank=True, editable=False)
    parameters = models.JSONField(_("parametre"), default=dict)

    class Meta:
        ordering = ["code"]
        verbose_name = _("program")
        verbose_name_plural = _("programmer")
        constraints = [
            models.CheckConstraint(
                name="programme_dates_in_order",
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
                violation_error_message=_("Slutdatoen ligger før startdatoen."),
            ),
            models.CheckConstraint(
                name="open_target_group_is_never_locked",
                condition=models.Q(locked_at__isnull=True) | ~models.Q(parameters__contains={"target_group": "open"}),
                violation_error_message=_(
                    "Programmets målgruppe er åben: Nye borgere kan komme til, så den låses ikke."
                ),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="stays_locked",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("locked_at"),
                condition=pgtrigger.Condition(
                    "OLD.locked_at IS NOT NULL AND NEW.locked_at IS DISTINCT FROM OLD.locked_at"
                ),
                func=refuse("programme_stays_locked", "a locked target group cannot be opened again"),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        """Whether citizens may join the target group after it was drawn."""
        return self.parameters.get("target_group") == "open"


@tracked()
class Grant(models.Model):
    """What a municipality was granted, in whole kroner, and when the application (or a part account) was approved."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="grants")
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="grants")
    amount_dkk = models.PositiveBigIntegerField(_("bevilling i kr."), validators=[MinValueValidator(1)])
    approved_on = models.DateField(_("godkendt"), null=True, blank=True)
    part_account_approved_on = models.DateField(_("delregnskab godkendt"), null=True, blank=True)

    class Meta:
        ordering = ["programme", "municipality"]
        verbose_name = _("bevilling")
        verbose_name_plural = _("bevillinger")
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "municipality"],
                name="one_grant_a_municipality",
                violation_error_message=_("Kommunen har allerede en bevilling i dette program."),
            ),
            models.CheckConstraint(
                name="grant_is_positive",
                condition=models.Q(amount_dkk__gt=0),
                violation_error_message=_("Bevillingen skal være større end 0 kr."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme_id} {self.municipality_id}"


def _membership_trigger(suffix: str, operation, rows: str, **referencing: str) -> pgtrigger.Trigger:
    """Return the check that no change touches the target group of a locked programme.

    The programme's row is locked for sharing, so a change under way and the locking cannot cross.
    """
    return pgtrigger.Trigger(
        name=f"locked_{suffix}",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=operation,
        referencing=pgtrigger.Referencing(**referencing),
        func=f"""
        PERFORM 1 FROM cases_programme WHERE code IN (SELECT programme_id FROM {rows}) FOR SHARE;
        IF EXISTS (
            SELECT 1 FROM cases_programme WHERE locked_at IS NOT NULL AND code IN (SELECT programme_id FROM {rows})
        ) THEN
            {refuse("target_group_is_locked", "the target group is locked")}
        END IF;
        RETURN NULL;
        """,  # noqa: S608
    )


class Membership(models.Model):
    """A citizen of a programme's gross target group, in the municipality they were drawn in.

    The municipality stays: who moves away leaves the project there and joins nowhere. ``joined_on``: the day a
    newcomer joined an open target group, whose figures count them from then on; empty for those drawn at first.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="memberships", db_index=False)
    citizen = models.ForeignKey(Citizen, models.PROTECT, related_name="memberships")
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="memberships", db_index=False)
    joined_on = models.DateField(_("kom til"), null=True, blank=True)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "citizen"], name="once_in_target_group"),
        ]
        indexes = [models.Index(fields=["municipality", "programme"], name="membership_of_municipality")]
        triggers = [
            _membership_trigger("ins", pgtrigger.Insert, "new_rows", new="new_rows"),
            _membership_trigger("upd", pgtrigger.Update, "old_rows", old="old_rows", new="new_rows"),
            _membership_trigger("del", pgtrigger.Delete, "old_rows", old="old_rows"),
        ]

    def __str__(self) -> str:
        return f"{self.programme_id} {self.citizen_id}"
