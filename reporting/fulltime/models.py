"""The full-time persons of a closed month."""

from __future__ import annotations

import pgtrigger
from django.db import models

from cases.models import Municipality


class ClosedFullTime(models.Model):
    """The days on each benefit in the month of a close, of everyone then known to a municipality.

    ``days``: ``{benefit: {unit's key, "0" for none: {age in whole years: days}}}``, whole numbers; a municipality where
    nobody has a benefit has an empty one. By single years of age, so that any band can be read of it.
    """

    close = models.ForeignKey("reporting.MonthClose", models.PROTECT, related_name="full_time")
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    days = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["close", "municipality"], name="full_time_once_a_close")]
        triggers = [pgtrigger.Protect(name="frozen", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.close_id} {self.municipality_id} full time"
