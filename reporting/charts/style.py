"""Fonts and colours of figures, shared by page and PDF."""

from __future__ import annotations

from typing import Any

#: The design system's font. Its files lie in the npm package; nothing is fetched.
FONT = "IBM Plex Sans"
FALLBACK = f"{FONT}, system-ui, sans-serif"

ACCENT = "#0059b3"
INK = "#1a1a1a"
MUTED = "#57606a"
GRID = "#dfe3e8"
TRACK = "#f2f4f7"

#: Group by group from dark to light, so that they also differ in greyscale; blue and amber stay apart
#: for every common colour blindness. The second colour is the text that reads on it.
GROUP_COLOURS: dict[str, tuple[str, str]] = {
    "group_1": ("#0b3c6f", "#ffffff"),
    "group_2": ("#3573b1", "#ffffff"),
    "group_3": ("#efb95a", INK),
    "group_deferred": ("#cdd3da", INK),
}

WIDTH = 680
#: Beside the plot: the percents to the left and the names to the right.
AXIS_WIDTH = 40
BESIDE = 110
PLOT_WIDTH = WIDTH - BESIDE
GROUPS_HEIGHT = 160
SHARE_HEIGHT = 200
LABEL_SIZE = 10
#: Twelve months stand side by side, "September" among them.
MONTH_SIZE = 9


def configuration() -> dict[str, Any]:
    """Return the Vega-Lite configuration of every figure."""
    return {
        "font": FALLBACK,
        "background": "transparent",
        "padding": {"left": 2, "right": 2, "top": 6, "bottom": 2},
        "view": {"stroke": None},
        "axis": {
            "labelFontSize": LABEL_SIZE,
            "labelColor": INK,
            "domainColor": MUTED,
            "gridColor": GRID,
            "tickColor": MUTED,
            "ticks": False,
            "labelPadding": 6,
            "title": None,
        },
        "text": {"fontSize": LABEL_SIZE, "color": INK},
    }
