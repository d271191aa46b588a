"""Registering in the browser: beside the case, by keyboard alone, with a colleague, and after a lost session."""

import re
from datetime import date

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from accounts.models import Role, User
from cases.codes import OfferKind
from cases.models import BenefitChange, Contact, Offer
from tests import people
from tests.browser.conftest import assert_accessible, log_in
from tests.conftest import make_user
from visitation.models import RehabilitationCase

TODAY = date(2018, 6, 1)


@pytest.fixture
def page(as_role, settings, page):
    settings.DEMO_DAY = TODAY
    return as_role(Role.CASEWORKER)


@pytest.fixture
def citizen(page):
    caseworker = User.objects.get(role=Role.CASEWORKER)
    return people.a_member(name="Berit Øllgaard", group="2", since="2017-08-15", caseworker=caseworker)


def tab_to(page, target, most: int = 60) -> None:
    """Press Tab until ``target`` has the focus."""
    for _step in range(most):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("Tab does not lead there")


def test_the_form_stands_beside_the_case(page, citizen):
    people.a_contact(citizen, "2018-05-01", by="Carl")
    page.goto(f"{page.base}/borgere/{citizen.pk}/ny/kontakt/")
    beside = page.get_by_role("complementary")
    expect(beside).to_contain_text("2 · rehabilitering")
    expect(beside).to_contain_text("Samtale med Carl")
    form, case = page.locator(".form-side").bounding_box(), beside.bounding_box()
    assert case["x"] > form["x"] + form["width"]
    page.set_viewport_size({"width": 360, "height": 740})
    form, case = page.locator(".form-side").bounding_box(), beside.bounding_box()
    assert case["y"] > form["y"] + form["height"]
    assert_accessible(page)


