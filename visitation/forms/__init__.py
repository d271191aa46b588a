"""Forms of visitation, by subject."""

from .decision import DecisionForm
from .measures import MeasureForm
from .rehabilitation import MeetingForm, RehabilitationForm, open_case
from .visitation import VisitationForm

__all__ = ["DecisionForm", "MeasureForm", "MeetingForm", "RehabilitationForm", "VisitationForm", "open_case"]
