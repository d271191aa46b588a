"""Forms of visitation, by subject."""

from .decision import DecisionForm
from .measures import MeasureForm
from .preparation import OnwardForm, PreparationForm, open_preparation
from .rehabilitation import MeetingForm, RehabilitationForm, open_case
from .visitation import VisitationForm

__all__ = [
    "DecisionForm",
    "MeasureForm",
    "MeetingForm",
    "OnwardForm",
    "PreparationForm",
    "RehabilitationForm",
    "VisitationForm",
    "open_case",
    "open_preparation",
]
