"""The cells of a closed month, from its frozen figures."""

from __future__ import annotations

from collections.abc import Mapping

from cases.models import Municipality

from ..group2_counts import Group2, group2_counts
from ..lookups import the_programme
from ..models import ClosedFigures, ClosedGroup2, ClosedOffers, MonthClose
from ..months import Month
from ..quarters import GROUP_2, has_quarterly
from .offer_facts import offer_cells
from .tables import COUNTRY, Tables, group_2_counts, monthly_counts


def tables_of(close: MonthClose) -> Tables:
    """Return the cells of a close: its monthly figures and, frozen for its release, group 2 and the offers."""
    counts = {row.municipality_id or COUNTRY: monthly_counts(row.figures) for row in _figures(close)}
    group_2 = frozen_group2(close)
    if group_2:
        for place, more in group_2_counts(group_2, list(counts), with_whole=_differs(group_2, counts)).items():
            counts[place] |= more
    offers = ClosedOffers.objects.filter(close=close).first()
    return Tables(
        f"{close.of_month}.{close.version}",
        close.of_month,
        counts,
        regions(),
        _mark(close.programme_id),
        offer_cells(offers.lines) if offers else {},
    )


def group2_tables(month: Month, programme: str, figures: Group2) -> Tables:
    """Return the cells of a group 2 analysis by itself."""
    places = [*regions(), COUNTRY]
    return Tables(str(month), month, group_2_counts(figures, places, with_whole=True), regions(), _mark(programme))


def freeze_group2(close: MonthClose) -> None:
    """Store the group 2 analysis of the close's month as the registrations stand; afterwards it never changes.

    Not of a programme that publishes none: nothing ties its figures to the programme's monthly ones.
    """
    if not has_quarterly(close.programme, GROUP_2):
        return
    ClosedGroup2.objects.bulk_create(
        ClosedGroup2(close=close, municipality_id=None if place == COUNTRY else place, figures=own)
        for place, own in group2_counts(close.of_month, close.programme_id).items()
    )


def frozen_group2(close: MonthClose) -> Group2:
    """Return the stored group 2 analysis; empty where none is."""
    return {row.municipality_id or COUNTRY: row.figures for row in ClosedGroup2.objects.filter(close=close)}


def regions() -> dict[str, str]:
    """Return each municipality's region."""
    return dict(Municipality.objects.values_list("code", "region"))


def _figures(close: MonthClose) -> list[ClosedFigures]:
    return list(ClosedFigures.objects.filter(close=close))


def _differs(group_2: Group2, counts: Mapping[str, Mapping[str, int]]) -> bool:
    """Whether registrations between close and release made group 2 another number anywhere."""
    return any(group_2.get(place, {}).get("all", 0) != own.get("group_2") for place, own in counts.items())


def _mark(programme: str) -> int:
    return the_programme(programme).parameters.get("group_2_mark_months", 9)
