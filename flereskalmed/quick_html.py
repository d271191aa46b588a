"""Text made safe for HTML. Django's own way also copes with lazy texts, and a list writes some thousand."""

from __future__ import annotations

from html import escape
from typing import Any


def safe(value: Any) -> str:
    """Return the text of ``value`` with its special characters escaped; what is marked as safe stays as it is."""
    return value.__html__() if hasattr(value, "__html__") else escape(str(value))
