"""How the rules' limits read in a sentence."""

from __future__ import annotations

from fractions import Fraction

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from ..indicators import BY_KEY


def share_words(indicator: str, threshold: Fraction) -> str:
    """Return ``40 % af gruppe 1 er i virksomhedsforløb mv.``: whom a threshold asks what of."""
    sentences = {
        "company_track": _("%(percent)s %% af gruppe 1 er i virksomhedsforløb mv."),
        "paid_hours_or_su": _("%(percent)s %% af indsatsgruppen har løntimer eller er i SU-uddannelse"),
    }
    plain = _("%(percent)s %% er med i tallet »%(label)s«")
    words = {"percent": percent_words(threshold), "label": BY_KEY[indicator].label}
    return sentences.get(indicator, plain) % words


def percent_words(share: Fraction) -> str:
    """Return ``40`` or ``12,5`` for a share."""
    percent = share * 100
    return number_format(int(percent) if percent.denominator == 1 else float(percent))
