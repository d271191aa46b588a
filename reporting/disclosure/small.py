"""Who a report is for, and which counts are small: those that a release hides and that nobody may work out."""

from __future__ import annotations

from typing import Any, Literal

Audience = Literal["internal", "published"]
AUDIENCES: tuple[Audience, ...] = ("internal", "published")
#: Published counts below this, but not zero, are hidden (the agency's own rule).
SUPPRESS_BELOW = 3


def is_small(value: Any) -> bool:
    """Whether ``value`` is a count that a published audience may not see. Zero is shown."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value < SUPPRESS_BELOW
