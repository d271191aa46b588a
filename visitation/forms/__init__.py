"""Forms of visitation, by subject."""

from .measures import MeasureForm
from .rehabilitation import RehabilitationForm
from .visitation import VisitationForm

__all__ = ["MeasureForm", "RehabilitationForm", "VisitationForm"]
