"""A day in the browser: from tab to tab by keyboard, from row to row as things get done, and the manager's Monday."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from accounts.models import Role
from cases.models import Citizen, Contact, Unit
from tests import people
from tests.browser.conftest import assert_accessible, log_in
from tests.conftest import make_user

ON = date(2018, 3, 2)


@pytest.fixture(autouse=True)
def that_day(settings):
    settings.DEMO_DAY = ON


@pytest.fixture
def citizens(db):
    """Three in group 1 whose contact of March is missing, in the order of their deadlines, and one never visited."""
    units = [Unit.objects.create(municipality_id="851", name=name) for name in ("Hus A", "Hus B")]
    found = []
    for name, last in (("Anders And", "2017-12-20"), ("Berit Berg", "2018-01-20"), ("Carl Carlsen", "2018-02-20")):
        citizen = people.a_member(name=name, group="1", unit=units[0])
        people.a_contact(citizen, last, "kontakt")
        people.a_plan(citizen, "2018-01-01", "2018-01-01")
        found.append(citizen)
    people.a_member(name="Dorte Dal")
    return found


@pytest.fixture
def my_day(as_role, citizens):
    """A caseworker who has them all, on their start page."""
    page = as_role(Role.CASEWORKER)
    give_all_to("browser-caseworker")
    page.goto(page.base)
    return page


def give_all_to(username: str) -> None:
    from accounts.models import User

    Citizen.objects.update(caseworker=User.objects.get(username=username))


def assert_shown(page, names: list[str]) -> None:
    """The list comes to show exactly these; a page that is still on its way gets its time."""
    expect(page.locator(".day-table tbody td:first-child a")).to_have_text(names)


def plain(page) -> str:
    return re.sub(r"\s+", " ", page.locator("#day").inner_html()).replace(' class=""', "")


def test_the_day_begins_with_the_first_thing_to_do(my_day):
    page = my_day
    expect(page.get_by_role("heading", level=1)).to_have_text("Min dag")
    expect(page.locator(".day-tabs [aria-current]")).to_contain_text("Skal visiteres 1")
    assert_shown(page, ["Dorte Dal"])
    assert_accessible(page)


def test_tabs_and_filters_by_keyboard_without_a_reload(my_day):
    page = my_day
    page.evaluate("window.stays = true")
    page.locator("#fane-visitation").focus()
    page.keyboard.press("Tab")
    expect(page.locator("#fane-contact")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("fane=contact"))
    expect(page.locator("#fane-contact")).to_have_attribute("aria-current", "page")
    expect(page.locator("#fane-contact")).to_be_focused()
    assert_shown(page, ["Anders And", "Berit Berg", "Carl Carlsen"])
    page.get_by_label("Gruppe").select_option("2")
    expect(page.get_by_text("Intet forfalder for de borgere, du har valgt")).to_be_visible()
    expect(page).to_have_url(re.compile("fane=contact.*gruppe=2"))
    assert_accessible(page)
    page.get_by_label("Gruppe").select_option("1")
    expect(page.get_by_role("link", name="Anders And", exact=True)).to_be_visible()
    assert page.evaluate("window.stays") is True
    swapped = plain(page)
    page.reload()
    assert plain(page) == swapped
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Min dag")
    expect(page.get_by_text("Intet forfalder for de borgere, du har valgt")).to_be_visible()


def test_from_one_to_the_next(my_day):
    page = my_day
    page.locator("#fane-contact").click()
    page.get_by_role("link", name="Log kontakt for Anders And").click()
    page.get_by_role("button", name="Gem").click()
    expect(page.get_by_role("status").first).to_contain_text("gemt")
    expect(page.get_by_role("link", name="Log kontakt for Berit Berg")).to_be_focused()
    assert_shown(page, ["Berit Berg", "Carl Carlsen"])
    assert Contact.objects.filter(held_on=ON).get().citizen.name == "Anders And"
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Gem").press("Enter")
    expect(page.get_by_role("link", name="Log kontakt for Carl Carlsen")).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Gem").press("Enter")
    expect(page.get_by_text("Ingen borgere under »Kontakt mangler«")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="Skal visiteres (1)").click()
    assert_shown(page, ["Dorte Dal"])


def test_giving_up_a_form_leads_back_too(my_day):
    page = my_day
    page.locator("#fane-contact").click()
    page.get_by_role("link", name="Log kontakt for Anders And").click()
    page.get_by_role("link", name="Annullér").click()
    expect(page.locator("#fane-contact")).to_have_attribute("aria-current", "page")
    assert_shown(page, ["Anders And", "Berit Berg", "Carl Carlsen"])


def test_the_manager_on_a_monday_morning(as_role, citizens):
    page = as_role(Role.MANAGER, at="/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Overblik")
    expect(page.get_by_text("4 borgere følges")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("region", name="Efter enhed").get_by_role("link", name="Hus A, Kontakt mangler: 3").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Opgaver")
    assert_shown(page, ["Anders And", "Berit Berg", "Carl Carlsen"])
    assert_accessible(page)


def test_a_facilitator_sees_the_contacts_of_the_month(as_role, citizens):
    for citizen in citizens:
        people.a_facilitator(citizen, "2018-01-01", name="Anna Ambus")
    people.a_contact(citizens[0], ON, "kontakt")
    page = as_role(Role.FACILITATOR, at="/")
    expect(page.get_by_role("heading", name="Kontakter i marts: 1 af 3 holdt")).to_be_visible()
    page.locator("summary", has_text="Vis den 1").click()
    expect(page.locator("details").get_by_role("link", name="Anders And")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="2 mangler endnu").click()
    assert_shown(page, ["Berit Berg", "Carl Carlsen"])


def test_works_without_javascript(no_script_page, live_server, citizens):
    user = make_user("anna", Role.CASEWORKER, "851")
    Citizen.objects.update(caseworker=user)
    page = log_in(no_script_page, live_server.url, user)
    page.goto(live_server.url)
    page.locator("#fane-contact").click()
    page.get_by_label("Gruppe").select_option("1")
    page.get_by_role("button", name="Vis").click()
    assert_shown(page, ["Anders And", "Berit Berg", "Carl Carlsen"])
    page.get_by_role("link", name="Log kontakt for Anders And").click()
    page.get_by_role("button", name="Gem").click()
    assert_shown(page, ["Berit Berg", "Carl Carlsen"])
    assert page.url.endswith(f"gruppe=1&fane=contact#borger-{citizens[1].pk}")
