"""Earlier assessments stand side by side on the case and in the form of the next visitation."""

from datetime import date

import pytest

from questionnaires.models import Questionnaire
from tests import people
from visitation.assessments import IN_TABLE, side_by_side

pytestmark = pytest.mark.django_db
CASE = "Vurderinger ved visitation"


@pytest.fixture(autouse=True)
def the_day(settings):
    settings.DEMO_DAY = date(2018, 6, 15)


@pytest.fixture
def citizen():
    return people.a_member()


def assessed(citizen, on, group="1", questionnaire=None, **answers):
    asked = questionnaire or people.the_questionnaire("visitation")
    return people.visited(citizen, group, on, questionnaire=asked, answers=answers)


@pytest.fixture
def page(as_user, caseworker, citizen):
    return lambda path="": as_user(caseworker).get(f"/borgere/{citizen.pk}/{path}").content.decode()


def shown(found) -> dict[str, list[str]]:
    return {row.question.key: [cell.shown for cell in row.cells] for row in found.rows}


def test_each_question_is_a_row_and_each_visitation_a_column_oldest_first(citizen):
    later = assessed(citizen, "2018-05-01", "2", home=2, own_words="Et roligt job")
    earlier = assessed(citizen, "2018-01-10", home=4, work_start=1)
    people.visited(citizen, "3", "2018-03-01")
    found = side_by_side([later, earlier, *citizen.visitations.filter(group="3")])
    assert found.visitations == [earlier, later]
    assert shown(found) == {"work_start": ["1", "–"], "home": ["4", "2"], "own_words": ["–", "Et roligt job"]}
    assert [cell.meaning for cell in found.rows[1].cells] == ["Passer godt", "Passer lidt"]


def test_a_new_version_gives_the_words_and_the_old_answers_keep_their_meaning(citizen):
    first = people.the_questionnaire("visitation")
    other = [{"key": "home", "area": "social", "kind": "scale", "text": {"da": "Boligen er i orden", "en": "Home"}}]
    second = Questionnaire.objects.create(
        programme_id="fsm1",
        purpose="visitation",
        version=2,
        in_force_from=date(2018, 4, 1),
        scale=first.scale,
        questions=other,
    )
    found = side_by_side(
        [assessed(citizen, "2018-01-10", home=4, work_start=1), assessed(citizen, "2018-05-01", "2", second, home=5)]
    )
    assert [str(row.question) for row in found.rows][1] == "Boligen er i orden"
    assert shown(found) == {"work_start": ["1", "–"], "home": ["4", "5"]}


def test_the_latest_have_room_and_the_others_are_told(citizen, page):
    for number in range(IN_TABLE + 2):
        assessed(citizen, date(2018, 1, 1 + number), home=3)
    found = side_by_side(citizen.visitations.select_related("questionnaire"))
    assert len(found.visitations) == IN_TABLE and found.visitations[0].decided_on == date(2018, 1, 3)
    assert "2 ældre vurderinger står under hændelser." in page()


def test_the_case_and_the_next_form_show_them(citizen, page):
    assert CASE not in page() and "tidligere vurdering" not in page("ny/visitation/")
    one = assessed(citizen, "2018-01-10", home=4)
    assert CASE in page() and "Passer godt" in page() and "Vis 1 vurdering" in page()
    assert "Vis 1 tidligere vurdering" in page("ny/visitation/")
    assert "tidligere vurdering" not in page(f"visitation/{one.pk}/ret/"), "it is none of its own earlier ones"
    assessed(citizen, "2018-05-01", "2", home=2)
    assert "Sammenlign de seneste 2 vurderinger" in page()
    assert "Sammenlign de 2 tidligere vurderinger" in page("ny/visitation/")


def test_what_is_decided_for_later_is_not_shown_yet(citizen, page):
    assessed(citizen, "2018-06-16", home=4)
    assert CASE not in page()


def test_an_answer_in_words_is_text(citizen, page):
    assessed(citizen, "2018-01-10", own_words="<b>Hest</b>")
    assert "&lt;b&gt;Hest" in page() and "<b>Hest" not in page()
