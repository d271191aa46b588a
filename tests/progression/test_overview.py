"""The municipality's page: who sees whose averages, narrowed by unit and respondent, and no person on it."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import AccessLogEntry
from cases.models import Programme, Unit
from questionnaires.models import Questionnaire
from tests import people

pytestmark = pytest.mark.django_db
PAGE = "/progression/"


@pytest.fixture(autouse=True)
def the_day(settings):
    settings.DEMO_DAY = date(2018, 6, 15)


@pytest.fixture
def house():
    return Unit.objects.create(municipality_id="851", name="Uddannelseshuset")


@pytest.fixture
def measured(house):
    """Three people of the house, measured twice by themselves and once by the caseworker; one elsewhere."""
    for _one in range(3):
        citizen = people.a_member(unit=house, name="Berit Hemmelig")
        people.a_measurement(citizen, "2018-01-05", energy=2)
        people.a_measurement(citizen, "2018-05-05", energy=3)
        people.a_measurement(citizen, "2018-05-05", "caseworker", support=5)
    people.a_measurement(people.a_member(), "2018-05-05", energy=1)


def text(response) -> str:
    assert response.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_averages_with_the_number_answering(as_user, manager, measured):
    shown = text(as_user(manager).get(PAGE))
    assert "2,0 (3) 2,5 (4)" in shown
    assert "3 2,0 3,0 +1,0" in shown
    assert "Uddannelseshuset 2. kvt." not in shown and "Efter enhed, 2. kvt. 2018" in shown
    assert "Berit" not in shown


def test_narrowed_by_unit_and_respondent(as_user, caseworker, measured, house):
    client = as_user(caseworker)
    assert "2,0 (3) 3,0 (3)" in text(client.get(PAGE, {"enhed": house.pk}))
    shown = text(client.get(PAGE, {"hvem": "caseworker"}))
    assert "5,0 (3)" in shown and "Borgeren har nogen at ringe til" in shown


@pytest.mark.parametrize("query", [{"enhed": "x"}, {"enhed": "9" * 30}, {"enhed": "٣"}, {"hvem": "naboen"}])
def test_an_odd_address_is_the_page_itself(as_user, manager, measured, query):
    assert "2,5 (4)" in text(as_user(manager).get(PAGE, query))


def test_another_municipalitys_unit_is_no_choice(as_user, outsider, measured, house):
    shown = text(as_user(outsider).get(PAGE, {"enhed": house.pk}))
    assert "Her er ingen svar endnu" in shown and "Uddannelseshuset" not in shown


def test_a_user_of_a_unit_sees_that_unit(as_user, caseworker, measured, house):
    caseworker.unit = Unit.objects.create(municipality_id="851", name="Andet hus")
    caseworker.save()
    assert "Her er ingen svar endnu" in text(as_user(caseworker).get(PAGE))
    caseworker.unit = house
    caseworker.save()
    shown = text(as_user(caseworker).get(PAGE))
    assert "2,0 (3) 3,0 (3)" in shown and "Alle enheder" not in shown


def test_too_few_are_counted_but_not_averaged(as_user, manager):
    people.a_measurement(people.a_member(), "2018-05-05", energy=4)
    shown = text(as_user(manager).get(PAGE))
    assert "– (1)" in shown and "4,0" not in shown


@pytest.mark.parametrize("user", ["star", "administrator"])
def test_closed_to_those_who_meet_nobody(as_user, request, user):
    assert as_user(request.getfixturevalue(user)).get(PAGE).status_code == 403
    (refused,) = AccessLogEntry.objects.filter(about="progression")
    assert (refused.action, refused.username) == ("refused", request.getfixturevalue(user).username)


def test_without_a_questionnaire_it_is_empty(as_user, manager):
    Questionnaire.objects.all().delete()
    assert "Her er ingen svar endnu" in text(as_user(manager).get(PAGE))


def test_queries_do_not_grow_with_people_or_quarters(as_user, manager, house):
    client, counted = as_user(manager), []
    for month in (1, 4):
        for _one in range(4):
            people.a_measurement(people.a_member(unit=house), f"2018-{month:02d}-05", energy=2)
        with CaptureQueriesContext(connection) as captured:
            client.get(PAGE)
        counted.append(len(captured))
    assert counted[0] == counted[1] <= 15


def test_a_newer_programme_elsewhere_changes_nothing(as_user, manager, measured):
    Programme.objects.create(code="nyt", name="Nyt program", starts_on="2018-01-01")
    assert "2,5 (4)" in text(as_user(manager).get(PAGE))
