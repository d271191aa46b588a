"""What stands on a start page, and a citizen of whom nothing is due."""

from datetime import date

from cases.models import Citizen
from tests import people

ON = date(2018, 3, 2)
PAGE = "/min-dag/"


def names(response) -> list[str]:
    return [row.record.citizen.name for row in response.context["table"].paginated_rows]


def counts(response) -> dict[str, tuple[int, int]]:
    return {tab.key: tuple(tab.count) for tab in response.context["day"].tabs if tab.count.people}


def settled(group: str = "1", **fields) -> Citizen:
    """Store a member of whom nothing is due on the day: each test takes away or adds what it is about."""
    citizen = people.a_member(group=group, since="2018-02-01", **fields)
    people.a_contact(citizen, "2018-03-01")
    people.a_plan(citizen, "2018-02-01", "2018-02-01")
    people.a_facilitator(citizen, "2018-02-01")
    return citizen
