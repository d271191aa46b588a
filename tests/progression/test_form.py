"""Measuring progression: who answers, at least one answer, and correcting it."""

from datetime import date
from uuid import uuid4

import pytest

from progression.models import Progression
from questionnaires.models import Questionnaire
from tests import people

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_day(settings):
    settings.DEMO_DAY = date(2018, 6, 15)


@pytest.fixture
def citizen():
    return people.a_member(group="1")


@pytest.fixture
def send(as_user, caseworker, citizen):
    """Send the form: ``send(citizen_energy="3")``."""

    def post(path: str = "ny/progression/", **fields):
        if path.startswith("ny/"):
            fields = {"form_token": str(uuid4()), "respondent": "citizen", **fields}
        return as_user(caseworker).post(f"/borgere/{citizen.pk}/{path}", {"answered_on": "2018-06-15", **fields})

    return post


@pytest.fixture
def shown(as_user, caseworker, citizen):
    """Return the open form."""
    return lambda query="": as_user(caseworker).get(f"/borgere/{citizen.pk}/ny/progression/{query}").context["form"]


def test_the_citizens_own_answers_today_are_the_default(shown):
    form = shown()
    assert (form["respondent"].value(), form["answered_on"].value()) == ("citizen", date(2018, 6, 15))
    assert {who: len(rows) for who, (_set, rows) in form.asked.items()} == {"citizen": 8, "caseworker": 6}


def test_a_link_may_name_who_answers(shown):
    assert shown("?respondent=caseworker")["respondent"].value() == "caseworker"
    assert shown("?respondent=naboen")["respondent"].value() == "citizen"


def test_only_the_answers_of_the_one_who_answers_are_kept(send):
    assert send(citizen_energy="2", caseworker_energy="5", caseworker_everyday="5").status_code == 302
    one = Progression.objects.get()
    assert (one.respondent, one.answers) == ("citizen", {"energy": 2})
    assert one.questionnaire == people.the_questionnaire("progression_citizen")
    assert send(respondent="caseworker", citizen_energy="2", caseworker_energy="5").status_code == 302
    assert Progression.objects.get(respondent="caseworker").answers == {"energy": 5}


def test_nothing_answered_is_told_at_the_first_question(send):
    response = send(respondent="caseworker", citizen_energy="3")
    assert response.context["form"].errors == {"__all__": ["Svar på mindst ét spørgsmål."]}
    assert not Progression.objects.exists()


def test_a_slip_is_not_told_as_nothing_answered(send):
    assert list(send(citizen_energy="9").context["form"].errors) == ["citizen_energy"]


@pytest.mark.parametrize("respondent", ["", "naboen", "\x00"])
def test_somebody_answers(send, respondent):
    assert list(send(respondent=respondent, citizen_energy="3").context["form"].errors) == ["respondent"]


def test_not_in_the_future(send):
    assert "answered_on" in send(answered_on="2018-06-16", citizen_energy="3").context["form"].errors


def test_the_second_of_a_day_is_told_at_the_date(send):
    send(citizen_energy="3")
    errors = send(citizen_energy="4").context["form"].errors
    assert errors == {"answered_on": ["Der er allerede svar fra samme person den dag. Ret dem i stedet."]}
    assert Progression.objects.get().answers == {"energy": 3}


def test_a_correction_keeps_who_answered_and_the_version(send, citizen, caseworker, as_user):
    one = people.a_measurement(citizen, "2018-05-01", "caseworker", energy=3, support=2)
    path = f"progression/{one.pk}/ret/"
    html = as_user(caseworker).get(f"/borgere/{citizen.pk}/{path}").content.decode()
    assert 'name="respondent"' not in html and 'name="citizen_energy"' not in html
    sent = {"respondent": "citizen", "answered_on": "2018-05-02", "caseworker_energy": "4", "citizen_energy": "1"}
    assert send(path, **sent, reason="Tastefejl").status_code == 302
    one.refresh_from_db()
    assert (one.respondent, one.answers, one.answered_on) == ("caseworker", {"energy": 4}, date(2018, 5, 2))
    html = as_user(caseworker).get(f"/borgere/{citizen.pk}/historik/").content.decode()
    assert "3 · Passer nogenlunde" in html and "4 · Passer godt" in html and "Tastefejl" in html


def test_without_a_questionnaire_the_page_says_so(shown, send):
    Questionnaire.objects.all().delete()
    assert shown().sets == {}
    response = send(citizen_energy="3")
    assert "har intet spørgeskema endnu" in response.content.decode()
    assert not Progression.objects.exists()


def test_with_one_questionnaire_only_that_respondent_is_offered(shown, send):
    Questionnaire.objects.filter(purpose="progression_caseworker").delete()
    assert [value for value, _label in shown().fields["respondent"].choices] == ["citizen"]
    assert "respondent" in send(respondent="caseworker", caseworker_energy="3").context["form"].errors
