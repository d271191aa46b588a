"""The demo's claims: what is met is claimed and paid in its order, by its roles; a second run adds nothing."""

import pytest

from accounts.models import Role
from cases.models import Grant
from demo.claims import COURSES, store_claims
from demo.staff import COLLEAGUES, LOGINS
from reporting.claims.standing import standings
from reporting.closing import close_month
from reporting.models import ClaimStep
from reporting.months import Month
from tests import people

pytestmark = pytest.mark.django_db


def course_of(municipality: str) -> list[list[str]]:
    grant = Grant.objects.select_related("programme").filter(municipality=municipality)
    return [[step.step for step in one.steps] for one in standings(grant)[0].instalments]


def test_what_is_met_is_claimed_and_the_rest_is_left(manager, star):
    people.a_member(group="1", since="2017-08-01")
    Grant.objects.create(programme_id="fsm1", municipality_id="851", amount_dkk=1001, approved_on="2017-06-01")
    close_month(Month(2018, 3))
    assert store_claims(star) == 6
    assert course_of("851") == [["claimed", "approved", "paid"], ["claimed", "approved", "paid"], []]
    days = list(ClaimStep.objects.filter(instalment__number=2).values_list("on", flat=True))
    assert days == sorted(set(days)) and days[0] > Month(2018, 3).last
    assert store_claims(star) == 0


def test_nobody_claims_for_a_municipality_without_a_manager(star):
    Grant.objects.create(programme_id="fsm1", municipality_id="561", amount_dkk=1001, approved_on="2017-06-01")
    assert store_claims(star) == 0


def test_every_municipality_that_claims_has_a_manager_of_the_whole_house():
    managers = {one.municipality for one in (*LOGINS, *COLLEAGUES) if one.role is Role.MANAGER and one.unit is None}
    assert set(COURSES) <= managers
