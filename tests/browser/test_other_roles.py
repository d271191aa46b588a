"""The other pages: who has seen a case, the access log, one's own account, and what refusals look like."""

import pytest
from playwright.sync_api import expect

from accounts.models import Role
from tests import people
from tests.browser.conftest import assert_accessible


def test_the_manager_sees_who_has_looked(as_role):
    citizen = people.a_member(name="Berit Berg")
    page = as_role(Role.MANAGER)
    page.goto(f"{page.base}/borgere/{citizen.pk}/adgang/")
    expect(page.get_by_role("cell", name="Anna Ambus").first).to_be_visible()
    assert_accessible(page)


def test_the_administrator_sees_the_log_without_names(as_role):
    people.a_member(name="Berit Berg")
    page = as_role(Role.ADMINISTRATOR)
    page.goto(f"{page.base}/borgere/")
    expect(page.get_by_role("heading", name="Ingen adgang")).to_be_visible()
    assert_accessible(page)
    page.goto(f"{page.base}/konto/adgangslog/")
    expect(page.get_by_role("cell", name="Afvist").first).to_be_visible()
    assert "Berit" not in page.content()
    assert_accessible(page)


@pytest.mark.ignore_template_errors  # allauth's own templates ask for what may not be there
@pytest.mark.parametrize("path", ["/konto/2fa/", "/konto/password/change/", "/konto/logout/", "/findes-ikke/"])
def test_account_and_missing_pages(as_role, path):
    page = as_role(Role.CASEWORKER)
    page.goto(f"{page.base}{path}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert_accessible(page)


def test_nothing_on_the_pages_breaks_the_content_policy(as_role):
    citizen = people.a_member(group="1")
    page, complaints = as_role(Role.CASEWORKER), []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    for path in ("/borgere/", f"/borgere/{citizen.pk}/", f"/borgere/{citizen.pk}/ny/visitation/"):
        page.goto(f"{page.base}{path}")
    assert complaints == []
