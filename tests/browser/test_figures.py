"""The pages of figures in a real browser: what a manager and STAR meet, accessible at every width."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from accounts.models import Role
from cases.models import Grant, Unit
from reporting.closing import close_months
from reporting.models import MonthClose
from reporting.months import Month
from reporting.release import make_file, plan_files
from tests import people
from tests.reporting.publishing import published

from .conftest import assert_accessible


@pytest.fixture(autouse=True)
def closed():
    """A municipality with units, a grant and three closed months."""
    unit = Unit.objects.create(municipality_id="851", name="Job- og Aktivhuset")
    for group in ("1", "1", "1", "2", "3", "deferred", ""):
        member = people.a_member(group=group, unit=unit)
        if group == "1":
            people.an_offer(member, "virksomhedspraktik", "2018-02-15")
    people.a_member("810", group="1")
    Grant.objects.create(programme_id="fsm1", municipality_id="851", amount_dkk=11_749_000, approved_on="2017-06-30")
    close_months(Month(2018, 2), Month(2018, 4))


def test_a_manager_sees_how_we_stand_chooses_a_month_and_downloads(as_role):
    page = as_role(Role.MANAGER, at="/")
    page.get_by_role("link", name="Kommunens tal").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Aalborg · april 2018")
    expect(page.locator(".big-number").first).to_be_in_viewport()
    assert_accessible(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    assert download.value.suggested_filename == "flere-skal-med-2018-04-v1-851-intern.csv"
    page.get_by_label("Måned", exact=True).select_option(label="februar 2018, version 1")
    page.get_by_role("button", name="Vis").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Aalborg · februar 2018")
    page.get_by_role("link", name="Foreløbig").click()
    expect(page.locator(".tag-preliminary")).to_be_visible()
    assert_accessible(page)


def test_the_page_says_the_same_without_javascript_and_in_english(as_role, no_script_page):
    page = as_role(Role.MANAGER, page=no_script_page, at="/")
    page.get_by_role("link", name="Kommunens tal").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Aalborg · april 2018")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Aalborg · April 2018")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("main")).to_contain_text("assigned")


def test_star_finds_a_municipality_and_its_pdf(as_role):
    published(MonthClose.objects.get(month="2018-04-01"))
    for number in plan_files(MonthClose.objects.get(month="2018-04-01")):
        make_file(number)
    page = as_role(Role.STAR, at="/")
    assert_accessible(page)
    page.get_by_label("Find kommune").fill("brønd")
    page.get_by_role("button", name="Søg").click()
    expect(page.get_by_role("row")).to_have_count(3)
    with page.expect_download() as download:
        page.get_by_role("link", name="ZIP med 3 PDF").click()
    assert download.value.suggested_filename == "flere-skal-med-2018-04-v1.zip"
    page.get_by_role("link", name="Brønderslev", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Brønderslev · april 2018")
    assert_accessible(page)


def test_star_asks_for_the_pdfs_and_sees_them_come(as_role, monkeypatch):
    monkeypatch.setattr("reporting.release.render", lambda report, kind, form: b"%PDF-1.7 test")
    published(MonthClose.objects.get(month="2018-04-01"))
    page = as_role(Role.STAR, at="/")
    page.get_by_role("button", name="Dan månedens PDF-filer").click()
    expect(page.get_by_role("link", name="ZIP med 3 PDF")).to_be_visible()


def test_definitions_are_accessible(as_role):
    page = as_role(Role.STAR)
    page.goto(f"{page.base}/definitioner/")
    assert_accessible(page)
    page.get_by_role("link", name="I virksomhedsforløb mv.").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("I virksomhedsforløb mv.")
    assert_accessible(page)


def test_a_manager_opens_a_number_and_asks_why_it_changed(as_role):
    page = as_role(Role.MANAGER)
    page.goto(f"{page.base}/kommune/851/2018-04/")
    page.locator("#block-2 td.number a").first.click()
    expect(page.locator("tbody tr")).to_have_count(4)  # three of group 1, and the line of their unit
    page.locator("summary").click()
    assert_accessible(page)
    page.get_by_role("link", name="Hvorfor har tallet ændret sig?").click()
    expect(page.get_by_role("heading", level=2)).to_have_text("Hvorfor ændrede tallet sig?")
    assert_accessible(page)
    page.get_by_label("Sammenlign med").select_option(label="februar 2018, version 1")
    page.get_by_role("button", name="Vis", exact=True).click()
    expect(page.locator(".bridge-table td.number")).to_have_text(["0", "+3", "0", "0", "3"])


def test_a_release_is_approved_by_keyboard_and_accessible(as_role, monkeypatch):
    monkeypatch.setattr("reporting.release.render", lambda report, kind, form: b"%PDF-1.7 test")
    page = as_role(Role.STAR)
    page.goto(f"{page.base}/udgivelser/2018-04/1/")
    page.get_by_role("button", name="Kontrollér nu").press("Enter")
    assert_accessible(page)
    page.get_by_label("Hvorfor tallene kan udgives").fill("Set igennem.")
    page.get_by_role("button", name="Godkend", exact=True).press("Enter")
    expect(page.get_by_role("heading", name="Filer")).to_be_visible()
    assert_accessible(page)
    page.goto(f"{page.base}/udgivelser/")
    expect(page.get_by_role("link", name="april 2018")).to_be_visible()
    assert_accessible(page)


def test_the_pages_that_compare_are_accessible_and_fit_a_telephone(as_role):
    """Country, group 2, local status and offers: what axe finds, and that nothing is wider than the screen."""
    published(close_months(Month(2018, 3), Month(2018, 3), reason="Udgivet")[0])
    page = as_role(Role.MANAGER, at="/")
    page.get_by_role("link", name="Kommunens tal").click()
    for name in ("Hele landet", "Gruppe 2", "Tilbud", "Lokal status"):
        page.set_viewport_size({"width": 1280, "height": 800})
        page.get_by_role("navigation", name="Sider med tal").get_by_role("link", name=name).click()
        expect(page.get_by_role("heading", level=1)).to_contain_text(name)
        assert_accessible(page)
        page.set_viewport_size({"width": 320, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, name
    page.get_by_text("Tabellen som tekst").click()
    page.get_by_role("button", name="Kopiér").click()
    expect(page.locator("[data-copy-status]")).to_have_text("Kopieret")
