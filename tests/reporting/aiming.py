"""Help for the tests of targets: one stored with its milestones, and people who make its full-time persons."""

from datetime import date
from fractions import Fraction

from django.db import transaction

from reporting.months import Month
from reporting.targets.judging import Value
from reporting.targets.models import Milestone, Target
from reporting.targets.rules import check_now
from tests import people


def a_target(milestones, municipality: str = "851", **fields) -> Target:
    """Store a target with milestones (day, value)."""
    values = {
        "name": "Færre på kontanthjælp",
        "measure": "full_time",
        "benefit": "" if fields.get("indicator") else "kontanthjaelp",
        "starts_on": date(2017, 1, 1),
        "start_value": 10,
    }
    with transaction.atomic():
        target = Target.objects.create(municipality_id=municipality, **{**values, **fields})
        Milestone.objects.bulk_create(
            Milestone(target=target, due_on=people.day(on), value=value) for on, value in milestones
        )
        check_now()
    return target


def months(*values, first: str = "2017-01"):
    """Return the values as the months from ``first`` on; None is a month that was not measured."""
    start = Month.parse(first)
    return [Value(start.plus(n), Fraction(value)) for n, value in enumerate(values) if value is not None]
