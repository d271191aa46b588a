"""Handing citizens over, a citizen's own data and the papers, in a browser: accessible, narrow, and without script."""

import pytest
from playwright.sync_api import expect

from accounts.models import Role
from cases.models import Citizen
from tests import people
from tests.browser.conftest import assert_accessible
from tests.conftest import make_user


@pytest.mark.parametrize("script", [True, False])
def test_a_manager_hands_over(as_role, no_script_page, script):
    leaver = make_user("lars", Role.CASEWORKER, "851", first_name="Lars", last_name="Lund")
    receiver = make_user("karen", Role.CASEWORKER, "851", first_name="Karen", last_name="Krogh")
    citizen = people.a_member(name="Berit Berg", group="1", caseworker=leaver)
    page = as_role(Role.MANAGER) if script else as_role(Role.MANAGER, page=no_script_page)
    page.goto(f"{page.base}/overdragelser/ny/")
    page.get_by_label("Fra", exact=True).select_option(str(leaver.pk))
    if not script:
        page.get_by_role("button", name="Vis").click()
    expect(page.get_by_text("Berit Berg")).to_be_visible()
    if script:
        assert_accessible(page)
    page.get_by_label("Overdrages til").select_option(str(receiver.pk))
    page.get_by_label("Begrundelse for overdragelsen").fill("Lars rejser")
    page.get_by_role("button", name="Se, hvad der sker").click()
    if script:
        assert_accessible(page)
    page.get_by_role("button", name="Overdrag 1 borger").click()
    expect(page.get_by_text("1 borger er overdraget.")).to_be_visible()
    assert Citizen.objects.get(pk=citizen.pk).caseworker == receiver
    if script:
        assert_accessible(page)
        page.get_by_role("link", name="Én side").click()
        expect(page.get_by_role("heading", name="Berit Berg")).to_be_visible()


@pytest.mark.parametrize("script", [True, False])
def test_the_other_kind_is_chosen_without_a_dead_end(as_role, no_script_page, script):
    citizen = people.a_member(name="Berit Berg", group="1")
    people.a_facilitator(citizen, "2018-01-01", name="Frede Fjord")
    page = as_role(Role.MANAGER) if script else as_role(Role.MANAGER, page=no_script_page)
    page.goto(f"{page.base}/overdragelser/ny/")
    page.get_by_label("Personlig jobformidler").check()
    if not script:
        page.get_by_role("button", name="Vis").click()
    expect(page.get_by_label("Fra", exact=True)).to_contain_text("Frede Fjord")


def test_ticking_somebody_chooses_only_the_ticked(as_role):
    leaver = make_user("lars", Role.CASEWORKER, "851", first_name="Lars", last_name="Lund")
    people.a_member(name="Berit Berg", group="1", caseworker=leaver)
    page = as_role(Role.MANAGER)
    page.goto(f"{page.base}/overdragelser/ny/?fra={leaver.pk}")
    page.get_by_label("Berit Berg").check()
    expect(page.get_by_label("Kun de markerede")).to_be_checked()
    page.get_by_label("Alle på listen").check()
    expect(page.get_by_label("Berit Berg")).not_to_be_checked()


def test_the_pages_of_a_citizen_are_accessible(as_role):
    citizen = people.a_member(name="Berit Berg", group="2")
    page = as_role(Role.MANAGER)
    for path in ("stamdata", "overblik", "dossier"):
        page.goto(f"{page.base}/borgere/{citizen.pk}/{path}/")
        assert_accessible(page)
    page.goto(f"{page.base}/overdragelser/")
    assert_accessible(page)
