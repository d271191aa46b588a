"""The columns of the list of citizens."""

from __future__ import annotations

from functools import cache, cached_property
from typing import Any

import django_tables2 as tables
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django_tables2.data import TableQuerysetData

from accounts.columns import DayColumn, PageColumn
from flereskalmed.clock import today
from flereskalmed.planned import planned

from .codes import Benefit, OfferKind
from .current import visitation_model
from .models import Citizen
from .shown import Shown, shown

#: What a page of the list shows of a citizen beside name, birth, unit and caseworker.
SHOWN_FACTS = ("group", "group_since", "benefit", "benefit_since", "facilitator", "offer_kinds")


class CitizenData(TableQuerysetData):
    """Citizens whose filters are asked once for the count and the page: who passes them, as numbers in order.

    The filters ask for facts of everybody the user may see; a page then needs those of its own few, who passed.
    """

    @cached_property
    def _pages(self) -> dict[tuple[int, ...], list[Shown]]:
        return {}

    @cached_property
    def _numbers(self) -> list[int]:
        with planned():
            return list(self.data.values_list("pk", flat=True))

    def __len__(self) -> int:
        """How many citizens pass."""
        return len(self._numbers)

    def __getitem__(self, key: slice) -> list[Shown]:
        """Return the citizens of a page, asked for once however often the page is turned to."""
        numbers = tuple(self._numbers[key])
        if numbers not in self._pages:
            citizens = shown(numbers, today(), *SHOWN_FACTS)
            self._pages[numbers] = [citizens[number] for number in numbers if number in citizens]
        return self._pages[numbers]


class CitizenTable(tables.Table):
    """One row for each citizen. Expects the annotations of ``current.with_facts``."""

    name = PageColumn("cases:case", verbose_name=_("Navn"))
    born_on = DayColumn(verbose_name=_("Født"))
    unit = tables.Column(accessor="unit__name", verbose_name=_("Enhed"), default="–")
    group = tables.Column(verbose_name=_("Gruppe"), empty_values=())
    group_since = DayColumn(verbose_name=_("Gruppe siden"))
    benefit = tables.Column(verbose_name=_("Ydelse"), default="–")
    benefit_since = DayColumn(verbose_name=_("Ydelse siden"))
    facilitator = tables.Column(verbose_name=_("Jobformidler"), default="–")
    offer_kinds = tables.Column(verbose_name=_("Tilbud nu"), orderable=False, empty_values=())
    caseworker = tables.Column(
        verbose_name=_("Sagsbehandler"), default="–", order_by=("caseworker__first_name", "caseworker__username")
    )

    class Meta:
        model = Citizen
        fields = ()
        order_by = "name"
        template_name = "includes/table.html"
        attrs = {"class": "table table--borderless table--compact table--responsive-headers cards-table"}
        empty_text = ""

    def __init__(self, citizens: QuerySet):
        super().__init__(CitizenData(citizens))

    def render_group(self, record: Any) -> str:
        """The group's number, or that the person has never been visited."""
        return str(group_names()[record.group]).split(" · ")[0] if record.group else str(_("Ikke visiteret"))

    def render_benefit(self, value: str) -> str:
        """The benefit in words."""
        return str(Benefit(value).label)

    def render_offer_kinds(self, value: list[str]) -> str:
        """The offers of today, each kind once."""
        return ", ".join(str(OfferKind(kind).label) for kind in dict.fromkeys(value or ())) or "–"

    def render_caseworker(self, value: Any) -> str:
        """The caseworker's name."""
        return value.display_name


@cache
def group_names() -> dict[str, Any]:
    """Return each group's name as it stands in the model."""
    return dict(visitation_model()._meta.get_field("group").choices)
