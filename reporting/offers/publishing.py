"""Freezing the country's offers of a quarter for those who see published figures only."""

from __future__ import annotations

import logging

from django.db import connection, transaction

from cases.models import Programme

from ..disclosure.protection import CannotProtectError
from ..models import PublishedOffers
from ..months import Month
from ..quarters import Quarter
from .counting import Period, offers_ended
from .protecting import hidden_counts

logger = logging.getLogger(__name__)

MONTHS_AFTER = 6


def followed_until(quarter: Quarter) -> Period:
    """Return the quarter as a period whose every offer has had its six months."""
    return Period(quarter.first, quarter.last, quarter.last_month.plus(MONTHS_AFTER).last)


def freeze_offers(programme: Programme, month: Month) -> None:
    """Store the quarter whose offers have had their six months by the end of ``month``, as publishing the month does.

    A quarter that cannot be protected is left out and logged: its page says so, and the month is published.
    """
    ended = month.plus(-MONTHS_AFTER)
    if ended.number % 3 == 0:
        try:
            published_offers(Quarter.of(ended.first), programme)
        except CannotProtectError as error:  # which counts they are would tell how small they are
            logger.error("the offers until %s are not published: %s counts cannot be hidden", ended, len(error.cells))


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
