"""The list of hand-overs made."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.db.models import Count
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.columns import NUMBER_CELL, DayColumn
from accounts.lists import ListSource
from accounts.models import User

from ..forms.course import name_of
from .models import Handover

LIST = "overdragelser"


class HandoverTable(tables.Table):
    """One row for each hand-over, newest first."""

    made_at = tables.DateTimeColumn(
        verbose_name=_("Registreret"), format="SHORT_DATETIME_FORMAT", linkify=("cases:handover", [tables.A("pk")])
    )
    starts_on = DayColumn(verbose_name=_("Fra og med"))
    kind = tables.Column(verbose_name=_("Hvad"))
    giver = tables.Column(verbose_name=_("Fra"), accessor="giver_name", default="–")
    receiver = tables.Column(verbose_name=_("Til"), order_by=("receiver__first_name", "receiver__username"))
    number = tables.Column(verbose_name=_("Borgere"), attrs=NUMBER_CELL)
    by = tables.Column(verbose_name=_("Overdraget af"), order_by=("by__first_name", "by__username"))
    reason = tables.Column(verbose_name=_("Begrundelse"), orderable=False)

    class Meta:
        order_by = "-made_at"
        template_name = "includes/table.html"
        attrs = {"class": "table table--borderless table--compact table--responsive-headers cards-table"}

    def render_receiver(self, value: User) -> str:
        """The receiver's name."""
        return name_of(value)

    def render_by(self, value: User) -> str:
        """Who did it."""
        return name_of(value)


def build(user: User, params: QueryDict) -> HandoverTable:
    """Return the hand-overs ``user`` may see."""
    made: Any = Handover.objects.visible_to(user).select_related("receiver", "by")
    return HandoverTable(made.annotate(number=Count("citizens")))


HANDOVERS = ListSource(LIST, _("Overdragelser"), build)
