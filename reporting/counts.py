"""The shape of a count in a report."""

from __future__ import annotations

from typing import Any


def share_of(count: int, of: int) -> float | None:
    """Return the unrounded share, or None when there is nobody to count it of."""
    return count / of if of else None


def count_of(count: int, of: int, **more: Any) -> dict[str, Any]:
    """Return ``{"count", "of", "share"}`` with ``more`` beside them."""
    return {"count": count, "of": of, "share": share_of(count, of), **more}
