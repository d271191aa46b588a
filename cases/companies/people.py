"""The citizens at a company as a list with an Excel button: who was there, in which offer, and what it led to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import django_tables2 as tables
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.access_log import log_refusal
from accounts.columns import NUMBER_CELL, DayColumn
from accounts.lists import ListSource, Words, register_list
from flereskalmed.clock import today

from ..asked import asked_number
from ..codes import OfferKind
from ..models import Company, Offer
from .presence import offers_at

if TYPE_CHECKING:
    from django.http import QueryDict

    from accounts.models import User

PEOPLE_HERE = "virksomhedens-borgere"
WHICH = "virksomhed"


class PeopleTable(tables.Table):
    """One row for each offer at the company. Expects what ``presence.offers_at`` returns."""

    citizen = tables.Column(accessor="citizen__name", verbose_name=gettext_lazy("Borger"))
    kind = tables.Column(verbose_name=gettext_lazy("Tilbud"))
    start = DayColumn(verbose_name=gettext_lazy("Start"))
    end = DayColumn(verbose_name=gettext_lazy("Slut"))
    weekly_hours = tables.Column(verbose_name=gettext_lazy("Timer om ugen"), attrs=NUMBER_CELL)
    agreed_tasks = tables.Column(verbose_name=gettext_lazy("Aftalte opgaver"))
    led_to_paid_hours = tables.Column(verbose_name=gettext_lazy("Løntimer"), empty_values=(), orderable=False)

    class Meta:
        order_by = "-start"
        default = "–"
        template_name = "includes/table.html"

    def render_led_to_paid_hours(self, record: Offer, value: Any) -> str:
        """What it led to, in the words of the company's page."""
        if record.kind == OfferKind.ORDINAERE_TIMER:
            return _("Er løntimer")
        return _("Førte til løntimer") if value else "–"


def company_of(user: User, params: QueryDict) -> Company:
    """Return the company whose number the address holds; one outside the user's register is refused."""
    found = Company.objects.visible_to(user).filter(pk=asked_number(params.get(WHICH))).first()
    if found is None:
        log_refusal(user, PEOPLE_HERE)
        raise Http404
    return found


def build(user: User, params: QueryDict) -> PeopleTable:
    """Return everybody ``user`` may see who is, was or will be at the company."""
    return PeopleTable(offers_at(company_of(user, params), user, today()))


def words(user: User, params: QueryDict) -> Words:
    """Tell which company it is."""
    return [(_("Virksomhed"), str(company_of(user, params)))]


def register_lists() -> None:
    """Give the list its Excel button."""
    register_list(ListSource(PEOPLE_HERE, gettext_lazy("Borgere i virksomheden"), build, words))
