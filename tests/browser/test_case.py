"""The case page in a real browser: accessible, by keyboard, on a phone, and without script."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import expect

from accounts.models import Role
from cases.models import Company
from tests import people

from .conftest import NARROWEST, assert_accessible

LONG_NAME = "Wolfgangamadeusmozartkierkegaardsen-Hammerskjoldbernstorffpedersen"


@pytest.fixture(autouse=True)
def on_a_day(settings):
    """The day it is."""
    settings.DEMO_DAY = date(2019, 8, 16)


@pytest.fixture
def citizen():
    """Somebody with a long course: every kind of registration, hours that grow, and more events than a page."""
    citizen = people.a_member(name=f"Berit {LONG_NAME}", group="1", since="2017-09-01", cpr="0302701234")
    company = Company.objects.create(municipality_id="851", name="Skandinavisk Genbrugs- og Bygningsvedligeholdelse")
    for number in range(1, 13):
        people.a_contact(citizen, f"2018-{number:02d}-03", by="Carl Carlsen")
        people.a_contact(citizen, f"2018-{number:02d}-20", kind="kontakt")
    people.an_offer(citizen, "virksomhedspraktik", "2018-02-01", "2018-05-31", company=company, weekly_hours=12)
    people.an_offer(citizen, "mentor", "2018-02-01", "2018-02-01")
    people.an_offer(citizen, "ordinaere_timer", "2018-06-01", "2018-12-31", weekly_hours=4, company=company)
    people.an_offer(citizen, "ordinaere_timer", "2019-01-01", weekly_hours="12.5", company=company)
    people.a_plan(citizen, job_goal_on="2018-01-10", job_goal="gartner")
    people.a_measure(citizen, "bostoette", "2018-03-01")
    people.a_referral(citizen, "2019-01-01", "2019-02-01")
    return citizen


@pytest.fixture
def case_page(as_role, citizen):
    page = as_role(Role.CASEWORKER)
    page.goto(f"{page.base}/borgere/{citizen.pk}/")
    return page


def test_where_we_are_and_what_is_next_stand_on_the_first_screen(case_page):
    for heading in ("Nu", "Næste", "Kerneelementer"):
        expect(case_page.get_by_role("heading", name=heading, level=2).first).to_be_in_viewport()
    expect(case_page.get_by_role("link", name="Log kontakt").first).to_be_in_viewport()


def test_it_is_accessible_at_every_width_with_its_tables_open(case_page):
    assert_accessible(case_page)
    for summary in ("Vis forløbet som tabel", "Vis timerne som tabel"):
        case_page.locator("summary", has_text=summary).click()
    assert_accessible(case_page)


def test_the_course_scrolls_in_its_own_box_and_begins_at_the_newest(case_page):
    case_page.set_viewport_size(NARROWEST)
    box = case_page.get_by_role("region", name="Forløbet på en tidslinje")
    box.evaluate("box => box.scrollIntoView()")
    today = box.get_by_text("i dag", exact=True)
    expect(today).to_be_in_viewport()
    box.focus()
    expect(box).to_be_focused()
    before = box.evaluate("box => box.scrollLeft")
    case_page.keyboard.press("ArrowLeft")
    case_page.wait_for_function("([box, before]) => box.scrollLeft < before", arg=[box.element_handle(), before])


def test_events_of_one_kind_and_back_from_their_form(case_page, citizen):
    page = case_page
    page.get_by_role("navigation", name="Vis hændelser").get_by_role("link", name="Tilbud").click()
    expect(page.get_by_role("row")).to_have_count(5 + page.locator("details:not([open]) tr:visible").count())
    assert_accessible(page)
    page.get_by_role("link", name="Ret Mentor").click()
    page.get_by_role("link", name="Annullér").click()
    expect(page).to_have_url(f"{page.base}/borgere/{citizen.pk}/?vis=tilbud#haendelser")


def test_the_cpr_number_is_shown_by_its_button_and_gone_again(case_page, citizen):
    page = case_page
    page.get_by_role("button", name="Vis CPR").click()
    expect(page.get_by_text("CPR-nummer 030270-1234")).to_be_visible()
    assert_accessible(page)
    assert "030270" not in page.url and "030270" not in page.title()
    page.get_by_role("button", name="English").click()
    expect(page).to_have_url(f"{page.base}/borgere/{citizen.pk}/")
    expect(page.get_by_text("030270-1234")).to_have_count(0)


def test_it_says_the_same_without_script(as_role, no_script_page, citizen):
    page = as_role(Role.CASEWORKER, page=no_script_page)
    page.goto(f"{page.base}/borgere/{citizen.pk}/")
    page.locator("summary", has_text="Vis forløbet som tabel").click()
    expect(page.get_by_role("cell", name="01.02.2018").first).to_be_visible()
    page.get_by_role("link", name="Næste side").click()
    expect(page.get_by_text("Visiteret: 1 · indsatsgruppen", exact=True)).to_be_visible()
    page.get_by_role("button", name="Vis CPR").click()
    expect(page.get_by_text("CPR-nummer 030270-1234")).to_be_visible()


def test_one_who_has_left_and_one_with_nothing_are_whole_pages(as_role, citizen):
    page = as_role(Role.CASEWORKER)
    people.has_benefit(citizen, "doed", "2019-08-02")
    for one in (citizen, people.a_citizen()):
        page.goto(f"{page.base}/borgere/{one.pk}/")
        assert_accessible(page)
