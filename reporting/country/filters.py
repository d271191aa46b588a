"""The filters above the table of municipalities: in the address, as on every list."""

from __future__ import annotations

import django_filters
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.filters import ListFilter
from cases.models import ComparisonGroup, Municipality, Programme

from ..blocks import compared_first, compared_of
from ..indicators import BY_KEY

LONGEST_TERM = 60


def _regions() -> list[tuple[str, str]]:
    regions = Municipality.objects.order_by("region").values_list("region", flat=True).distinct()
    return [(region, region) for region in regions]


class CountryFilter(ListFilter):
    """Name or code, region, group of comparable municipalities, and which figure is ranked, drawn and mapped."""

    tal = django_filters.ChoiceFilter(
        label=_("Tal på kort og kurver"),
        choices=[],
        empty_label=None,
        method="of_figure",
    )
    kommune = django_filters.CharFilter(label=_("Find kommune"), method="of_term", max_length=LONGEST_TERM)
    region = django_filters.ChoiceFilter(label=_("Region"), choices=_regions, empty_label=_("Alle"))
    gruppe = django_filters.ModelChoiceFilter(
        label=_("Sammenlign med"),
        queryset=ComparisonGroup.objects.all(),
        field_name="comparison_groups",
        empty_label=_("Alle"),
    )

    class Meta:
        model = Municipality
        fields: list[str] = []

    def __init__(self, params: QueryDict, programme: Programme) -> None:
        super().__init__(params, Municipality.objects.all())
        self.programme = programme
        self.filters["tal"].extra["choices"] = [(key, BY_KEY[key].label) for key in compared_of(programme)]

    def of_figure(self, municipalities: QuerySet, name: str, value: str) -> QuerySet:
        """Keep all: the figure chosen decides what is shown of them."""
        return municipalities

    def of_term(self, municipalities: QuerySet, name: str, value: str) -> QuerySet:
        """Keep those whose name holds the term, or whose code it is."""
        return municipalities.filter(Q(name__icontains=value.strip()) | Q(code=value.strip()))

    @property
    def key(self) -> str:
        """The figure chosen; the usual one where none or an unknown one is."""
        form = self.form
        return (form.is_bound and form.is_valid() and form.cleaned_data["tal"]) or compared_first(self.programme)

    def codes(self) -> set[str]:
        """Return the codes of the municipalities that are kept."""
        return set(self.qs.values_list("code", flat=True))


def asked_filter(params: QueryDict, programme: Programme) -> CountryFilter:
    """Return the filter with what the address asks; what it leaves out is as at first."""
    given = params.copy()
    given.setdefault("tal", compared_first(programme))
    return CountryFilter(given, programme)
