"""The administrator sees every version, adds a new one, and cannot touch one that is answered."""

import json

import pytest

from questionnaires.models import Questionnaire
from tests import people

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]
PAGES = "/admin/questionnaires/questionnaire/"


@pytest.fixture
def admin(as_user, administrator):
    return as_user(administrator)


@pytest.fixture
def asked():
    return people.the_questionnaire("visitation")


def fields(asked, **other) -> dict:
    given = {
        "programme": "fsm1",
        "purpose": "visitation",
        "in_force_from": "2018-06-01",
        "scale": json.dumps(asked.scale),
        "questions": json.dumps(asked.questions[:4]),
    }
    return {**given, **other}


def errors(response) -> dict:
    assert response.status_code == 200
    return response.context["adminform"].form.errors


def test_the_list_says_which_are_answered(admin, asked):
    people.visited(people.a_member(), "1", "2018-01-01", questionnaire=asked, answers={"home": 3})
    html = admin.get(PAGES).content.decode()
    assert html.count("icon-yes") == 1 and html.count("icon-no") == 2
    assert f"{PAGES}add/?begin={asked.pk}" in html


def test_a_new_version_begins_from_the_old_and_gets_the_next_number(admin, asked):
    form = admin.get(f"{PAGES}add/?begin={asked.pk}").context["adminform"].form
    assert form.initial["questions"] == asked.questions and form.initial["purpose"] == "visitation"
    assert admin.post(f"{PAGES}add/", fields(asked)).status_code == 302
    newer = Questionnaire.objects.get(purpose="visitation", version=2)
    assert len(newer.questions) == 4
    assert admin.post(f"{PAGES}add/", fields(asked, in_force_from="2018-07-01")).status_code == 302
    assert Questionnaire.objects.filter(purpose="visitation", version=3).exists()


@pytest.mark.parametrize("begin", ["x", "0", "9" * 30, "-1"])
def test_an_odd_beginning_is_an_empty_form(admin, begin):
    assert admin.get(f"{PAGES}add/?begin={begin}").status_code == 200


def test_two_versions_from_one_day_are_refused(admin, asked):
    assert "gælder fra den dag" in str(errors(admin.post(f"{PAGES}add/", fields(asked, in_force_from="2017-08-01"))))


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("questions", "{", "JSON"),
        ("questions", "[" * 100_000, "JSON"),
        ("questions", "9" * 5000, "JSON"),
        ("questions", '[{"key": "\\ud800"}]', "JSON"),
        ("scale", '[{"\\udfff": 1}]', "JSON"),
        ("questions", '[{"key": "x"}]', "Spørgsmål 1: skal have netop felterne"),
        ("questions", '"\\u0000"', "Null-tegn"),
        ("scale", "[1, 2]", "Trin 1: skal have netop felterne value og text."),
        ("scale", '[{"value": 1, "text": {"da": "a\\u0000", "en": "b"}}]', "Trin 1: teksten"),
        ("scale", "", "påkrævet"),
    ],
)
def test_a_slip_is_told_at_its_field(admin, asked, name, value, said):
    found = errors(admin.post(f"{PAGES}add/", fields(asked, **{name: value})))
    assert said in str(found[name])
    assert Questionnaire.objects.count() == 3


def test_a_known_question_keeps_its_scale(admin, asked):
    other = [*asked.scale, {"value": 6, "text": {"da": "Mere end helt", "en": "More than all"}}]
    found = errors(admin.post(f"{PAGES}add/", fields(asked, scale=json.dumps(other))))
    assert "Giv spørgsmålene nye nøgler: health_body, health_mind, work_experience, work_start" in str(found["scale"])
    renamed = [{**question, "key": f"{question['key']}_6"} for question in asked.questions[:4]]
    sent = fields(asked, scale=json.dumps(other), questions=json.dumps(renamed))
    assert admin.post(f"{PAGES}add/", sent).status_code == 302


def test_one_that_nobody_answered_may_be_corrected_but_stays_what_it_is(admin, asked):
    sent = fields(asked, purpose="progression_citizen", in_force_from="2017-09-01")
    assert admin.post(f"{PAGES}{asked.pk}/change/", sent).status_code == 302
    asked.refresh_from_db()
    assert (asked.purpose, asked.version, len(asked.questions)) == ("visitation", 1, 4)


def test_an_answered_one_is_only_shown(admin, asked):
    people.visited(people.a_member(), "1", "2018-01-01", questionnaire=asked, answers={"home": 3})
    assert admin.get(f"{PAGES}{asked.pk}/change/").status_code == 200
    assert admin.post(f"{PAGES}{asked.pk}/change/", fields(asked)).status_code == 403
    assert admin.post(f"{PAGES}{asked.pk}/delete/", {"post": "yes"}).status_code == 403
    asked.refresh_from_db()
    assert len(asked.questions) == 10


def test_answered_while_the_page_was_open_is_told_in_words(admin, asked, monkeypatch):
    people.visited(people.a_member(), "1", "2018-01-01", questionnaire=asked, answers={"home": 3})
    monkeypatch.setattr("questionnaires.admin.QuestionnaireAdmin.has_change_permission", lambda *args, **kwargs: True)
    response = admin.post(f"{PAGES}{asked.pk}/change/", fields(asked), follow=True)
    assert "Tilføj en ny version" in response.content.decode()
    asked.refresh_from_db()
    assert len(asked.questions) == 10
