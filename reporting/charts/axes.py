"""The axes that the figures share. Texts are finished here, so the drawing program formats nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

import altair

from .. import numbers
from . import style
from .window import MONTHS_SHOWN


def month_axis(labels: Mapping[str, Sequence[str]]) -> altair.X:
    """Return the months as places along the figure, with the given lines of text under each.

    There are always twelve places: a short series stands to the right, where the latest month always is.
    """
    texts = json.dumps(labels, ensure_ascii=False)
    earlier = [f"-{number}" for number in range(MONTHS_SHOWN - len(labels), 0, -1)]
    return altair.X(
        "month:N",
        scale=altair.Scale(type="point", domain=[*earlier, *labels], padding=0.5),
        axis=altair.Axis(
            values=list(labels),
            labelExpr=f"({texts})[datum.value]",
            labelAngle=0,
            labelOverlap=False,
            labelLineHeight=12,
            labelFontSize=style.MONTH_SIZE,
            title=None,
            zindex=1,
        ),
    )


def percent_axis(values: Sequence[float]) -> altair.Axis:
    """Return a quiet axis of whole percents at the given shares."""
    texts = {str(round(value * 100)): numbers.percent(round(value * 100), 100) for value in values}
    return altair.Axis(
        values=list(values),
        labelExpr=f"({json.dumps(texts, ensure_ascii=False)})[format(datum.value * 100, '.0f')]",
        labelColor=style.MUTED,
        minExtent=style.AXIS_WIDTH,
        maxExtent=style.AXIS_WIDTH,
        domain=False,
        grid=False,
        title=None,
    )
