"""The figures of the monthly report as SVG, drawn on the server from a report's own numbers.

One specification serves page and PDF; a hidden value is not in the data that is drawn.
"""

from .bridge import bridge_chart
from .model import Chart, ChartTable
from .of_figure import chart_of
from .shares import share_chart
from .visitation import visitation_chart
from .waiting import waiting_chart

__all__ = [
    "Chart",
    "ChartTable",
    "bridge_chart",
    "chart_of",
    "share_chart",
    "visitation_chart",
    "waiting_chart",
]
