"""What a published audience may see of a report. The one place that hides counts.

For now every count of 1 or 2 is hidden, wherever it stands. Hiding also what lets a reader derive a hidden
count (``docs/decisions``) is a later step behind the same call.
"""

from __future__ import annotations

from typing import Any, Literal

Audience = Literal["internal", "published"]
AUDIENCES: tuple[Audience, ...] = ("internal", "published")
#: Published counts below this, but not zero, are hidden (the agency's own rule).
SUPPRESS_BELOW = 3


def is_small(value: Any) -> bool:
    """Whether ``value`` is a count that a published audience may not see. Zero is shown."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value < SUPPRESS_BELOW


def protect(report: dict[str, Any], audience: Audience) -> dict[str, Any]:
    """Return the report as ``audience`` may see it; the report given is left as it is.

    A hidden count and the share that would reveal it are ``None`` beside ``"suppressed": true``; a hidden
    ``previous`` is ``None`` beside ``"previous_suppressed": true``.
    """
    return report if audience == "internal" else _protected(report)


def _protected(value: Any) -> Any:
    if isinstance(value, list):
        return [_protected(item) for item in value]
    if not isinstance(value, dict):
        return value
    hidden = dict(value)
    if "count" in value:
        _hide_in_count(hidden)
    else:
        _hide_plain_numbers(hidden)
    return {key: _protected(item) for key, item in hidden.items()}


def _hide_in_count(count: dict[str, Any]) -> None:
    if is_small(count["count"]):
        count["suppressed"] = True
        count["count"] = None
        if "share" in count:
            count["share"] = None
    if is_small(count.get("of")):
        count["of"] = None
    if is_small(count.get("previous")):
        count["previous"] = None
        count["previous_suppressed"] = True


#: Whole numbers of a report that count nobody.
_NOT_PEOPLE = {"version", "number", "percent"}


def _hide_plain_numbers(values: dict[str, Any]) -> None:
    """Hide small counts that stand as plain numbers (bands, a total); one mark for all of the object."""
    small = [key for key, value in values.items() if is_small(value) and key not in _NOT_PEOPLE]
    for key in small:
        values[key] = None
    if small:
        values["suppressed"] = True
