"""What was documented and who approved it: written once, so that the file can be made again byte for byte."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from cases.history import refuse
from cases.models import Grant

from ..models import frozen


class Documentation(models.Model):
    """The documentation of one instalment as it was judged that day, signed off by name and date.

    ``content`` is the whole report without any person of the target group; ``sha256`` is that of its canonical text
    and stands in the files. A new judgement is a new ``version``.
    """

    grant = models.ForeignKey(Grant, models.PROTECT, related_name="documentations")
    number = models.PositiveSmallIntegerField()
    version = models.PositiveSmallIntegerField()
    approved_by = models.CharField(_("godkendt af"), max_length=120)
    approved_title = models.CharField(_("stilling"), max_length=120, blank=True, default="")
    approved_on = models.DateField(_("dato"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(db_default=Now())
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["grant", "number", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["grant", "number", "version"],
                name="documentation_version_once",
                violation_error_message=_("En anden har netop gjort det. Se siden igen."),
            ),
            models.CheckConstraint(
                name="documentation_is_approved_by_name",
                condition=Q(approved_by__regex=r"\S"),
                violation_error_message=_("Skriv navnet på den, der godkender."),
            ),
            models.CheckConstraint(
                name="documentation_has_its_hash",
                condition=Q(sha256__regex="^[0-9a-f]{64}$"),
                violation_error_message=_("Dokumentationen mangler sin kontrolsum."),
            ),
        ]
        triggers = [
            *frozen(),
            pgtrigger.Trigger(
                name="by_its_manager",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=f"""
                IF NOT EXISTS (
                    SELECT 1 FROM accounts_user u JOIN cases_grant g ON g.municipality_id = u.municipality_id
                    WHERE u.id = NEW.made_by_id AND g.id = NEW.grant_id
                        AND u.is_active AND u.role = 'manager' AND u.unit_id IS NULL
                ) THEN
                    {refuse("documentation_by_its_manager", "another role documents an instalment")}
                END IF;
                RETURN NEW;
                """,  # noqa: S608 -- our own names only
            ),
        ]

    def __str__(self) -> str:
        return f"{self.grant_id} {self.number} v{self.version}"
