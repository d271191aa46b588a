"""A caseworker's day in the browser: log in, find a citizen, register each thing, see what went wrong."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import Role
from cases.models import Contact, Facilitator, Offer, Plan, Unit
from tests import people
from tests.browser.conftest import assert_accessible, log_in
from tests.conftest import make_user


@pytest.fixture
def citizen():
    unit = Unit.objects.create(municipality_id="851", name="Job- og Integrationshuset")
    return people.a_member(name="Berit Øllgaard", group="1", since="2018-01-01", unit=unit, cpr="0101701234")


@pytest.fixture
def caseworker_page(as_role, citizen):
    return as_role(Role.CASEWORKER)


def open_case(page, citizen):
    page.goto(f"{page.base}/borgere/{citizen.pk}/")
    return page


def test_login_refuses_a_wrong_password_and_takes_the_right_one(page, live_server, citizen):
    make_user("anna", Role.CASEWORKER, "851")
    page.goto(live_server.url)
    assert_accessible(page)
    page.get_by_label("Brugernavn").fill("anna")
    page.get_by_label("Adgangskode").fill("forkert")
    page.get_by_role("button", name="Log ind").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("Adgangskode").fill("kodeord")
    page.get_by_role("button", name="Log ind").click()
    expect(page.get_by_role("heading", name="Min dag", level=1)).to_be_visible()


def test_filters_change_the_list_and_the_address_without_a_reload(caseworker_page, citizen):
    page = caseworker_page
    people.a_member(name="Carl Carlsen", group="2")
    page.goto(f"{page.base}/borgere/")
    assert_accessible(page)
    page.evaluate("window.stays = true")
    page.get_by_label("Gruppe").select_option("2")
    expect(page.get_by_role("link", name="Berit Øllgaard")).to_have_count(0)
    expect(page.get_by_role("link", name="Carl Carlsen")).to_be_visible()
    expect(page).to_have_url(re.compile("group=2"))
    assert page.evaluate("window.stays") is True
    swapped = page.locator("#citizens").inner_html()
    page.reload()
    assert re.sub(r"\s+", " ", page.locator("#citizens").inner_html()) == re.sub(r"\s+", " ", swapped)
    page.get_by_label("Gruppe").select_option("3")
    expect(page.get_by_text("Ingen borgere passer")).to_be_visible()
    assert_accessible(page)


def test_search_by_name_and_by_cpr(caseworker_page, citizen):
    page = caseworker_page
    page.goto(f"{page.base}/borgere/")
    page.get_by_label("Søg på navn").fill("øllg")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Berit Øllgaard")).to_be_visible()
    assert "llg" not in page.url
    page.get_by_label("Søg på navn").fill("010170-1234")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Berit Øllgaard", level=1)).to_be_visible()
    assert "1234" not in page.url


def test_registers_each_thing(caseworker_page, citizen):
    page = open_case(caseworker_page, citizen)
    assert_accessible(page)
    today = timezone.localdate().isoformat()

    def form(path: str):
        page.goto(f"{page.base}/borgere/{citizen.pk}/ny/{path}/")
        assert_accessible(page)

    def save(says: str):
        page.get_by_role("button", name="Gem").click()
        expect(page.get_by_role("status").first).to_contain_text(says)

    form("kontakt")
    save("Kontakten er gemt")
    form("formidler")
    page.get_by_label("Personlig jobformidler").fill("Frede Fjord")
    save("Den personlige jobformidler er gemt")
    form("plan")
    page.get_by_label("Borgerens eget jobmål").fill("gartner")
    page.get_by_label("CV på plads den").fill(today)
    save("Planen er gemt")
    form("tilbud")
    page.get_by_role("radio", name="Virksomhedspraktik").check()
    page.get_by_label("Timer om ugen").fill("12,5")
    page.locator("[name=company_name]").fill("Bageriet")
    save("Tilbuddet er gemt")
    form("ydelse")
    page.get_by_role("radio", name="Fleksjob").check()
    save("Ydelsesskiftet er gemt")
    form("visitation")
    expect(page.get_by_label("Grund til udskydelse")).to_be_hidden()
    page.get_by_label("Udskudt", exact=True).check()
    page.get_by_label("Grund til udskydelse").select_option("barsel")
    page.get_by_label("Udskudt til og med").fill((timezone.localdate() + timedelta(days=90)).isoformat())
    page.get_by_label("Begrundelse").fill("På barsel")
    save("Visitationen er gemt")
    form("rehabilitering")
    save("Rehabiliteringssagen er gemt")
    assert (Contact.objects.get().kind, Facilitator.objects.get().name) == ("samtale", "Frede Fjord")
    assert (Plan.objects.get().job_goal, str(Offer.objects.get().weekly_hours)) == ("gartner", "12.50")
    expect(page.get_by_text("Visiteret: Udskudt (barsel)", exact=True)).to_be_visible()
    assert_accessible(page)


def test_an_error_is_shown_and_takes_the_focus(caseworker_page, citizen):
    page = caseworker_page
    people.has_benefit(citizen, "doed", "2018-06-01")
    page.goto(f"{page.base}/borgere/{citizen.pk}/ny/kontakt/")
    page.get_by_role("button", name="Gem").click()
    summary = page.locator("[data-module=error-summary]")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("efter borgerens død")
    summary.get_by_role("link").click()
    expect(page.get_by_label("Dato")).to_be_focused()
    expect(page.get_by_label("Dato")).to_have_attribute("aria-invalid", "true")
    assert_accessible(page)


def test_corrects_and_deletes_with_a_reason(caseworker_page, citizen):
    page = caseworker_page
    people.a_contact(citizen, "2018-05-01", by="Carl")
    page = open_case(page, citizen)
    page.get_by_role("link", name=re.compile("^Ret Samtale med Carl")).click()
    assert_accessible(page)
    page.get_by_label("Hvem havde kontakten").fill("Carla")
    page.get_by_label("Begrundelse for rettelsen").fill("Forkert navn")
    page.get_by_role("button", name="Gem").click()
    page.get_by_role("link", name=re.compile("^Slet Samtale med Carla")).click()
    assert_accessible(page)
    page.get_by_label("Begrundelse for sletningen").fill("Aldrig holdt")
    page.get_by_role("button", name="Slet").click()
    expect(page.get_by_role("status").first).to_contain_text("Kontakten er slettet")
    page.locator("summary", has_text="Mere").click()
    assert_accessible(page)
    page.get_by_role("link", name="Historik over rettelser").click()
    expect(page.get_by_text("Aldrig holdt")).to_be_visible()
    expect(page.get_by_text("Forkert navn")).to_be_visible()
    assert_accessible(page)


def test_a_case_is_prepared_until_it_is_referred(caseworker_page):
    """From the case over the preparation to the referral, with an earlier assessment unfolded on the way."""
    member, page = people.a_member(group="2", since="2018-01-15"), caseworker_page
    asked = people.the_questionnaire("visitation")
    people.visited(member, "2", "2018-02-15", questionnaire=asked, answers={"home": 3, "own_words": "Ro"})
    page = open_case(page, member)
    page.get_by_text("Vis 1 vurdering").click()
    assert_accessible(page)
    page.get_by_role("link", name="Begynd forberedelse").first.click()
    page.get_by_text("Flere felter").click()
    assert_accessible(page)
    page.get_by_role("button", name="Gem").click()
    page.get_by_role("link", name="Før forberedelsen videre").click()
    page.get_by_role("button", name="Gem").click()
    expect(page.locator("[data-module=error-summary]")).to_contain_text("Skriv mindst én dato.")
    assert_accessible(page)
    page.get_by_label("Klar til indstilling").fill(timezone.localdate().isoformat())
    page.get_by_role("button", name="Gem").click()
    expect(page.get_by_role("status").first).to_contain_text("Forberedelsen er gemt")
    expect(page.get_by_text(re.compile("klar til indstilling")).first).to_be_visible()


def test_logs_a_contact_by_keyboard_alone(caseworker_page, citizen):
    page = open_case(caseworker_page, citizen)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Gå til sidens indhold")).to_be_focused()
    page.keyboard.press("Enter")
    for _step in range(3):
        page.keyboard.press("Tab")
        if page.get_by_role("link", name="Log kontakt").first.evaluate("link => link === document.activeElement"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/ny/kontakt/")
    page.get_by_role("radio", name="Samtale").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("Kontakten er gemt")
    assert Contact.objects.get().kind == "kontakt"


def test_works_without_javascript(no_script_page, live_server, citizen):
    page = log_in(no_script_page, live_server.url, make_user("anna", Role.CASEWORKER, "851"))
    people.a_member(name="Carl Carlsen", group="2")
    page.goto(f"{live_server.url}/borgere/")
    page.get_by_label("Gruppe").select_option("1")
    page.get_by_role("button", name="Vis").click()
    expect(page.get_by_role("link", name="Carl Carlsen")).to_have_count(0)
    page.get_by_role("link", name="Berit Øllgaard").click()
    page.get_by_role("link", name="Skift ydelse").click()
    page.get_by_role("button", name="Gem").click()
    expect(page.get_by_role("alert")).to_contain_text("Ny ydelse")
    page.get_by_role("radio", name="Job (selvforsørgende)").check()
    page.get_by_role("button", name="Gem").click()
    expect(page.get_by_text("Ydelse: Job (selvforsørgende)", exact=True)).to_be_visible()
    page.get_by_role("button", name="Log af").click()
    expect(page.get_by_role("heading", name="Log ind")).to_be_visible()


def test_the_language_switch_stays_on_the_page(caseworker_page, citizen):
    page = open_case(caseworker_page, citizen)
    page.get_by_role("button", name="English").click()
    assert page.url == f"{page.base}/borgere/{citizen.pk}/"
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("button", name="Dansk").click()
    expect(page.locator("html")).to_have_attribute("lang", "da")
