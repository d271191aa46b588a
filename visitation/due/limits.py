"""The limits of the rules: how many days, months and interviews. They belong to the programme."""

from __future__ import annotations

from cases.models import Programme

#: Each limit under the programme's parameter ``due``, and what holds where the programme does not say.
DEFAULTS: dict[str, int] = {
    "deferral_ends_within_days": 14,
    "deferral_without_end_months": 6,
    "interview_every_months": 3,
    "interviews": 4,
    "interviews_within_months": 12,
    "offer_ends_within_days": 14,
    "no_offer_months": 12,
    "waiting_months": 6,
    "progression_every_months": 3,
}
#: The mark of the group 2 analysis is the same one here.
MARK, MARK_DEFAULT = "group_2_mark_months", 9


def limits(programme: Programme) -> dict[str, int]:
    """Return every limit as the programme has it; what is no whole number from 1 up counts as not given."""
    given = programme.parameters.get("due")
    found = {key: _number(given, key, default) for key, default in DEFAULTS.items()}
    return {**found, MARK: _number(programme.parameters, MARK, MARK_DEFAULT)}


def _number(given: object, key: str, default: int) -> int:
    value = given.get(key) if isinstance(given, dict) else None
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 1 else default
