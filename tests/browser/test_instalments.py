"""The instalments in a real browser: a manager reckons and claims without JavaScript, the agency pays."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import expect

from accounts.models import Role
from cases.models import Grant
from reporting.closing import close_months
from reporting.disclosure.patterns import protect_release
from reporting.months import Month
from tests import people

from .conftest import assert_accessible


@pytest.fixture(autouse=True)
def grant(settings):
    """October 2018: everybody visited, two of five of group 1 in the track, one of them to the end of November."""
    settings.DEMO_DAY = date(2018, 10, 15)
    for number in range(5):
        member = people.a_member(group="1")
        if number < 2:
            people.an_offer(member, "virksomhedspraktik", "2018-08-10", "2018-11-30" if number else "2018-09-30")
    Grant.objects.create(programme_id="fsm1", municipality_id="851", amount_dkk=11_749_000, approved_on="2017-06-30")
    for close in close_months(Month(2018, 8), Month(2018, 9)):
        protect_release(close)


def test_a_manager_reckons_and_claims_without_javascript(as_role, no_script_page):
    page = as_role(Role.MANAGER, page=no_script_page, at="/")
    expect(page.get_by_text("Rate 2 er opfyldt")).to_be_visible()
    page.get_by_role("link", name="Rater", exact=True).click()
    third = page.locator("#rate-3")
    third.get_by_label("Flere borgere").fill("2")
    third.get_by_label("Fra").select_option("2018-10")
    third.get_by_role("button", name="Beregn").click()
    expect(third.get_by_role("status")).to_contain_text("er raten opfyldt i oktober 2018 (3.524.700 kr.).")
    page.locator("#rate-2").get_by_role("button", name="Anmod om 4.699.600 kr.").click()
    expect(page.locator("#rate-2 .claim-steps")).to_contain_text("Anmodet")


def test_the_pages_are_accessible_and_the_agency_pays(as_role):
    page = as_role(Role.MANAGER)
    page.goto(f"{page.base}/rater/")
    assert_accessible(page)
    page.get_by_role("link", name="Listen med Excel").click()
    assert_accessible(page)
    page.goto(f"{page.base}/rater/")
    page.locator("#rate-1").get_by_role("button", name="Anmod om").click()
    page.context.clear_cookies()
    page = as_role(Role.STAR, at="/")
    page.get_by_role("link", name="1 rate venter på afgørelse").click()
    assert_accessible(page)
    page.get_by_role("link", name="Aalborg", exact=True).click()
    assert_accessible(page)
    page.get_by_role("button", name="Godkend raten").click()
    page.get_by_role("button", name="Registrér udbetalingen").click()
    expect(page.locator("#rate-1 .claim-steps")).to_contain_text("3.524.700 kr.")
