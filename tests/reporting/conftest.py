"""Closed months for the tests of pages, files and commands."""

import pytest

from cases.models import Grant
from reporting.closing import close_months
from reporting.months import Month
from tests import people

from .publishing import published

MARCH = Month(2018, 3)


@pytest.fixture
def closed_months(db):
    """Aalborg with six members and a grant, Brønderslev with one; February and March 2018 closed."""
    for group in ("1", "1", "1", "1", "2", ""):
        member = people.a_member(group=group)
        if group == "1":
            people.an_offer(member, "virksomhedspraktik", "2018-01-15")
    people.a_member("810", group="1")
    Grant.objects.create(programme_id="fsm1", municipality_id="851", amount_dkk=1000, approved_on="2017-06-30")
    return close_months(Month(2018, 2), MARCH)


@pytest.fixture
def published_months(closed_months):
    """The same two months, published."""
    for close in closed_months:
        published(close)
    return closed_months
