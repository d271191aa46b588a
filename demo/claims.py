"""What was claimed and paid of the grants: most of what is met, and at each place of its course one that waits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from accounts.models import Role, User
from cases.models import Grant
from flereskalmed.clock import today
from reporting.claims.models import Step
from reporting.claims.standing import GrantStanding, Standing, standings
from reporting.claims.steps import Asked, take_step

PAID = (Step.CLAIMED, Step.APPROVED, Step.PAID)
#: How far each instalment of a municipality has come; the first two of Aalborg are paid, and the third is ahead.
COURSES: dict[str, dict[int, tuple[Step, ...]]] = {
    "851": {1: PAID, 2: PAID},
    "561": {1: PAID, 2: PAID, 3: (Step.CLAIMED,)},
    "461": {1: PAID, 2: PAID, 3: (Step.CLAIMED, Step.APPROVED)},
    "787": {1: PAID, 2: (Step.CLAIMED, Step.RETURNED)},
}
#: How many days after the month in which it was met each step is taken.
DAYS = {Step.CLAIMED: 19, Step.APPROVED: 33, Step.RETURNED: 33, Step.PAID: 47}
REASON = "Ledelsens godkendelse er ikke vedlagt. Anmod igen, når den foreligger."


def store_claims(analyst: User) -> int:
    """Take the steps of ``COURSES`` that follow from what is met; return how many."""
    managers = {
        user.municipality_id: user for user in User.objects.filter(role=Role.MANAGER, unit__isnull=True, is_active=True)
    }
    taken = 0
    for grant in standings(Grant.objects.select_related("programme")):
        manager = managers.get(grant.grant.municipality_id)
        for standing, after, step, on in _wanted(grant) if manager else ():
            asked = Asked(grant.grant.pk, standing.number, step, after)
            by = manager if step is Step.CLAIMED else analyst
            take_step(asked, by, reason=REASON, on=on, amount_dkk=standing.amount_dkk)
            taken += 1
    return taken


def _wanted(grant: GrantStanding) -> Iterator[tuple[Standing, int, Step, date]]:
    """Yield the steps to take for a grant and their days: of each instalment that is met and was never claimed."""
    course = COURSES.get(grant.grant.municipality_id, {})
    for standing in grant.instalments:
        met_in = standing.judged.judgement.met_in
        if met_in is not None and not standing.steps:
            for after, step in enumerate(course.get(standing.number, ())):
                yield standing, after, step, min(met_in.last + timedelta(days=DAYS[step]), today())
