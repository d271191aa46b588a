"""The visitation tool: the interview, the assessment, what was decided before, and correcting it with a reason."""

import re
from datetime import date
from uuid import uuid4

import pytest

from cases.models import Contact
from questionnaires.models import Questionnaire
from tests import people
from visitation.models import Visitation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_day(settings):
    settings.DEMO_DAY = date(2018, 6, 15)


@pytest.fixture
def citizen():
    return people.a_member()


@pytest.fixture
def ask(as_user, caseworker, citizen):
    """Ask for the form, or send it: ``ask()``, ``ask(group="1")``."""

    def request(path: str = "ny/visitation/", **fields):
        address = f"/borgere/{citizen.pk}/{path}"
        if not fields:
            return as_user(caseworker).get(address)
        if path.startswith("ny/"):
            fields.setdefault("form_token", str(uuid4()))
        return as_user(caseworker).post(address, {"decided_on": "2018-06-15", "note": "Talt igennem", **fields})

    return request


def test_a_plain_visitation_needs_only_the_group_and_why(ask, citizen):
    assert ask(group="2").status_code == 302
    visitation = Visitation.objects.get()
    assert (visitation.group, visitation.answers, visitation.questionnaire, visitation.interview) == ("2", *[None] * 3)


def test_the_latest_interview_of_the_last_year_is_chosen_from_the_start(ask, citizen):
    people.a_contact(citizen, "2017-06-15")
    people.a_contact(citizen, "2018-05-01", by="Carl")
    people.a_contact(citizen, "2018-06-01", "kontakt")
    people.a_contact(people.a_member(), "2018-06-10")
    form = ask().context["form"]
    labels = [label for _value, label in form.fields["interview"].choices]
    assert labels == ["Ingen samtale", "1. maj 2018, Carl"]
    assert form["interview"].value() == Contact.objects.get(by="Carl").pk


def test_the_questions_are_folded_and_all_optional(ask):
    html = ask().content.decode()
    assert '<details class="assessment">' in html and "10 korte spørgsmål, frivilligt" in html
    assert html.count("data-scale") == 9


def test_answers_are_stored_with_their_version(ask, citizen):
    interview = people.a_contact(citizen, "2018-06-01")
    words = {"answer_home": "3", "answer_support": "", "answer_own_words": "Vil have fred"}
    assert ask(group="1", interview=interview.pk, **words).status_code == 302
    visitation = Visitation.objects.get()
    assert visitation.answers == {"home": 3, "own_words": "Vil have fred"}
    assert visitation.questionnaire == people.the_questionnaire("visitation")
    assert visitation.interview == interview


@pytest.mark.parametrize("answer", ["0", "6", "x", "3.5", "9" * 400, "\x00"])
def test_an_answer_off_the_scale_is_told_at_its_question_and_unfolds_them(ask, answer):
    response = ask(group="1", answer_home=answer)
    assert list(response.context["form"].errors) == ["answer_home"]
    assert '<details class="assessment" open>' in response.content.decode()
    assert not Visitation.objects.exists()


def test_too_many_words_are_told(ask):
    assert list(ask(group="1", answer_own_words="x" * 1001).context["form"].errors) == ["answer_own_words"]


def test_somebody_elses_interview_is_not_among_the_choices(ask):
    other = people.a_contact(people.a_member(), "2018-06-01")
    assert list(ask(group="1", interview=other.pk).context["form"].errors) == ["interview"]


def test_an_interview_that_nobody_chose_follows_a_decision_dated_back(ask, citizen):
    people.a_contact(citizen, "2018-06-10")
    earlier = people.a_contact(citizen, "2018-05-01")
    shown = ask().context["form"]["interview"].value()
    assert ask(group="1", decided_on="2018-06-01", interview=shown).status_code == 302
    assert Visitation.objects.get().interview == earlier


def test_a_chosen_interview_after_the_decision_is_told_at_the_field(ask, citizen):
    chosen = people.a_contact(citizen, "2018-06-05")
    people.a_contact(citizen, "2018-06-10")
    response = ask(group="1", decided_on="2018-06-01", interview=chosen.pk)
    assert "holdt senest den dag" in response.context["form"].errors["interview"][0]
    assert not Visitation.objects.exists()


