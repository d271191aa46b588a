"""What a questionnaire may look like, and how its slips are told."""

import copy

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from questionnaires.reference import questionnaires
from questionnaires.shape import check_questions, check_scale, questions_of, steps_of

QUESTION = {"key": "energy", "area": "health", "kind": "scale", "text": {"da": "Kræfter", "en": "Energy"}}
STEPS = [{"value": 1, "text": {"da": "Nej", "en": "No"}}, {"value": 2, "text": {"da": "Ja", "en": "Yes"}}]


def refused(check, stored) -> str:
    """Return what is said about it; nothing where it is taken."""
    try:
        check(stored)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


@pytest.mark.parametrize("row", questionnaires(), ids=lambda row: row["purpose"])
def test_the_shipped_ones_are_in_shape(row):
    assert refused(check_questions, row["questions"]) == refused(check_scale, row["scale"]) == ""
    assert {question.area for question in questions_of(row["questions"])} == {
        *("work", "health", "social", "network", "wishes")
    }


def test_the_shipped_ones_have_the_numbers_that_fit_a_screen():
    assert [len(row["questions"]) for row in questionnaires()] == [10, 8, 6]
    assert all([step.value for step in steps_of(row["scale"])] == [1, 2, 3, 4, 5] for row in questionnaires())


def test_the_caseworker_answers_some_of_the_citizens_questions():
    citizen, caseworker = ({q["key"] for q in row["questions"]} for row in questionnaires()[1:])
    assert caseworker < citizen


@pytest.mark.parametrize("stored", [None, {}, [], "x", 3, [QUESTION] * 31])
def test_questions_are_a_list_of_a_few(stored):
    assert "Skriv en liste med 1 til 30 punkter" in refused(check_questions, stored)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"key": "Energy"}, "Spørgsmål 2: key er små bogstaver"),
        ({"key": "x" * 41}, "Spørgsmål 2: key"),
        ({"key": 5}, "Spørgsmål 2: key"),
        ({"key": ["a"]}, "Spørgsmål 2: key"),
        ({"area": "money"}, "Spørgsmål 2: area er en af: work, health, social, network, wishes."),
        ({"area": []}, "Spørgsmål 2: area"),
        ({"kind": "yes_no"}, "Spørgsmål 2: kind"),
        ({"text": {"da": "Kun dansk"}}, "Spørgsmål 2: text har teksten på dansk og engelsk"),
        ({"text": {"da": "Ja", "en": " "}}, "Spørgsmål 2: teksten skal være udfyldt"),
        ({"text": {"da": "Ja", "en": "x" * 201}}, "højst 200 tegn"),
        ({"text": {"da": "Ja", "en": "a\x00b"}}, "på én linje"),
        ({"text": {"da": "Ja", "en": 7}}, "udfyldt"),
        ({"extra": 1}, "Spørgsmål 2: skal have netop felterne key, area, kind og text."),
        ({"key": "first"}, "Nøglen „first“ er brugt mere end én gang."),
    ],
)
def test_a_slip_is_told_with_its_place(change, said):
    assert said in refused(check_questions, [{**QUESTION, "key": "first"}, {**QUESTION, **change}])


def test_a_question_that_is_no_object():
    assert "Spørgsmål 1: skal have netop felterne" in refused(check_questions, ["Har du det godt?"])


@pytest.mark.parametrize("values", [(2, 1), (1, 1)])
def test_a_scale_rises(values):
    steps = copy.deepcopy(STEPS)
    steps[0]["value"], steps[1]["value"] = values
    assert "tallene skal stige" in refused(check_scale, steps)


@pytest.mark.parametrize("value", [True, 1.5, "1", None, -1, 101, float("nan")])
def test_a_step_is_a_whole_number(value):
    assert "Trin 2: value er et helt tal" in refused(check_scale, [STEPS[0], {**STEPS[1], "value": value}])


def test_one_step_is_no_scale():
    assert "mindst to trin" in refused(check_scale, STEPS[:1])


def test_texts_are_in_the_language_of_the_page():
    question = questions_of([QUESTION])[0]
    assert str(question) == "Kræfter"
    with translation.override("en"):
        assert str(question) == "Energy"
    with translation.override("de"):
        assert str(question) == "Kræfter"
