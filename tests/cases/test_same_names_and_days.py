"""What is chosen or listed by a day or a name is the same each time, also where two have the same."""

from datetime import date

import pytest
from django.db import connection

from accounts.models import Role
from cases.filters import caseworkers_of
from cases.models import Grant, Programme
from cases.programmes import programme_of
from questionnaires.models import Questionnaire
from tests import people
from tests.conftest import make_user

pytestmark = pytest.mark.django_db
PURPOSE = "progression_citizen"


@pytest.fixture
def member():
    """A citizen of two programmes that began on one day; the one stored first is not the first by code."""
    citizen = people.a_citizen()
    for code in ("ny-b", "ny-a"):
        Programme.objects.create(code=code, name=code, starts_on="2018-01-01")
        people.joins(citizen, code)
        Grant.objects.create(programme_id=code, municipality_id="851", amount_dkk=1)
        asked = people.the_questionnaire(PURPOSE)
        asked.pk, asked.programme_id = None, code
        asked.save(force_insert=True)
    with connection.cursor() as cursor:  # an index would give them by code without being asked to
        for way in ("indexscan", "indexonlyscan", "bitmapscan", "mergejoin"):
            cursor.execute(f"SET LOCAL enable_{way} = off")
    return citizen


def test_of_two_programmes_of_one_day_the_first_by_code_is_meant_everywhere(as_user, manager, member):
    assert programme_of(manager).code == member.programme.code == "ny-a"
    assert Questionnaire.objects.for_citizen(member, PURPOSE, date(2018, 3, 1)).programme_id == "ny-a"
    assert as_user(manager).get("/rater/")["Location"] == "/rater/ny-a/851/"


def test_two_colleagues_of_one_name_keep_their_places(manager):
    same = [make_user(f"ida{n}", Role.CASEWORKER, "851", first_name="Ida", last_name="Iversen") for n in range(3)]
    for user in reversed(same):
        people.a_citizen(caseworker=user)
    same[0].save()  # it stands last in the table's file now
    assert caseworkers_of(manager) == [(str(user.pk), "Ida Iversen") for user in same]
