"""How numbers print: the Danish way (1.234 and 12,5 %), or the English on English pages.

Shares are rounded half up from the whole numbers themselves, never from a float. One helper serves
screens, charts, PDF and tables, so a figure reads the same wherever it stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext

#: A hidden value. Primary and extra hidden cells look the same.
HIDDEN = "*"
#: A share of nobody, or a number that does not exist.
EMPTY = "–"

Figure = Mapping[str, Any]


def whole(number: int) -> str:
    """Print a count: ``1.234``."""
    return number_format(number, force_grouping=True)


def decimal(value: Fraction, decimals: int = 1) -> str:
    """Print an exact number with decimals, rounded half up: ``345,6``."""
    scaled = value * 10**decimals
    steps = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return number_format(Decimal(steps).scaleb(-decimals), decimal_pos=decimals, force_grouping=True)


def kroner(amount: int) -> str:
    """Print whole kroner: ``11.749.000 kr.``"""
    return gettext("%(amount)s kr.") % {"amount": whole(amount)}


def percent(count: int, of: int, decimals: int = 0) -> str:
    """Print a share as percent, rounded half up: ``38 %``, ``12,5 %``. Of nobody: ``–``."""
    return _print_percent(_rounded(count, of, decimals), decimals) if of else EMPTY


def percent_until_all(count: int, of: int) -> str:
    """Print a share with two decimals that says ``100,00 %`` only when nobody is missing."""
    if not of:
        return EMPTY
    steps = _rounded(count, of, 2)
    return _print_percent(min(steps, 9_999) if count < of else steps, 2)


def _rounded(count: int, of: int, decimals: int) -> int:
    """Return the share in steps of ``10**-decimals`` percent, half up, in whole numbers only."""
    scale = 100 * 10**decimals
    return (2 * scale * count + of) // (2 * of)


def _print_percent(steps: int, decimals: int) -> str:
    value = Decimal(steps).scaleb(-decimals)
    return f"{number_format(value, decimal_pos=decimals, force_grouping=True)} %"


def shown_count(figure: Figure) -> str:
    """Print a figure's count: the number, ``*`` when hidden, ``–`` when there is none."""
    return _shown(figure.get("count"), figure.get("suppressed"))


def shown_of(figure: Figure) -> str:
    """Print what a figure is counted of. Where that number is hidden, the report has none."""
    return _shown(figure.get("of"), figure.get("of") is None)


def shown_previous(figure: Figure) -> str:
    """Print last month's number; nothing where the report has none for this figure."""
    if "previous" not in figure and not figure.get("previous_suppressed"):
        return ""
    return _shown(figure.get("previous"), figure.get("previous_suppressed"))


def shown_share(figure: Figure, *, until_all: bool = False) -> str:
    """Print a figure's share; nothing for a plain number, ``*`` when count or denominator is hidden."""
    if "of" not in figure:
        return ""
    if figure.get("suppressed") or figure.get("of") is None:
        return HIDDEN
    if figure.get("count") is None:
        return EMPTY
    return (percent_until_all if until_all else percent)(figure["count"], figure["of"])


def is_hidden(figure: Figure) -> bool:
    """Say whether any part of the figure is hidden."""
    return any(figure.get(mark) for mark in ("suppressed", "of_suppressed", "previous_suppressed"))


def _shown(value: int | None, hidden: object) -> str:
    if hidden:
        return HIDDEN
    return EMPTY if value is None else whole(value)
