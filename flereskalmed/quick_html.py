"""Text made safe for HTML. Django's own way also copes with lazy texts, and a list writes some thousand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

from django.utils.safestring import SafeString, mark_safe


def safe(value: Any) -> str:
    """Return the text of ``value`` with its special characters escaped; what is marked as safe stays as it is."""
    return value.__html__() if hasattr(value, "__html__") else escape(str(value))


def quick(pattern: str, *values: Any) -> SafeString:
    """Return the pattern with the values in its places, as Django's ``format_html``."""
    return mark_safe(pattern.format(*map(safe, values)))  # noqa: S308 -- all escaped


def joined(separator: str, pattern: str, rows: Iterable[Sequence[Any]]) -> SafeString:
    """Return the pattern with each row's values in its places, as Django's ``format_html_join``."""
    return mark_safe(separator.join([pattern.format(*map(safe, values)) for values in rows]))  # noqa: S308 -- all escaped


def attributes(given: Mapping[str, Any]) -> str:
    """Return attributes, each after a space; one that is True stands without a value, one False or None not at all."""
    return "".join(
        [
            f" {name}" if value is True else f' {name}="{safe(str(value))}"'
            for name, value in given.items()
            if value is not False and value is not None
        ]
    )
