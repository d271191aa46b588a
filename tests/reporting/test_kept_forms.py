"""Forms under figures come back after an ended session on the page they stand on, though they are sent elsewhere."""

from datetime import date

import pytest
from django.test import Client

from cases.models import Grant
from reporting.closing import close_month
from reporting.models import ClaimStep
from tests.cases.test_kept_everywhere import log_in
from tests.cases.test_kept_forms import end_session, hidden

from .claiming import step
from .conftest import MARCH
from .publishing import checked, published

pytestmark = pytest.mark.django_db
RELEASE, GRANT = f"/udgivelser/{MARCH}/1/", "/rater/fsm1/851/"
DAY = date(2018, 5, 2)


@pytest.fixture
def window() -> Client:
    return Client(enforce_csrf_checks=True)


def comes_back(window, user, page: str, sent_to: str, typed: dict) -> str:
    """Open the page, let the session end, send the form; return the page the login leads to, as text."""
    log_in(window, user.username)
    marks = hidden(window.get(page))
    end_session(window)
    to_login = window.post(sent_to, {**marks, **typed})["Location"]
    shown = log_in(window, user.username, to_login)
    while shown.status_code == 302:
        assert shown["Location"].partition("#")[0] == page
        shown = window.get(shown["Location"].partition("#")[0])
    text = shown.content.decode()
    assert text.count("Du blev logget af, før det blev gemt") == 1
    assert all(value in text for value in typed.values() if value)
    assert "logget af" not in window.get(page).content.decode(), "it comes back once"
    return text


def test_those_of_a_release(window, star, closed_months):
    february, march = closed_months
    checked(march)
    comes_back(window, star, RELEASE, RELEASE + "godkend/", {"remark": "Sommerferie i Brønderslev"})
    published(february)
    page = RELEASE.replace(str(MARCH), "2018-02")
    comes_back(window, star, page, page + "ret/", {"reason": "Aalborg glemte to"})
    assert february.programme.closes.filter(month=february.month).count() == 1, "nothing is done unseen"


def test_what_was_typed_for_one_programme_does_not_come_back_in_another(window, star, closed_months):
    """Both have a release of the month at the same address, told apart by the query alone."""
    published(closed_months[-1])
    published(close_month(MARCH, programme="fsm2"))
    page = f"{RELEASE}?program=fsm2"
    log_in(window, star.username)
    marks = hidden(window.get(page))
    end_session(window)
    to_login = window.post(f"{RELEASE}ret/?program=fsm2", {**marks, "reason": "Nye i målgruppen"})["Location"]
    assert log_in(window, star.username, to_login)["Location"] == page
    assert "Nye i målgruppen" not in window.get(RELEASE).content.decode()
    assert "Nye i målgruppen" in window.get(page).content.decode()


def test_those_of_a_grant(window, star, manager, closed_months, settings):
    settings.DEMO_DAY = DAY
    grant = Grant.objects.get()
    documentation = GRANT + "1/dokumentation/"
    comes_back(window, manager, documentation, documentation, {"name": "Viggo Skov", "title": "Chef"})
    step(grant, 1, "claimed", manager)
    comes_back(window, star, GRANT, GRANT + "1/returned/", {"reason": "Mangler bilag"})
    assert ClaimStep.objects.count() == 1
    Grant.objects.create(programme_id="fsm2", municipality_id="851", amount_dkk=100)
    successor = GRANT.replace("fsm1", "fsm2")
    comes_back(window, star, successor, successor + "delregnskab/", {"on": "2018-04-17"})


def test_another_who_logs_in_gets_nothing(window, star, manager, closed_months, settings):
    settings.DEMO_DAY = DAY
    step(Grant.objects.get(), 1, "claimed", manager)
    log_in(window, star.username)
    marks = hidden(window.get(GRANT))
    end_session(window)
    to_login = window.post(GRANT + "1/returned/", {**marks, "reason": "Mangler bilag"})["Location"]
    assert log_in(window, manager.username, to_login).status_code == 302
    assert "Mangler bilag" not in window.get(GRANT).content.decode()


@pytest.mark.parametrize(
    ("address", "page"),
    [("1/returned/", GRANT + "#rate-1"), ("delregnskab/", GRANT)],
)
def test_an_address_that_only_stores_leads_to_its_page(as_user, manager, closed_months, address, page):
    assert as_user(manager).get(GRANT + address)["Location"] == page
    assert as_user(manager).put(GRANT + address).status_code == 405
