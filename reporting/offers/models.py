"""The offers that are published with a month: frozen with what is hidden of them."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models.functions import Now

from cases.history import refuse


class ClosedOffers(models.Model):
    """The country's offers that ended in a quarter, frozen with the close whose release they are published in.

    The close's month is the sixth after the quarter's last. ``lines``: ``{line: {"offers", "people", "led", "days"}}``;
    ``hidden``: names of cells, ``line/count``, chosen and audited with the rest of the release.
    """

    close = models.OneToOneField("reporting.MonthClose", models.PROTECT, related_name="offers")
    lines = models.JSONField()
    hidden = models.JSONField()
    made_at = models.DateTimeField(db_default=Now())

    class Meta:
        triggers = [
            pgtrigger.Protect(name="frozen", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="of_a_whole_quarter",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=" ".join(
                    [
                        "IF EXTRACT(month FROM",
                        "(SELECT c.month FROM reporting_monthclose c WHERE c.id = NEW.close_id)) % 3 <> 0",
                        f"THEN {refuse('offers_of_a_whole_quarter', 'no quarter ended six months before')} END IF;",
                        "RETURN NEW;",
                    ]
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.close_id} offers"
