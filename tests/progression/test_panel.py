"""The panel of the case page: pictures on one scale, first and latest named, and the same as a table."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from progression.drawing import Frame
from progression.panel import progression_of
from questionnaires.models import Questionnaire
from tests import people

pytestmark = pytest.mark.django_db
ON = date(2018, 12, 31)


@pytest.fixture
def citizen():
    return people.a_member(group="1")


@pytest.fixture
def shown(citizen, caseworker):
    """What the panel shows."""
    return lambda user=caseworker: progression_of(citizen, user, ON)


def test_nothing_measured_invites(as_user, caseworker, citizen):
    html = as_user(caseworker).get(f"/borgere/{citizen.pk}/").content.decode()
    assert "Ingen svar endnu" in html and f"/borgere/{citizen.pk}/ny/progression/" in html


def test_a_line_for_each_question_and_respondent(citizen, shown):
    people.a_measurement(citizen, "2018-01-01", energy=2, support=3)
    people.a_measurement(citizen, "2018-07-01", energy=4)
    people.a_measurement(citizen, "2018-07-01", "caseworker", energy=3)
    found = {one.question.key: one for one in shown()["multiples"]}
    energy, support = found["energy"], found["support"]
    assert [(line.kind, [mark.label for mark in line.marks]) for line in energy.lines] == [
        ("citizen", ["2", "4"]),
        ("caseworker", ["3"]),
    ]
    assert energy.sums == ["Borgeren: 2 (01.01.2018) → 4 (01.07.2018)", "Sagsbehandleren: 3 (01.07.2018)"]
    assert energy.cells == ["2", "3", "4"] and support.cells == ["3", "–", "–"]
    assert energy.description.startswith("Jeg har kræfter")


def test_all_pictures_share_time_and_scale(citizen, shown):
    people.a_measurement(citizen, "2018-01-01", energy=5)
    people.a_measurement(citizen, "2018-07-01", support=5)
    frame = shown()["frame"]
    assert (frame.first, frame.last, frame.lowest, frame.highest) == (date(2018, 1, 1), date(2018, 7, 1), 1, 5)
    (energy,), (support,) = (one.lines for one in shown()["multiples"] if one.lines)
    assert energy.latest.y == support.latest.y and energy.latest.x < support.latest.x
    assert energy.first is None, "one answer is the latest, not also the first"


def test_a_version_with_a_new_question_is_shown_with_the_old_ones(citizen, shown):
    people.a_measurement(citizen, "2018-01-01", energy=2)
    old = people.the_questionnaire("progression_citizen")
    fresh = {"key": "sleep", "area": "health", "kind": "scale", "text": {"da": "Jeg sover godt", "en": "I sleep well"}}
    newer = Questionnaire.objects.create(
        programme_id="fsm1",
        purpose="progression_citizen",
        version=2,
        in_force_from="2018-06-01",
        scale=old.scale,
        questions=[*old.questions, fresh],
    )
    people.Progression.objects.create(
        citizen=citizen, respondent="citizen", answered_on="2018-07-01", questionnaire=newer, answers={"sleep": 4}
    )
    keys = [one.question.key for one in shown()["multiples"]]
    assert len(keys) == 9 and keys.index("sleep") < keys.index("everyday"), "in the order of the areas"


def test_the_table_keeps_the_latest_and_says_how_many_are_left_out(citizen, shown, as_user, caseworker):
    for month in range(1, 11):
        people.a_measurement(citizen, f"2018-{month:02d}-01", energy=1 + month % 5)
    assert (len(shown()["measured"]), shown()["left_out"]) == (8, 2)
    html = as_user(caseworker).get(f"/borgere/{citizen.pk}/").content.decode()
    assert "2 ældre målinger står under hændelser" in html
    assert len(shown()["multiples"][0].cells) == 8


def test_the_picture_says_in_words_what_it_shows(citizen, as_user, caseworker):
    people.a_measurement(citizen, "2018-01-01", energy=2)
    people.a_measurement(citizen, "2018-07-01", "caseworker", energy=4)
    html = as_user(caseworker).get(f"/borgere/{citizen.pk}/").content.decode()
    assert 'role="img" aria-label="Jeg har kræfter til det, der skal nås på en dag. Borgeren: 2' in html
    assert '<g class="line-caseworker">' in html and '<g class="line-citizen">' in html


def test_in_one_query(citizen, caseworker):
    for month in range(1, 5):
        people.a_measurement(citizen, f"2018-{month:02d}-01")
    with CaptureQueriesContext(connection) as captured:
        progression_of(citizen, caseworker, ON)
    assert len(captured) == 1


def test_an_outsider_is_shown_nothing(citizen, shown, outsider, star):
    people.a_measurement(citizen, "2018-01-01")
    assert shown(outsider)["multiples"] == shown(star)["multiples"] == []


def test_what_lies_ahead_is_not_shown(citizen, shown):
    people.a_measurement(citizen, "2019-01-01")
    assert shown()["multiples"] == []


def test_the_frame_puts_the_ends_at_the_edges():
    frame = Frame(date(2018, 1, 1), date(2018, 12, 31), 1, 5)
    assert (frame.x(frame.first), frame.x(frame.last)) == (frame.left, frame.right)
    assert frame.grid[0] == frame.y(1) > frame.y(5) == frame.grid[-1] and len(frame.grid) == 5
    assert frame.left < Frame(frame.first, frame.first, 1, 5).x(frame.first) < frame.right
