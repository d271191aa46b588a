"""The company register in the browser: find a company, agree, merge, and begin an offer there."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from accounts.models import Role, User
from cases.models import Company, Offer
from flereskalmed.clock import today
from tests import people
from tests.browser.conftest import assert_accessible, log_in
from tests.conftest import make_user


@pytest.fixture
def company():
    company = people.a_company("Bageriet", "13585628", branch="C", town="Nibe", contact_phone="00 11 22 33")
    citizen = people.a_member(name="Berit Berg", group="1")
    since = today() - timedelta(days=90)
    people.an_offer(citizen, "virksomhedspraktik", since, company=company, agreed_tasks="Opvask")
    people.an_offer(citizen, "ordinaere_timer", since + timedelta(days=30), company=company, weekly_hours=4)
    people.an_offer(
        people.a_member(name="Carl Carlsen"), "loentilskud", since, since + timedelta(days=30), company=company
    )
    return company


@pytest.fixture
def caseworker_page(as_role, company):
    return as_role(Role.CASEWORKER)


def test_finds_a_company_and_the_swapped_list_is_the_reloaded_one(caseworker_page, company):
    page = caseworker_page
    people.a_company("Slagteren", branch="G")
    page.goto(page.base)
    page.get_by_role("link", name="Virksomheder").click()
    assert_accessible(page)
    page.evaluate("window.stays = true")
    page.get_by_label("Branche").select_option("C")
    expect(page.get_by_role("link", name="Slagteren")).to_have_count(0)
    page.get_by_label("Søg på navn").fill("nibe")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("q=nibe&branch=C"))
    assert page.evaluate("window.stays") is True
    swapped = page.locator("#companies").inner_html()
    page.reload()
    assert re.sub(r"\s+", " ", page.locator("#companies").inner_html()) == re.sub(r"\s+", " ", swapped)
    page.get_by_label("Søg på navn").fill("findes ikke")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Ingen virksomheder passer")).to_be_visible()
    assert_accessible(page)


def test_a_companys_page_tells_who_and_what(caseworker_page, company):
    page = caseworker_page
    people.an_agreement(company)
    page.goto(f"{page.base}/virksomheder/{company.pk}/")
    expect(page.get_by_text("1 af 2 forløb")).to_be_visible()
    expect(page.get_by_role("link", name="00 11 22 33")).to_have_attribute("href", "tel:00112233")
    page.get_by_text("Vis som tabel").click()
    assert_accessible(page)
    page.get_by_role("link", name="Historik over rettelser").click()
    assert_accessible(page)


def test_agrees_corrects_and_merges(caseworker_page, company):
    page = caseworker_page
    twice = people.a_company("Bageriet")
    page.goto(f"{page.base}/virksomheder/{company.pk}/")
    page.get_by_role("link", name="Ny aftale").first.click()
    assert_accessible(page)
    page.get_by_role("button", name="Gem").click()
    expect(page.locator("[data-module=error-summary]")).to_be_focused()
    page.get_by_label("Hvad er aftalt?").fill("To pladser")
    page.get_by_role("button", name="Gem").click()
    expect(page.get_by_role("status").first).to_contain_text("Aftalen er gemt")
    page.get_by_role("link", name=re.compile("^Slet aftalen")).click()
    assert_accessible(page)
    page.get_by_role("link", name="Annullér").click()
    page.get_by_role("link", name="Ret virksomhed").click()
    assert_accessible(page)
    page.get_by_label("Kontaktperson").fill("Kaj")
    page.get_by_role("button", name="Gem").click()
    expect(page.get_by_text("Kaj", exact=True)).to_be_visible()
    page.get_by_role("link", name="Slå sammen").click()
    assert_accessible(page)
    page.get_by_label(re.compile("^Bageriet")).check()
    page.get_by_role("button", name="Slå sammen").click()
    expect(page.locator("[data-module=error-summary]")).to_contain_text("Begrundelse")
    expect(page.get_by_label(re.compile("^Bageriet"))).to_be_checked()
    assert_accessible(page)
    page.get_by_label("Begrundelse").fill("Samme firma")
    page.get_by_role("button", name="Slå sammen").click()
    expect(page.get_by_role("status").first).to_contain_text("er slået sammen")
    twice.refresh_from_db()
    assert twice.merged_into == company


def test_begins_an_offer_at_the_company_and_comes_back(caseworker_page, company):
    page = caseworker_page
    people.a_member(name="Egon Egen", group="1", caseworker=User.objects.get(username="browser-caseworker"))
    page.goto(f"{page.base}/virksomheder/{company.pk}/")
    page.get_by_role("link", name="Nyt tilbud her").click()
    assert_accessible(page)
    page.get_by_role("link", name="Nyt tilbud til Egon Egen").click()
    page.get_by_role("radio", name="Virksomhedspraktik").check()
    expect(page.get_by_label("CVR-nummer")).to_have_value("13585628")
    page.get_by_role("button", name="Gem").click()
    page.wait_for_url(re.compile(rf"/virksomheder/{company.pk}/"))
    expect(page.get_by_role("link", name="Egon Egen")).to_be_visible()


def test_a_chosen_suggestion_fills_both_fields_at_once(caseworker_page, company, monkeypatch):
    page, citizen = caseworker_page, people.a_member()
    monkeypatch.setattr("cases.forms.company.MOST_SUGGESTIONS", 1)
    page.goto(f"{page.base}/borgere/{citizen.pk}/ny/tilbud/")
    people.a_company("Slagteren", "25052943")
    name = page.locator("input[name=company_name]")
    with page.expect_response(re.compile("/virksomheder/forslag/")):
        name.press_sequentially("slag")
    expect(page.locator("datalist option[value='Slagteren (25052943)']")).to_have_count(1)
    name.fill("Slagteren (25052943)")
    expect(name).to_have_value("Slagteren")
    expect(page.get_by_label("CVR-nummer")).to_have_value("25052943")
    assert_accessible(page)


def test_works_without_javascript(no_script_page, live_server, company):
    page = log_in(no_script_page, live_server.url, make_user("anna", Role.CASEWORKER, "851"))
    page.goto(f"{live_server.url}/virksomheder/")
    page.get_by_role("link", name="Ny virksomhed").click()
    page.get_by_label("Navn", exact=True).fill("Slagteren")
    page.get_by_label("CVR-nummer").fill("12345678")
    page.get_by_role("button", name="Gem").click()
    expect(page.get_by_role("status").first).to_contain_text("gyldigt kontrolciffer")
    assert Company.objects.get(name="Slagteren").cvr == "12345678"
    page.goto(f"{live_server.url}/virksomheder/")
    page.get_by_label("Branche").select_option("C")
    page.get_by_role("button", name="Søg").click()
    expect(page.get_by_role("link", name="Slagteren")).to_have_count(0)
    page.get_by_role("link", name="Bageriet").click()
    page.get_by_role("link", name="Nyt tilbud her").click()
    page.get_by_label("Søg på navn eller CPR").fill("berit")
    page.get_by_role("button", name="Søg").click()
    assert "berit" not in page.url.lower()
    page.get_by_role("link", name="Nyt tilbud til Berit Berg").click()
    page.get_by_role("radio", name="Virksomhedspraktik").check()
    page.locator("input[name=company_name]").fill("Slagteren (12345678)")
    page.get_by_role("button", name="Gem").click()
    page.wait_for_url(re.compile(rf"/virksomheder/{company.pk}/"))
    assert Offer.objects.latest("pk").company.name == "Slagteren"
