"""Models of visitation, by subject."""

from .measures import Measure
from .preparation import Preparation
from .rehabilitation import RehabilitationCase
from .visitation import Visitation

__all__ = ["Measure", "Preparation", "RehabilitationCase", "Visitation"]
