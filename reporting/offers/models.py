"""The published offers of a quarter: frozen with what is hidden of them."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from cases.models import Programme


class PublishedOffers(models.Model):
    """The country's offers that ended in a quarter, counted and protected once, then the same for ever.

    ``lines``: ``{line: {"offers", "people", "led", "days"}}``; ``hidden``: names of cells, ``line/count``. Stored only
    when the audit found nobody exposed.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    quarter_ends = models.DateField(_("kvartalets sidste dag"))
    lines = models.JSONField()
    hidden = models.JSONField()
    made_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "quarter_ends"], name="offers_published_once"),
            models.CheckConstraint(
                name="offers_of_a_whole_quarter",
                condition=models.Q(quarter_ends__month__in=[3, 6, 9, 12], quarter_ends__day__gte=30),
            ),
        ]
        triggers = [pgtrigger.Protect(name="frozen", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.programme_id} {self.quarter_ends}"
