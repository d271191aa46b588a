"""The reports that a quarter adds to a month's release, with what the release says of them.

The group 2 analysis is of the quarter that the month ends. The offers are of the quarter half a year before: by then
each of them has had its six months.
"""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from .disclosure.patterns import public_note
from .group2 import group2_report
from .models import ClosedOffers, MonthClose
from .offers.following import followed_until, quarter_of
from .offers.report import offers_report
from .quarters import GROUP_2, OFFERS, Quarter, has_quarterly


def quarterly_kinds(close: MonthClose) -> list[str]:
    """Return the kinds of report that are published with a close beside the monthly ones; its pattern is there."""
    ends = close.of_month.number % 3 == 0
    kinds = [GROUP_2] if ends and has_quarterly(close.programme, GROUP_2) else []
    return [*kinds, OFFERS] if ClosedOffers.objects.filter(close=close).exists() else kinds


def quarterly_report(close: MonthClose, kind: str) -> dict[str, Any]:
    """Return the country's published report of a quarter, by its kind."""
    return published_group2_report(close) if kind == GROUP_2 else published_offers_report(close)


def published_group2_report(close: MonthClose) -> dict[str, Any]:
    """Return the analysis of the quarter that a close ends, as it is published."""
    month, programme = close.of_month, close.programme_id
    report = group2_report(month, programme=programme, audience="published", version=close.version)
    return {**report, "quarter": str(Quarter.of(month.first)), **_release(close)}


def published_offers_report(close: MonthClose) -> dict[str, Any]:
    """Return the offers that are published with a close. Raises ``ClosedOffers.DoesNotExist``."""
    stored = ClosedOffers.objects.get(close=close)
    quarter = quarter_of(close.of_month)
    assert quarter is not None, "offers are stored with the month they have been followed to"  # noqa: S101
    return offers_report(stored.lines, followed_until(quarter), stored.hidden) | _release(close)


def _release(close: MonthClose) -> dict[str, Any]:
    """Return what every published report says of its release."""
    return {
        "programme": close.programme_id,
        "month": str(close.of_month),
        "version": close.version,
        "closed_at": timezone.localtime(close.closed_at).isoformat(),
        "audience": "published",
        "disclosure": public_note(close),
    }
