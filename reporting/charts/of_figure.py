"""The drawing that goes with a figure: its own where it has one, else its share month by month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from ..indicators import Indicator
from .model import Chart
from .shares import share_chart
from .visitation import visitation_chart

#: Figures that say more drawn otherwise than as their share.
_OWN = {"visited": visitation_chart}


def chart_of(indicator: Indicator, report: Mapping[str, Any], marks: Sequence[Fraction] = ()) -> Chart | None:
    """Draw a figure's months with a line at each of ``marks``; None for one whose share the report does not follow."""
    if indicator.key in _OWN:
        return _OWN[indicator.key](report)
    return share_chart(indicator, report, marks) if indicator.in_series and indicator.of is not None else None
