"""The figures of the monthly report as SVG, drawn on the server from a report's own numbers.

One specification serves page and PDF; a hidden value is not in the data that is drawn.
"""

from .bridge import bridge_chart
from .model import Chart, ChartTable
from .shares import COMPANY_TRACK_MARK, company_track_chart, job_chart
from .visitation import visitation_chart
from .waiting import waiting_chart

__all__ = [
    "COMPANY_TRACK_MARK",
    "Chart",
    "ChartTable",
    "bridge_chart",
    "company_track_chart",
    "job_chart",
    "visitation_chart",
    "waiting_chart",
]
