"""The visitation tool and progression in a browser: by mouse, by keyboard alone, and without script."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import Role
from progression.models import Progression
from tests import people
from tests.browser.conftest import assert_accessible, log_in
from tests.conftest import make_user
from visitation.models import Visitation


@pytest.fixture
def citizen():
    citizen = people.a_member(name="Berit Øllgaard", group="1", since="2018-01-01")
    people.a_contact(citizen, timezone.localdate(), by="Anna Ambus")
    return citizen


@pytest.fixture
def caseworker_page(as_role, citizen):
    return as_role(Role.CASEWORKER)


def test_a_visitation_with_its_assessment(caseworker_page, citizen):
    page = caseworker_page
    asked = people.the_questionnaire("visitation")
    people.visited(citizen, "2", "2018-03-01", questionnaire=asked, answers={"home": 2}, note="Indlagt")
    page.goto(f"{page.base}/borgere/{citizen.pk}/ny/visitation/")
    expect(page.get_by_text("Sidst visiteret 1. marts 2018")).to_be_visible()
    expect(page.get_by_label("Samtalen bag")).to_contain_text("Anna Ambus")
    expect(page.get_by_role("group", name="Bolig og økonomi")).to_be_hidden()
    page.get_by_text("Vurdering (10 korte spørgsmål, frivilligt)").click()
    expect(page.get_by_text("sidst: 2, 01.03.2018")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("group", name="Bolig og økonomi").get_by_role("radio", name="3 Passer nogenlunde").check()
    page.get_by_text("1 · indsatsgruppen", exact=True).click()
    page.get_by_label("Begrundelse").fill("Vil gerne i gang")
    page.get_by_role("button", name="Gem", exact=True).click()
    expect(page.get_by_text("Visitation er gemt.").or_(page.get_by_text("er gemt"))).to_be_visible()
    assert Visitation.objects.latest("decided_on").answers == {"home": 3}


def test_number_keys_answer_and_go_on(caseworker_page, citizen):
    page = caseworker_page
    page.goto(f"{page.base}/borgere/{citizen.pk}/ny/progression/")
    assert_accessible(page)
    page.get_by_role("group", name="Jeg regner med").get_by_role("radio").first.focus()
    for number in "12345321":
        page.keyboard.press(number)
    page.get_by_role("button", name="Gem", exact=True).click()
    expect(page.get_by_role("heading", name="Progression")).to_be_visible()
    assert len(Progression.objects.get().answers) == 8
    asked = people.the_questionnaire("progression_citizen").all_questions
    assert [Progression.objects.get().answers[one.key] for one in asked] == [1, 2, 3, 4, 5, 3, 2, 1]


def test_the_caseworkers_questions_take_the_place_of_the_citizens(caseworker_page, citizen):
    page = caseworker_page
    page.goto(f"{page.base}/borgere/{citizen.pk}/ny/progression/")
    expect(page.get_by_role("group", name="Borgeren regner med")).to_be_hidden()
    page.get_by_text("Sagsbehandleren", exact=True).click()
    expect(page.get_by_role("group", name="Jeg regner med")).to_be_hidden()
    page.get_by_role("group", name="Borgeren regner med").get_by_role("radio", name="4 Passer godt").check()
    page.get_by_role("button", name="Gem", exact=True).click()
    expect(page.get_by_role("heading", name="Progression")).to_be_visible()
    assert Progression.objects.get().answers == {"job_belief": 4}


def test_without_script_the_same_form_works(no_script_page, live_server, citizen):
    page = log_in(no_script_page, live_server.url, make_user("anna", Role.CASEWORKER, "851"))
    page.goto(f"{live_server.url}/borgere/{citizen.pk}/ny/progression/")
    page.get_by_role("button", name="Gem", exact=True).click()
    expect(page.get_by_text("Svar på mindst ét spørgsmål")).to_be_visible()
    page.get_by_role("group", name="Min hverdag").get_by_role("radio").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    page.get_by_role("button", name="Gem", exact=True).click()
    expect(page.get_by_role("img", name="Min hverdag hænger sammen")).to_be_visible()
    assert Progression.objects.get().answers == {"everyday": 2}


def test_pictures_and_table_on_the_case(caseworker_page, citizen):
    page = caseworker_page
    for month in (1, 4, 7):
        people.a_measurement(citizen, f"2018-{month:02d}-01", energy=month % 5, support=3)
        people.a_measurement(citizen, f"2018-{month:02d}-01", "caseworker", energy=2)
    page.goto(f"{page.base}/borgere/{citizen.pk}/#progression")
    expect(page.get_by_role("img", name="Jeg har kræfter")).to_be_visible()
    page.get_by_text("Vis svarene som tabel").click()
    expect(page.get_by_role("columnheader", name="01.04.2018 Sagsbehandleren")).to_be_visible()
    assert_accessible(page)


def test_the_municipalitys_averages(as_role, citizen):
    for _one in range(3):
        people.a_measurement(people.a_citizen(), "2018-02-01", energy=4)
    page = as_role(Role.MANAGER)
    page.goto(f"{page.base}/progression/")
    expect(page.get_by_text("4,0")).not_to_have_count(0)
    assert_accessible(page)
    page.get_by_label("Hvem svarer").select_option("caseworker")
    expect(page.get_by_text("Her er ingen svar endnu")).to_be_visible()
    assert_accessible(page)
