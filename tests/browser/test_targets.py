"""A municipality's own targets and the documentation of an instalment in a real browser."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import expect

from accounts.models import Role
from cases.models import Grant
from reporting.closing import close_month
from reporting.months import Month
from tests import people

from .conftest import assert_accessible


@pytest.fixture(autouse=True)
def aalborg(settings):
    """March 2018: three of the target group, all visited; a grant."""
    settings.DEMO_DAY = date(2018, 4, 15)
    for _ in range(3):
        people.a_member(group="1")
    Grant.objects.create(programme_id="fsm1", municipality_id="851", amount_dkk=1000, approved_on="2017-06-30")
    close_month(Month(2018, 3))


def test_a_manager_sets_a_target_without_javascript(as_role, no_script_page):
    page = as_role(Role.MANAGER, page=no_script_page)
    page.goto(f"{page.base}/kommune/851/maal/")
    page.get_by_role("link", name="Nyt mål").click()
    page.get_by_label("Navn").fill("Færre på kontanthjælp")
    page.get_by_label("Fuldtidspersoner på en ydelse").check()
    page.get_by_label("Ydelse", exact=True).select_option("kontanthjaelp")
    page.get_by_label("Startdato").fill("2018-01-01")
    page.get_by_label("Startværdi").fill("4")
    page.get_by_label("Dato, milepæl 1").fill("2018-04-01")
    page.get_by_label("Værdi, milepæl 1").fill("3,5")
    page.get_by_role("button", name="Gem").click()
    expect(page.get_by_role("row", name="01.04.2018")).to_contain_text("Nået før tid")


def test_the_pages_are_accessible(as_role):
    page = as_role(Role.MANAGER)
    page.goto(f"{page.base}/kommune/851/fuldtidspersoner/")
    assert_accessible(page)
    page.goto(f"{page.base}/kommune/851/maal/nyt/")
    page.get_by_role("button", name="Gem").click()
    assert_accessible(page)
    page.get_by_label("Navn").fill("Alle visiteret")
    page.get_by_label("Andel i et tal fra månedsrapporten").check()
    page.get_by_label("Tal", exact=True).select_option("visited")
    page.get_by_label("Skal stige").check()
    page.get_by_label("Startdato").fill("2018-01-01")
    page.get_by_label("Startværdi").fill("50")
    page.get_by_label("Dato, milepæl 1").fill("2018-12-31")
    page.get_by_label("Værdi, milepæl 1").fill("100")
    page.get_by_role("button", name="Gem").click()
    assert_accessible(page)
    page.goto(f"{page.base}/kommune/851/maal/")
    assert_accessible(page)
    page.goto(f"{page.base}/rater/fsm1/851/2/dokumentation/")
    page.get_by_role("button", name="Godkend og dan dokumentation").click()
    expect(page.get_by_role("heading", name="Godkendt dokumentation")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="Internt bilag").click()
    assert_accessible(page)
