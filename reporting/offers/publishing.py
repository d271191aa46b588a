"""Freezing the country's offers of a quarter for those who see published figures only."""

from __future__ import annotations

from django.db import connection, transaction

from cases.models import Programme

from ..models import PublishedOffers
from ..quarters import Quarter
from .counting import Period, offers_ended
from .protecting import hidden_counts

MONTHS_AFTER = 6


def followed_until(quarter: Quarter) -> Period:
    """Return the quarter as a period whose every offer has had its six months."""
    return Period(quarter.first, quarter.last, quarter.last_month.plus(MONTHS_AFTER).last)


def published_offers(quarter: Quarter, programme: Programme) -> PublishedOffers:
    """Return what is published of a quarter; the first time it is counted, protected, audited and stored.

    Two who ask at once wait for each other and get the same. Raises ``CannotProtectError``: then nothing is stored.
    """
    stored = PublishedOffers.objects.filter(programme=programme, quarter_ends=quarter.last)
    found = stored.first()
    if found is not None:
        return found
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"offers:{programme.pk}"])
        found = stored.first()
        if found is None:
            lines = offers_ended(followed_until(quarter), programme.pk)
            found = PublishedOffers.objects.create(
                programme=programme, quarter_ends=quarter.last, lines=lines, hidden=hidden_counts(lines)
            )
    return found
