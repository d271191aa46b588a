"""Companies: one register for each municipality, and what is agreed with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Lower, Now, Trim
from django.utils.translation import gettext_lazy as _

from ..history import at_kept_company, merged_for_good, tracked
from ..reference.branches import Branch
from .reference import Municipality
from .registration import dates_in_order, stored_once

if TYPE_CHECKING:
    from accounts.models import User


def name_key(name: Any) -> Lower:
    """Return the expression for a name as it is compared: case and spacing make no other company."""
    spaced = Func(name, Value("[[:space:]]+"), Value(" "), Value("g"), function="regexp_replace")
    return Lower(Trim(spaced))


class CompanyQuerySet(models.QuerySet):
    """Companies, and who may see them."""

    def visible_to(self, user: User) -> CompanyQuerySet:
        """Keep the register of the user's municipality, for those who meet people. A unit shares it with the others."""
        return self.filter(municipality=user.municipality_id) if user.sees_people else self.none()

    def kept(self) -> CompanyQuerySet:
        """Leave out those that were the same company and are merged into another."""
        return self.filter(merged_into__isnull=True)

    def called(self, name: str) -> CompanyQuerySet:
        """Keep those of this name, whatever its case and spacing."""
        return self.filter(name_key=name_key(Value(name)))


@tracked(exclude=["name_key", "form_token"])
class Company(models.Model):
    """A company as one municipality knows it, by name and (where known) CVR number.

    A branch of a chain has its own name under the chain's CVR number, so the two together name one. A company
    that was typed twice is ``merged_into`` the other; it stays as another name of it, by which forms and imports
    still find the one that was kept.
    """

    municipality = models.ForeignKey(
        Municipality, models.PROTECT, verbose_name=_("kommune"), related_name="companies", editable=False
    )
    name = models.CharField(_("navn"), max_length=200)
    name_key = models.GeneratedField(expression=name_key(F("name")), output_field=models.TextField(), db_persist=True)
    cvr = models.CharField(
        _("CVR-nummer"),
        max_length=8,
        blank=True,
        default="",
        db_default="",
        validators=[RegexValidator(r"^\d{8}$", _("Et CVR-nummer er otte cifre."))],
    )
    branch = models.CharField(_("branche"), max_length=1, choices=Branch.choices, blank=True, default="", db_default="")
    street = models.CharField(_("vej og nummer"), max_length=200, blank=True, default="", db_default="")
    postcode = models.CharField(_("postnummer"), max_length=4, blank=True, default="", db_default="")
    town = models.CharField(_("by"), max_length=60, blank=True, default="", db_default="")
    contact_name = models.CharField(_("kontaktperson"), max_length=200, blank=True, default="", db_default="")
    contact_phone = models.CharField(_("telefon"), max_length=30, blank=True, default="", db_default="")
    contact_email = models.EmailField(_("e-mail"), blank=True, default="", db_default="")
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("slået sammen med"),
        null=True,
        blank=True,
        related_name="other_names",
        editable=False,
    )
    form_token = models.UUIDField(null=True, editable=False)

    objects = CompanyQuerySet.as_manager()

    class Meta:
        ordering = ["name", "cvr"]
        verbose_name = _("virksomhed")
        verbose_name_plural = _("virksomheder")
        constraints = [
            stored_once("company"),
            models.UniqueConstraint(
                fields=["municipality", "name_key", "cvr"],
                name="company_once_in_municipality",
                violation_error_message=_(
                    "Der er allerede en virksomhed med det navn og CVR-nummer i registret. Slå de to sammen i stedet."
                ),
            ),
            # The target of the composite foreign key that keeps a merge inside the municipality.
            models.UniqueConstraint(fields=["id", "municipality"], name="company_id_municipality"),
            models.CheckConstraint(
                name="company_has_name",
                condition=~Q(name__regex=r"^[[:space:]]*$"),
                violation_error_message=_("Skriv virksomhedens navn."),
            ),
            models.CheckConstraint(
                name="company_cvr_eight_digits",
                condition=Q(cvr="") | Q(cvr__regex=r"^[0-9]{8}$"),
                violation_error_message=_("Et CVR-nummer er otte cifre."),
            ),
            models.CheckConstraint(
                name="company_branch_is_known",
                condition=Q(branch="") | Q(branch__in=Branch.values),
                violation_error_message=_("Vælg en branche fra listen."),
            ),
            models.CheckConstraint(
                name="company_postcode_four_digits",
                condition=Q(postcode="") | Q(postcode__regex=r"^[0-9]{4}$"),
                violation_error_message=_("Et postnummer er fire cifre."),
            ),
            models.CheckConstraint(
                name="company_not_merged_into_itself",
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
                violation_error_message=_("En virksomhed kan ikke slås sammen med sig selv."),
            ),
        ]
        triggers = merged_for_good()

    def __str__(self) -> str:
        return f"{self.name} ({self.cvr})" if self.cvr else self.name


@tracked()
class CompanyAgreement(models.Model):
    """What is agreed with a company over a time (inclusive end, empty: open). Several may hold at once."""

    company = models.ForeignKey(Company, models.PROTECT, related_name="agreements", editable=False)
    text = models.TextField(_("aftale"))
    agreed_with = models.CharField(_("aftalt med"), max_length=200, blank=True, default="")
    start = models.DateField(_("fra"))
    end = models.DateField(_("til"), null=True, blank=True)
    created_at = models.DateTimeField(_("registreret"), db_default=Now(), editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False, db_index=False
    )
    form_token = models.UUIDField(null=True, editable=False)

    class Meta:
        ordering = ["-start", "-pk"]
        verbose_name = _("aftale")
        verbose_name_plural = _("aftaler")
        constraints = [dates_in_order("companyagreement"), stored_once("companyagreement")]
        triggers = at_kept_company()

    def __str__(self) -> str:
        return f"CompanyAgreement {self.pk}"
