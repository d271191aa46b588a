"""Models of visitation, by subject."""

from .rehabilitation import RehabilitationCase
from .visitation import Visitation

__all__ = ["RehabilitationCase", "Visitation"]
