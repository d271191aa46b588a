"""Taking hidden cells out of a report. A hidden value is None beside a mark; a share goes with either number."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from ..indicators import BY_KEY
from .tables import denominator

Figure = dict[str, Any]


def masked(figure: Figure, *, count: bool = False, of: bool = False, previous: bool = False) -> Figure:
    """Return the figure without the numbers named, and without the share that would reveal one of them."""
    if not (count or of or previous):
        return figure
    shown = dict(figure)
    if count:
        shown |= {"count": None, "suppressed": True}
    if of:
        shown |= {"of": None, "of_suppressed": True}
    if "share" in shown and (count or of):
        shown["share"] = None
    if previous and shown.get("previous") is not None:
        shown |= {"previous": None, "previous_suppressed": True}
    return shown


def masked_numbers(numbers: Mapping[str, int], hidden: Collection[str]) -> dict[str, Any]:
    """Return plain numbers by name without the hidden ones; one mark for all of them."""
    shown: dict[str, Any] = {name: None if name in hidden else number for name, number in numbers.items()}
    return shown | ({"suppressed": True} if any(name in hidden for name in numbers) else {})


def masked_indicators(
    figures: Mapping[str, Figure], hidden: Collection[str], hidden_before: Collection[str] = ()
) -> dict[str, Figure]:
    """Return a place's indicators by key without the hidden cells; ``hidden_before``: those of last month's close."""
    return {
        key: _indicator(figure, key, hidden, hides_previous=key in hidden_before) for key, figure in figures.items()
    }


def masked_monthly(report: dict[str, Any], hidden: Mapping[str, Collection[str]], previous: str) -> dict[str, Any]:
    """Return a monthly report without its hidden cells; ``hidden`` by the month whose close they belong to."""
    own, before = hidden[report["month"]], hidden.get(previous, ())
    return report | {
        "indicators": masked_indicators(report["indicators"], own, before),
        "series": [
            {
                key: value if key == "month" else _indicator(value, key, hidden[point["month"]])
                for key, value in point.items()
            }
            for point in report["series"]
        ],
    }


def _indicator(figure: Figure, key: str, hidden: Collection[str], *, hides_previous: bool = False) -> Figure:
    of = denominator(key, BY_KEY[key].lag)
    return masked(figure, count=key in hidden, of="of" in figure and of in hidden, previous=hides_previous)
