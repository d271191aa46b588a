"""Models of visitation, by subject."""

from .measures import Measure
from .rehabilitation import RehabilitationCase
from .visitation import Visitation

__all__ = ["Measure", "RehabilitationCase", "Visitation"]