def test_a_later_visitation_shows_the_earlier(ask, citizen):
    asked = people.the_questionnaire("visitation")
    people.visited(citizen, "2", "2017-10-03", questionnaire=asked, answers={"home": 2, "own_words": "En hund"})
    people.visited(citizen, "3", "2018-01-02", note="Indlagt")
    html = re.sub(r"\s+", " ", ask().content.decode())
    assert "Sidst visiteret 2. januar 2018: 3 · sociale eller helbredsmæssige problemer" in html
    assert "Indlagt" in html
    assert 'Bolig og økonomi er på plads <span class="earlier">sidst: 2, 03.10.2017</span>' in html
    assert "sidst: En hund, 03.10.2017" in html
    assert html.count("sidst:") == 2


def test_nothing_earlier_nothing_shown(ask):
    assert "sidst" not in ask().content.decode().lower().split("<main")[1]


def test_nothing_is_proposed_from_the_answers(ask):
    everything = {f"answer_{one.key}": "5" for one in people.the_questionnaire("visitation").all_questions}
    response = ask(**everything)
    assert list(response.context["form"].errors) == ["group"] and response.context["form"]["group"].value() in (
        None,
        "",
    )


def test_a_correction_asks_for_a_reason_and_is_told_in_the_history(ask, citizen):
    asked = people.the_questionnaire("visitation")
    interview = people.a_contact(citizen, "2018-05-20", by="Carl")
    one = people.visited(citizen, "2", "2018-06-01", questionnaire=asked, answers={"home": 2, "support": 4})
    path = f"visitation/{one.pk}/ret/"
    sent = {"group": "2", "decided_on": "2018-06-01", "answer_home": "3", "answer_support": "4"}
    assert list(ask(path, **sent).context["form"].errors) == ["reason"]
    assert ask(path, **sent, interview=interview.pk, reason="Tastefejl").status_code == 302
    one.refresh_from_db()
    assert one.answers == {"home": 3, "support": 4}
    html = re.sub(r"\s+", " ", ask("historik/").content.decode())
    assert "Bolig og økonomi er på plads" in html and "2 · Passer lidt" in html and "3 · Passer nogenlunde" in html
    assert "Samtale med Carl, 20. maj 2018" in html and "Tastefejl" in html
    assert "nogen at støtte sig til" not in html, "an answer that did not change"


def test_answers_can_be_taken_back(ask, citizen):
    asked = people.the_questionnaire("visitation")
    one = people.visited(citizen, "2", "2018-06-01", questionnaire=asked, answers={"home": 2})
    sent = {"group": "2", "decided_on": "2018-06-01", "answer_home": "", "reason": "Ikke vurderet"}
    assert ask(f"visitation/{one.pk}/ret/", **sent).status_code == 302
    one.refresh_from_db()
    assert (one.answers, one.questionnaire) == (None, None)


def test_a_correction_asks_what_was_asked_then(ask, citizen):
    asked = people.the_questionnaire("visitation")
    one = people.visited(citizen, "2", "2018-06-01", questionnaire=asked, answers={"home": 2})
    Questionnaire.objects.create(
        programme_id="fsm1",
        purpose="visitation",
        version=2,
        in_force_from="2018-06-10",
        scale=asked.scale,
        questions=asked.questions[:2],
    )
    assert len(ask(f"visitation/{one.pk}/ret/").context["form"].asked) == 10
    assert len(ask().context["form"].asked) == 2


def test_the_timeline_tells_what_it_rests_on(ask, citizen):
    asked = people.the_questionnaire("visitation")
    held = people.a_contact(citizen, "2018-05-01")
    given = {"work_start": 2, "work_experience": 3, "own_wish": 5, "own_words": "En hund"}
    people.visited(citizen, "1", "2018-06-01", interview=held, questionnaire=asked, answers=given)
    html = ask("").content.decode()
    assert "Bygger på samtalen 1. maj 2018" in html
    assert "Vurdering: Arbejde 3, 2 · Egne ønsker 5" in html


def test_an_interview_that_was_deleted_since_does_not_stop_the_history(ask, citizen):
    held = people.a_contact(citizen, "2018-05-01")
    one = people.visited(citizen, "1", "2018-06-01", interview=held)
    one.interview = None
    one.save()
    held.delete()
    assert ask("historik/").status_code == 200


def test_without_a_questionnaire_the_decision_is_still_made(ask):
    Questionnaire.objects.all().delete()
    assert "data-scale" not in ask().content.decode()
    assert ask(group="3").status_code == 302


def test_sent_twice_is_stored_once_and_with_other_answers_is_refused(ask):
    token = str(uuid4())
    first = {"group": "1", "form_token": token, "answer_home": "3"}
    assert [ask(**first).status_code for _time in range(2)] == [302, 302]
    assert ask(**{**first, "answer_home": "4"}).status_code == 200
    assert Visitation.objects.get().answers == {"home": 3}
