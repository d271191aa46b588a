"""Reference data: municipalities and their units."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Municipality(models.Model):
    """One of the 98 Danish municipalities, by its official three-digit code."""

    code = models.CharField(_("kode"), max_length=3, primary_key=True)
    name = models.CharField(_("navn"), max_length=60, unique=True)
    region = models.CharField(_("region"), max_length=30)

    class Meta:
        ordering = ["name"]
        verbose_name = _("kommune")
        verbose_name_plural = _("kommuner")

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """A house or department of a municipality's jobcentre."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, verbose_name=_("kommune"), related_name="units")
    name = models.CharField(_("navn"), max_length=100)

    class Meta:
        ordering = ["municipality", "name"]
        verbose_name = _("enhed")
        verbose_name_plural = _("enheder")
        constraints = [
            models.UniqueConstraint(fields=["municipality", "name"], name="unit_name_in_municipality"),
            # The target of the composite foreign keys that keep a unit inside its municipality.
            models.UniqueConstraint(fields=["id", "municipality"], name="unit_id_municipality"),
        ]

    def __str__(self) -> str:
        return self.name


class ComparisonGroup(models.Model):
    """Municipalities that are compared with each other because they are alike: edited by administrators.

    A municipality may be in several groups, or in none.
    """

    name = models.CharField(
        _("navn"),
        max_length=60,
        unique=True,
        error_messages={"unique": _("Der er allerede en gruppe med det navn.")},
    )
    municipalities = models.ManyToManyField(
        Municipality, verbose_name=_("kommuner"), related_name="comparison_groups", blank=True
    )

    class Meta:
        ordering = ["name"]
        verbose_name = _("sammenligningsgruppe")
        verbose_name_plural = _("sammenligningsgrupper")

    def __str__(self) -> str:
        return self.name
