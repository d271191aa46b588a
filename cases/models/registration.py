"""What every registration about a citizen has in common."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class Registration(models.Model):
    """Something registered about a citizen: who wrote it and when, and once only.

    ``form_token`` is the mark of the form it came from: sending the same form twice stores it once.
    ``happened_field`` names the date that places it in the course of the case. Each registration
    has a constraint or index that begins with the citizen, so the keys here need none of their own.
    """

    happened_field: str

    citizen = models.ForeignKey(
        "cases.Citizen", models.PROTECT, related_name="%(class)ss", editable=False, db_index=False
    )
    created_at = models.DateTimeField(_("registreret"), db_default=Now(), editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        db_index=False,
    )
    form_token = models.UUIDField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{type(self).__name__} {self.pk}"

    @property
    def happened_on(self) -> date | None:
        """The date that places it in the course of the case."""
        return getattr(self, self.happened_field)

    @classmethod
    def happened_expression(cls) -> models.expressions.Combinable:
        """Return the same for a query."""
        return models.F(cls.happened_field)


def stored_once(model: str) -> models.UniqueConstraint:
    """Return the constraint that a form is stored once (nothing is indexed for imported rows)."""
    return models.UniqueConstraint(
        fields=["form_token"], name=f"{model}_form_stored_once", condition=models.Q(form_token__isnull=False)
    )


def dates_in_order(model: str, first: str = "start", last: str = "end") -> models.CheckConstraint:
    """Return the constraint that ``last`` is empty or not before ``first``."""
    return models.CheckConstraint(
        name=f"{model}_{last}_not_before_{first}",
        condition=models.Q(**{f"{last}__isnull": True}) | models.Q(**{f"{last}__gte": models.F(first)}),
        violation_error_message=_("Slutdatoen ligger før startdatoen."),
    )