def test_rehabilitation_step_by_step_by_keyboard_alone(page, citizen):
    people.a_contact(citizen, "2018-05-28")
    page.goto(page.base)
    tab_to(page, page.get_by_role("link", name=re.compile("^Indstil til rehab")))
    page.keyboard.press("Enter")
    page.wait_for_url("**/ny/rehabilitering/**")
    tab_to(page, page.get_by_role("button", name="Gem"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("Rehabiliteringssagen er gemt")
    case = RehabilitationCase.objects.get()
    page.goto(f"{page.base}/borgere/{citizen.pk}/ny/rehabilitering/")
    assert_accessible(page)
    tab_to(page, page.get_by_label("Teamets indstilling"))
    page.keyboard.type("Ressourceforløb anbefales")
    tab_to(page, page.get_by_role("button", name="Gem"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("Rehabiliteringssagen er gemt")
    page.goto(f"{page.base}/borgere/{citizen.pk}/ny/rehabilitering/")
    expect(page.get_by_text("Ressourceforløb anbefales").first).to_be_visible()
    assert_accessible(page)
    tab_to(page, page.get_by_role("radio", name="Ressourceforløb"))
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("Ydelsen skifter til ressourceforløb fra 1. juni 2018")
    case.refresh_from_db()
    assert (case.decision, BenefitChange.objects.latest("pk").benefit) == ("ressourceforloeb", "ressourceforloeb")


def test_a_placement_by_keyboard_alone(page, citizen):
    page.goto(f"{page.base}/borgere/{citizen.pk}/")
    tab_to(page, page.get_by_role("link", name="Nyt tilbud").first)
    page.keyboard.press("Enter")
    page.wait_for_url("**/ny/tilbud/")
    for name, text in (("weekly_hours", "12,5"), ("company_name", "Bageriet"), ("agreed_tasks", "Pakker brød")):
        tab_to(page, page.locator(f"[name={name}]"))
        page.keyboard.type(text)
    tab_to(page, page.locator("[name=agreed_ordinary_hours][value='']"))
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("Tilbuddet er gemt")
    offer = Offer.objects.get()
    assert (str(offer.weekly_hours), offer.company.name, offer.agreed_ordinary_hours) == ("12.50", "Bageriet", True)


def test_only_a_decision_with_a_benefit_asks_for_it(page, citizen):
    people.a_referral(citizen, "2018-01-01", "2018-05-01")
    page.goto(f"{page.base}/borgere/{citizen.pk}/ny/rehabilitering/")
    expect(page.get_by_label("Skift ydelse i samme omgang")).to_be_checked()
    page.get_by_role("radio", name="Andet").check()
    expect(page.get_by_label("Skift ydelse i samme omgang")).to_be_hidden()
    page.get_by_role("button", name="Gem").click()
    expect(page.get_by_role("status").first).to_contain_text("Rehabiliteringssagen er gemt")
    assert not BenefitChange.objects.exclude(benefit="kontanthjaelp").exists()


def test_two_sessions_at_one_contact(page, citizen, browser, browser_context_args, live_server):
    contact = people.a_contact(citizen, "2018-05-01", by="Carl")
    address = f"{page.base}/borgere/{citizen.pk}/kontakt/{contact.pk}/ret/"
    page.goto(address)
    page.get_by_label("Hvem havde kontakten").fill("Carla")
    page.get_by_label("Begrundelse").fill("Forkert navn")
    context = browser.new_context(**browser_context_args)
    make_user("bente", Role.CASEWORKER, "851", first_name="Bente", last_name="Bach")
    other = log_in(context.new_page(), live_server.url, User.objects.get(username="bente"))
    other.goto(address)
    other.get_by_label("Dato").fill("2018-05-04")
    other.get_by_label("Begrundelse").fill("Forkert dag")
    other.get_by_role("button", name="Gem").click()
    other.wait_for_url(f"**/borgere/{citizen.pk}/")
    context.close()
    page.get_by_role("button", name="Gem").click()
    told = page.get_by_role("alert")
    expect(told).to_be_focused()
    expect(told).to_contain_text("Bente Bach")
    expect(told).to_contain_text("1. maj 2018 → 4. maj 2018")
    expect(page.get_by_label("Hvem havde kontakten")).to_have_value("Carla")
    assert_accessible(page)
    page.get_by_role("button", name="Gem min udgave alligevel").click()
    expect(page.get_by_role("status").first).to_contain_text("Kontakten er rettet")
    assert Contact.objects.get().by == "Carla"


def test_a_lost_session_gives_the_form_back(page, citizen):
    page.goto(f"{page.base}/borgere/{citizen.pk}/ny/kontakt/?tilbage=/borgere/")
    page.get_by_role("radio", name="Kontakt").check()
    page.get_by_label("Hvem havde kontakten").fill("Hemmelige Hans")
    Session.objects.all().delete()
    page.get_by_role("button", name="Gem").click()
    page.wait_for_url("**/login/**")
    assert "Hans" not in page.url
    page.get_by_label("Brugernavn").fill(f"browser-{Role.CASEWORKER}")
    page.get_by_label("Adgangskode").fill("kodeord")
    page.get_by_role("button", name="Log ind").click()
    expect(page.get_by_text("Du blev logget af, før det blev gemt")).to_be_visible()
    expect(page.get_by_label("Hvem havde kontakten")).to_have_value("Hemmelige Hans")
    expect(page.get_by_role("radio", name="Kontakt")).to_be_checked()
    assert_accessible(page)
    assert not Contact.objects.exists()
    page.get_by_role("button", name="Gem").click()
    page.wait_for_url("**/borgere/")
    assert (Contact.objects.get().by, Contact.objects.get().kind) == ("Hemmelige Hans", "kontakt")


def test_deleted_meanwhile_the_typing_can_be_read(page, citizen):
    contact = people.a_contact(citizen, "2018-05-01", by="Carl")
    page.goto(f"{page.base}/borgere/{citizen.pk}/kontakt/{contact.pk}/ret/")
    page.get_by_label("Hvem havde kontakten").fill("Carla Carlsen")
    page.get_by_label("Begrundelse").fill("Forkert navn")
    contact.delete()
    page.get_by_role("button", name="Gem").click()
    expect(page.get_by_role("heading", name="Slettet imens")).to_be_visible()
    expect(page.get_by_text("Carla Carlsen")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="Log kontakt").click()
    expect(page.get_by_role("heading", name="Log kontakt")).to_be_visible()


def test_each_circle_stands_beside_its_words(page, citizen):
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{page.base}/borgere/{citizen.pk}/ny/tilbud/")
    choices = page.locator(".field-kind .form-group-radio")
    expect(choices).to_have_count(len(OfferKind))
    for choice in choices.all():
        circle, words = choice.locator("input").bounding_box(), choice.locator("label").bounding_box()
        assert abs(circle["y"] + circle["height"] / 2 - words["y"] - 16) <= 2, choice.inner_text()


def test_escape_closes_the_menu_and_leaves_the_focus_on_its_button(page, citizen):
    page.goto(f"{page.base}/borgere/{citizen.pk}/")
    button = page.locator("details.more summary")
    button.click()
    page.get_by_role("link", name="Stamdata").focus()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Stamdata")).to_be_hidden()
    expect(button).to_be_focused()
