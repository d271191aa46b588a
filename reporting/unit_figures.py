"""A municipality's figures by unit, as a close counted them: for its own staff, from the stored rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from .counts import count_of
from .explained.addresses import people_address
from .explained.asked import NO_UNIT, UNIT
from .explained.people import FigureOfPlace
from .indicators import BY_KEY, Indicator
from .models import MemberMonth, MonthClose


@dataclass(frozen=True)
class UnitCell:
    """One figure of one unit, and the address of the people it counts."""

    indicator: Indicator
    figure: dict[str, Any]
    url: str


@dataclass(frozen=True)
class UnitTable:
    """The figures, and a row of cells for each unit by its name."""

    indicators: tuple[Indicator, ...]
    rows: tuple[tuple[str, tuple[UnitCell, ...]], ...]


def unit_figures(close: MonthClose, municipality: str, keys: Iterable[str]) -> UnitTable | None:
    """Return the figures by unit with one query; None where no citizen belongs to a unit.

    Citizens without a unit (also those who had moved away) have a row of their own, so the rows add up to the whole.
    """
    indicators = tuple(BY_KEY[key] for key in keys)
    counts: dict[str, Any] = {}
    for indicator in indicators:
        month = Q(lag=indicator.lag)
        counts[f"{indicator.key}_count"] = Count("pk", filter=month & indicator.counts)
        counts[f"{indicator.key}_of"] = Count("pk", filter=month & (indicator.of or Q()))
    rows = MemberMonth.objects.of_place(close, municipality).values("unit_id", "unit__name")
    lines = list(rows.annotate(**counts).order_by("unit__name"))
    if not any(line["unit_id"] for line in lines):
        return None
    return UnitTable(indicators, tuple((_name(line), _cells(close, municipality, indicators, line)) for line in lines))


def _name(line: dict[str, Any]) -> str:
    return line["unit__name"] or _("Uden enhed")


def _cells(
    close: MonthClose, municipality: str, indicators: tuple[Indicator, ...], line: dict[str, Any]
) -> tuple[UnitCell, ...]:
    unit = str(line["unit_id"] or NO_UNIT)
    return tuple(
        UnitCell(
            indicator,
            count_of(line[f"{indicator.key}_count"], line[f"{indicator.key}_of"]),
            people_address(FigureOfPlace(close, municipality, indicator), **{UNIT: unit}),
        )
        for indicator in indicators
    )
