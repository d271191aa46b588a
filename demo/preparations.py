"""Preparations for the rehabilitation team. The data files have none, so they are stored after the load, in bulk."""

from __future__ import annotations

import numpy as np
from django.db import connection

from visitation.models import Preparation

from .days import DATA_ENDS_ON, workday

#: The first day in group 2 of those who are in it at the end, and the first referral since; those not referred too.
GROUP_2 = """
    SELECT latest.citizen_id, latest.decided_on, MIN(referral.referred_on)
    FROM (
        SELECT DISTINCT ON (citizen_id) citizen_id, decided_on, "group"
        FROM visitation_visitation ORDER BY citizen_id, decided_on DESC
    ) latest
    LEFT JOIN visitation_rehabilitationcase referral
        ON referral.citizen_id = latest.citizen_id AND referral.referred_on > latest.decided_on
    WHERE latest."group" = '2' AND NOT EXISTS (
        SELECT 1 FROM cases_benefitchange gone WHERE gone.citizen_id = latest.citizen_id AND gone.benefit = 'doed'
    )
    GROUP BY latest.citizen_id, latest.decided_on ORDER BY latest.citizen_id
"""
#: How many are prepared here rather than outside the system, and how many cases need a medical statement.
PREPARED, STATEMENT = 0.8, 0.7


def store_preparations(seed: int) -> int:
    """Prepare most of group 2 between their visitation and their referral; the same for the same seed."""
    rng = np.random.default_rng([seed, 4])
    with connection.cursor() as cursor:
        cursor.execute(GROUP_2)
        waiting = cursor.fetchall()
    drawn = [_drawn(citizen, since, referred, rng) for citizen, since, referred in waiting]
    found = [one for one in drawn if one is not None]
    Preparation.objects.bulk_create(found, batch_size=5_000)
    return len(found)


def _drawn(citizen: int, since, referred, rng: np.random.Generator) -> Preparation | None:
    """Draw a preparation: begun within weeks, the statement asked for soon and back a month later, ready when referred.

    What would lie after the referral, or after the end of the story, has not happened.
    """
    happens, needs_statement = rng.random() < PREPARED, rng.random() < STATEMENT
    steps = np.cumsum(rng.integers([2, 3, 20], [20, 15, 60]))
    begun, asked, received = workday(np.datetime64(since, "D") + steps, "forward")
    last = np.datetime64(referred, "D") if referred else DATA_ENDS_ON
    if not happens or begun > min(last, DATA_ENDS_ON):
        return None
    asked_on = asked.item() if needs_statement and asked <= last else None
    return Preparation(
        citizen_id=citizen,
        started_on=begun.item(),
        statement_asked_on=asked_on,
        statement_received_on=received.item() if asked_on and received <= last else None,
        ready_on=referred,
    )
