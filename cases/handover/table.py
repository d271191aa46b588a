"""The list of hand-overs made, and the citizens of one."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.db.models import Count, F
from django.http import Http404, QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.access_log import log_refusal
from accounts.columns import NUMBER_CELL, DayColumn
from accounts.lists import ListSource, Words, plain_table
from accounts.models import User
from flereskalmed.clock import today

from ..asked import asked_number
from ..current import with_facts
from ..models import Citizen
from .models import Handover, Stays
from .selection import labelled

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
    undone_at = DayColumn(verbose_name=_("Fortrudt"), default="–")
    by = tables.Column(verbose_name=_("Overdraget af"), order_by=("by__first_name", "by__username"))
    reason = tables.Column(verbose_name=_("Begrundelse"), orderable=False)

    class Meta:
        order_by = "-made_at"
        template_name = "includes/table.html"
        attrs = {"class": "table table--borderless table--compact table--responsive-headers cards-table"}

    def render_receiver(self, value: User) -> str:
        """The receiver's name."""
        return value.display_name

    def render_by(self, value: User) -> str:
        """Who did it."""
        return value.display_name


def build(user: User, params: QueryDict) -> HandoverTable:
    """Return the hand-overs ``user`` may see."""
    made: Any = Handover.objects.visible_to(user).select_related("receiver", "by")
    return HandoverTable(made.annotate(number=Count("citizens")))


WHICH = "overdragelse"
CITIZEN_COLUMNS = {"name": _("Navn"), "born_on": _("Født"), "unit": _("Enhed"), "group": _("Gruppe")}
UNDONE_COLUMN = {"undone": _("Fortrudt")}


def find_handover(user: User, number: Any) -> Handover:
    """Return the hand-over when the user may see it; else log the refusal and answer 404."""
    found: Any = Handover.objects.visible_to(user).select_related("receiver", "by", "undone_by")
    made = found.filter(pk=asked_number(number)).first()
    if made is None:
        log_refusal(user, "handover")
        raise Http404
    return made


def citizens_of(made: Handover, user: User) -> list[Citizen]:
    """Return those of its citizens whom ``user`` may see, with the facts of the day."""
    visible = Citizen.objects.visible_to(user).filter(hand_overs__handover=made).annotate(stays=F("hand_overs__stays"))
    found: list[Any] = labelled(
        with_facts(visible, today()).select_related("unit", "caseworker").order_by("name", "pk")
    )
    for citizen in found:
        citizen.undone = _("Blev: %(why)s") % {"why": Stays(citizen.stays).label} if citizen.stays else _("Gik tilbage")
    return found


def citizen_table(user: User, params: QueryDict) -> tables.Table:
    """Return the citizens of the hand-over the address names."""
    made = find_handover(user, params.get(WHICH, ""))
    citizens: list[Any] = citizens_of(made, user)
    rows = [
        {
            **{"name": one.name, "born_on": one.born_on, "group": one.group_label},
            "unit": one.unit.name if one.unit else None,
            "undone": one.undone,
        }
        for one in citizens
    ]
    return plain_table(CITIZEN_COLUMNS | (UNDONE_COLUMN if made.undone_at else {}), rows)


def citizen_words(user: User, params: QueryDict) -> Words:
    """Tell which hand-over it is."""
    made = find_handover(user, params.get(WHICH, ""))
    return [(str(_("Fra")), made.giver_name or "–"), (str(_("Til")), made.receiver.display_name)]


HANDOVERS = ListSource(LIST, _("Overdragelser"), build)
CITIZENS_HANDED_OVER = ListSource("overdragelsens-borgere", _("De overdragne borgere"), citizen_table, citizen_words)
