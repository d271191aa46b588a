"""What the database holds: answers fit their version, an answered version stays, an interview is one's own."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from cases.changes import readable
from cases.models import Contact
from progression.models import Progression
from questionnaires.models import Questionnaire
from tests import people
from visitation.models import Visitation

pytestmark = pytest.mark.django_db


@pytest.fixture
def citizen():
    return people.a_member()


@pytest.fixture
def asked():
    return people.the_questionnaire("visitation")


def refusal(action) -> str:
    """Return the name of the rule that refuses the action."""
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        action()
    return readable(caught.value).code


def assess(citizen, asked, answers):
    return people.visited(citizen, "1", "2018-01-01", questionnaire=asked, answers=answers)


@pytest.mark.parametrize(
    "answers",
    [
        {"home": 0},
        {"home": 6},
        {"home": "3"},
        {"home": 3.5},
        {"home": None},
        {"home": True},
        {"own_words": 3},
        {"own_words": ""},
        {"horoscope": 3},
        {"home": 3, "horoscope": 3},
        [3],
        "home",
    ],
)
def test_an_answer_fits_its_question(citizen, asked, answers):
    assert refusal(lambda: assess(citizen, asked, answers)) == "answers_fit_the_questions"


def test_answers_that_fit(citizen, asked):
    assess(citizen, asked, {"home": 1, "support": 5, "own_words": "Vil have fred"})
    people.a_measurement(citizen, "2018-01-01", energy=5)


def test_a_correction_is_compared_too(citizen, asked):
    visitation = assess(citizen, asked, {"home": 3})
    visitation.answers = {"home": 7}
    assert refusal(visitation.save) == "answers_fit_the_questions"


def test_answers_are_to_the_questionnaire_of_the_purpose(citizen):
    other = people.the_questionnaire("progression_citizen")
    assert refusal(lambda: assess(citizen, other, {"energy": 3})) == "answers_fit_the_questions"


def test_a_respondent_answers_their_own_questionnaire(citizen):
    one = people.a_measurement(citizen, "2018-01-01", energy=3)
    one.respondent = "caseworker"
    assert refusal(one.save) == "answers_fit_the_questions"


@pytest.mark.parametrize(
    "fields", [{"answers": {"home": 3}}, {"questionnaire": True}, {"answers": {}, "questionnaire": True}]
)
def test_answers_and_version_stand_together(citizen, asked, fields):
    if "questionnaire" in fields:
        fields = {**fields, "questionnaire": asked}
    with pytest.raises(IntegrityError), transaction.atomic():
        people.visited(citizen, "1", "2018-01-01", **fields)


def test_an_answered_version_stays(citizen, asked):
    visitation = assess(citizen, asked, {"home": 3})
    change = lambda: Questionnaire.objects.filter(pk=asked.pk).update(questions=asked.questions[:3])  # noqa: E731
    assert refusal(change) == "answered_questionnaire_stays"
    with pytest.raises(ProtectedError):
        asked.delete()
    with connection.cursor() as cursor:
        assert refusal(
            lambda: cursor.execute("DELETE FROM questionnaires_questionnaire WHERE id = %s", [asked.pk])
        ) == ("answered_questionnaire_stays")
    visitation.delete()
    assert refusal(change) == "answered_questionnaire_stays", "the history still rests on it"


@pytest.mark.parametrize("purpose", ["progression_citizen", "progression_caseworker"])
def test_an_answered_progression_version_stays(citizen, purpose):
    people.a_measurement(citizen, "2018-01-01", purpose.removeprefix("progression_"), energy=3)
    version = Questionnaire.objects.filter(purpose=purpose)
    assert refusal(lambda: version.update(in_force_from="2019-01-01")) == "answered_questionnaire_stays"


def test_one_that_nobody_has_answered_may_change(asked):
    assert Questionnaire.objects.filter(pk=asked.pk).update(in_force_from="2017-09-01") == 1


def test_with_use_tells_which_are_answered(citizen, asked):
    assess(citizen, asked, {"home": 3})
    used = {one.purpose: one.is_answered for one in Questionnaire.objects.with_use()}
    assert used == {"visitation": True, "progression_citizen": False, "progression_caseworker": False}


def test_the_version_in_force_is_the_newest_begun_in_the_citizens_programme(citizen, asked):
    newer = Questionnaire.objects.create(
        programme_id="fsm1",
        purpose="visitation",
        version=2,
        in_force_from="2018-06-01",
        scale=asked.scale,
        questions=asked.questions[:2],
    )
    find = Questionnaire.objects.for_citizen
    assert find(citizen, "visitation", date(2018, 5, 31)) == asked
    assert find(citizen, "visitation", date(2018, 6, 1)) == newer
    assert find(citizen, "visitation", date(2017, 7, 31)) is None
    assert find(people.a_citizen(), "visitation", date(2018, 6, 1)) is None


def test_a_visitation_rests_on_the_citizens_own_interview(citizen):
    own = people.a_contact(citizen, "2018-01-01")
    people.visited(citizen, "1", "2018-01-01", interview=own)
    other = people.a_contact(people.a_member(), "2018-01-01")
    contact = people.a_contact(citizen, "2018-01-01", "kontakt")
    later = people.a_contact(citizen, "2018-02-02")
    for wrong in (other, contact, later):
        rule = refusal(lambda held=wrong: people.visited(citizen, "2", "2018-02-01", interview=held))
        assert rule == "rests_on_own_interview"
    people.visited(citizen, "2", "2018-02-02", interview=later)


def test_an_interview_that_a_visitation_rests_on_stays_one(citizen):
    own = people.a_contact(citizen, "2018-01-01")
    people.visited(citizen, "1", "2018-01-01", interview=own)
    contacts = Contact.objects.filter(pk=own.pk)
    assert refusal(lambda: contacts.update(kind="kontakt")) == "interview_of_visitation_stays"
    assert refusal(lambda: contacts.update(held_on="2018-01-02")) == "interview_of_visitation_stays"
    assert contacts.update(held_on="2017-12-31", by="Anna") == 1
    with pytest.raises(ProtectedError):
        own.delete()


def test_nothing_is_measured_after_death(citizen):
    people.has_benefit(citizen, "doed", "2018-05-01")
    assert refusal(lambda: people.a_measurement(citizen, "2018-05-02")) == "not_after_death"
    people.a_measurement(citizen, "2018-05-01")


def test_a_death_is_not_before_a_measurement(citizen):
    people.a_measurement(citizen, "2018-05-02")
    assert refusal(lambda: people.has_benefit(citizen, "doed", "2018-05-01")) == "death_is_last"


def test_once_a_day_for_each_respondent(citizen):
    people.a_measurement(citizen, "2018-05-02")
    people.a_measurement(citizen, "2018-05-02", "caseworker")
    assert refusal(lambda: people.a_measurement(citizen, "2018-05-02")) == "one_progression_a_day"
    assert Progression.objects.count() == 2 and not Visitation.objects.exists()
