"""The published figures of one close for every place: what pages that compare places are made of."""

from __future__ import annotations

from typing import Any

from cases.models import Grant

from .disclosure.masks import masked_indicators
from .disclosure.patterns import protect_release
from .disclosure.tables import COUNTRY
from .indicators import indicators_of
from .models import ClosedFigures, MonthClose
from .reports import shaped

#: Each place's indicators, as a published report has them; a municipality by its code, the country by ``COUNTRY``.
PlaceFigures = dict[str, dict[str, dict[str, Any]]]


def published_figures(close: MonthClose) -> PlaceFigures:
    """Return what a close publishes of every place, without earlier months. Raises ``ReleaseRefusedError``.

    Read from the stored pattern, as every published report is.
    """
    hidden = protect_release(close).hidden
    indicators = indicators_of(close.programme)
    figures = {}
    for row in ClosedFigures.objects.filter(close=close).order_by("municipality_id"):
        place = row.municipality_id or COUNTRY
        own = {indicator.key: shaped(indicator, row.figures) for indicator in indicators}
        figures[place] = masked_indicators(own, hidden.get(place, ()))
    return figures


def participants(programme: str) -> set[str]:
    """Return the codes of the municipalities that take part: those with a grant.

    Others follow the measure and have figures of their own; they stand in no ranking and are grey on the map.
    """
    return set(Grant.objects.filter(programme=programme).values_list("municipality_id", flat=True))
