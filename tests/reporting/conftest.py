"""Closed months for the tests of pages, files and commands."""

import pytest

from cases.models import Grant
from reporting.closing import close_months
from reporting.months import Month
from tests import people
from tests.stages import fresh, staged

from .publishing import published

MARCH = Month(2018, 3)


def close_two_months():
    """Aalborg with six members and a grant, Brønderslev with one; February and March 2018 closed."""
    for group in ("1", "1", "1", "1", "2", ""):
        member = people.a_member(group=group)
        if group == "1":
            people.an_offer(member, "virksomhedspraktik", "2018-01-15")
    people.a_member("810", group="1")
    Grant.objects.create(programme_id="fsm1", municipality_id="851", amount_dkk=1000, approved_on="2017-06-30")
    return close_months(Month(2018, 2), MARCH)


def publish_two_months():
    """The same two months, published."""
    closes = close_two_months()
    for close in closes:
        published(close)
    return closes


#: The tests of a class share what stands on them; a test on its own has it for itself.
_closed = staged(close_two_months, "class")
_published = staged(publish_two_months, "class")


@pytest.fixture
def closed_months(_closed, db):
    """Aalborg with six members and a grant, Brønderslev with one; February and March 2018 closed."""
    return fresh(_closed)


@pytest.fixture
def published_months(_published, db):
    """The same two months, published."""
    return fresh(_published)
