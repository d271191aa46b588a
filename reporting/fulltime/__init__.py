"""Full-time persons: weeks on a benefit out of the weeks of a period, over everyone known to a municipality."""

from .bands import AGE_BANDS, AgeBand
from .counting import BENEFITS, FullTime, Period, full_time, months_as_periods

__all__ = ["AGE_BANDS", "BENEFITS", "AgeBand", "FullTime", "Period", "full_time", "months_as_periods"]
