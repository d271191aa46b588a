"""The list of companies: its filters in the address, its columns, and the whole table for a user."""

from __future__ import annotations

from typing import TYPE_CHECKING

import django_filters
import django_tables2 as tables
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.columns import PageColumn
from accounts.filters import ListFilter
from accounts.lists import ListSource, Words, register_list, words_of
from flereskalmed.clock import today

from ..models import Company
from ..reference.branches import Branch
from .finding import matching
from .presence import with_people

if TYPE_CHECKING:
    from django.http import QueryDict

    from accounts.models import User

COMPANIES = "virksomheder"
LONGEST_TERM = 100
COUNT = {"td": {"class": "number"}, "th": {"class": "number"}}
#: Choices of the filter on people: (value, label, the condition on the counts).
PEOPLE = {
    "now": (_("Har borgere nu"), {"now__gt": 0}),
    "earlier": (_("Har haft borgere, ingen nu"), {"now": 0, "earlier__gt": 0}),
    "led": (_("Har ført til løntimer"), {"led__gt": 0}),
    "none": (_("Ingen borgere endnu"), {"ever": 0}),
}


class CompanyFilter(ListFilter):
    """Name, CVR number or town; branch; and whether people are there. Expects ``presence.with_people``."""

    q = django_filters.CharFilter(
        label=_("Søg på navn, CVR-nummer eller by"), method="of_term", max_length=LONGEST_TERM
    )
    branch = django_filters.ChoiceFilter(label=_("Branche"), choices=Branch.choices, empty_label=_("Alle"))
    people = django_filters.ChoiceFilter(
        label=_("Borgere"),
        method="of_people",
        empty_label=_("Alle"),
        choices=[(value, label) for value, (label, _condition) in PEOPLE.items()],
    )

    class Meta:
        model = Company
        fields: list[str] = []

    def of_term(self, companies: QuerySet, name: str, value: str) -> QuerySet:
        """Keep the companies with every word in name, town or CVR number."""
        return matching(companies, value)

    def of_people(self, companies: QuerySet, name: str, value: str) -> QuerySet:
        """Keep the companies with people now, earlier, never, or with a placement that led to paid hours."""
        return companies.filter(**PEOPLE[value][1])


class CompanyTable(tables.Table):
    """One row for each company. Expects the annotations of ``presence.with_people``."""

    name = PageColumn("cases:company", verbose_name=_("Navn"))
    cvr = tables.Column(verbose_name=_("CVR"), localize=False)
    branch = tables.Column(verbose_name=_("Branche"))
    town = tables.Column(verbose_name=_("By"))
    contact_name = tables.Column(verbose_name=_("Kontaktperson"))
    now = tables.Column(verbose_name=_("Nu"), attrs=COUNT, initial_sort_descending=True)
    earlier = tables.Column(verbose_name=_("Tidligere"), attrs=COUNT, initial_sort_descending=True)
    led = tables.Column(verbose_name=_("Fik løntimer"), attrs=COUNT, initial_sort_descending=True)

    class Meta:
        model = Company
        fields = ()
        order_by = "name"
        default = "–"
        template_name = "includes/table.html"
        attrs = {"class": "table table--borderless table--compact table--responsive-headers cards-table"}
        empty_text = ""


def filtered(user: User, params: QueryDict) -> CompanyFilter:
    """Return the companies ``user`` may see with the filters of the address."""
    companies = with_people(Company.objects.visible_to(user).kept(), user, today())
    return CompanyFilter(params, companies)


def build(user: User, params: QueryDict) -> CompanyTable:
    """Return the whole list as the address asks for it, every page of it."""
    return CompanyTable(filtered(user, params).qs)


def words(user: User, params: QueryDict) -> Words:
    """Tell the filters in use."""
    return words_of(filtered(user, params))


def register_lists() -> None:
    """Give the list its Excel button."""
    register_list(ListSource(COMPANIES, _("Virksomheder"), build, words))
