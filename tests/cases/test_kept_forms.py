"""A form sent after the session ended comes back after login: to its owner, once, within the hour, stored by nobody."""

import re
from datetime import timedelta
from importlib import import_module

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from cases import kept_forms
from cases.models import Contact
from tests import people
from tests.conftest import make_user

pytestmark = pytest.mark.django_db
TYPED = {"kind": "kontakt", "held_on": "2018-05-01", "by": "Hemmelige Hans"}


@pytest.fixture
def citizen(caseworker):
    return people.a_member(group="1", since="2017-01-01")


@pytest.fixture
def address(citizen) -> str:
    return f"/borgere/{citizen.pk}/ny/kontakt/?tilbage=/borgere/%3Fgroup%3D1"


@pytest.fixture
def browser() -> Client:
    return Client(enforce_csrf_checks=True)


def hidden(page) -> dict:
    names = "csrfmiddlewaretoken|form_token|owner|tilbage|version"
    return dict(re.findall(rf'name="({names})" value="([^"]*)"', page.content.decode()))


def log_in(browser, username: str, at: str):
    login = browser.get(at)
    sent = {"login": username, "password": "kodeord", **hidden(login)}
    return browser.post(at, sent, follow=True)


def opened(browser, address: str, username: str = "anna") -> dict:
    """Log in, open the form, and return its hidden marks."""
    log_in(browser, username, "/konto/login/")
    return hidden(browser.get(address))


def end_session(browser) -> None:
    """End it as time does: the session is gone on the server, the cookies are still here."""
    Session.objects.all().delete()


def test_the_form_comes_back_as_it_was_typed(browser, address):
    marks = opened(browser, address)
    end_session(browser)
    to_login = browser.post(address, {**TYPED, **marks})
    assert to_login["Location"].startswith("/konto/login/?next=") and not Contact.objects.exists()
    page = log_in(browser, "anna", to_login["Location"])
    text = page.content.decode()
    assert "Du blev logget af, før det blev gemt" in text and 'value="Hemmelige Hans"' in text
    assert re.search(r'value="kontakt"[^>]*checked', text) and 'value="2018-05-01"' in text
    assert hidden(page)["form_token"] == marks["form_token"] and not Contact.objects.exists()
    stored = browser.post(address, {**TYPED, **hidden(page)})
    assert (stored.status_code, stored["Location"]) == (302, "/borgere/?group=1")
    assert Contact.objects.get().by == "Hemmelige Hans"


def test_it_comes_back_once(browser, address):
    marks = opened(browser, address)
    end_session(browser)
    log_in(browser, "anna", browser.post(address, {**TYPED, **marks})["Location"])
    assert "Hemmelige Hans" not in browser.get(address).content.decode()
    assert kept_forms.KEY not in browser.session


def test_nothing_of_it_is_readable_in_the_address_the_cookie_or_the_database(browser, address):
    marks = opened(browser, address)
    end_session(browser)
    answer = browser.post(address, {**TYPED, **marks})
    stored = Session.objects.get()
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    for text in (answer["Location"], str(answer.cookies), stored.session_data, str(store.decode(stored.session_data))):
        assert "Hans" not in text and "SGVtbWVsaWdl" not in text
    assert stored.expire_date <= timezone.now() + timedelta(hours=1)


def test_another_who_logs_in_never_sees_it(browser, address):
    make_user("bente", "caseworker", "851")
    marks = opened(browser, address)
    end_session(browser)
    page = log_in(browser, "bente", browser.post(address, {**TYPED, **marks})["Location"])
    assert page.status_code == 200 and "Hemmelige Hans" not in page.content.decode()
    assert kept_forms.KEY not in browser.session


def test_after_an_hour_it_is_gone(browser, address, monkeypatch):
    marks = opened(browser, address)
    end_session(browser)
    to_login = browser.post(address, {**TYPED, **marks})["Location"]
    monkeypatch.setattr(kept_forms, "LONGEST_WAIT", timedelta(seconds=-1))
    assert "Hemmelige Hans" not in log_in(browser, "anna", to_login).content.decode()
    assert kept_forms.KEY not in browser.session


@pytest.mark.parametrize("mark", ["", "1:abc:def", "x" * 300])
def test_nothing_is_kept_without_its_owners_mark(browser, address, mark):
    marks = opened(browser, address)
    end_session(browser)
    browser.post(address, {**TYPED, **marks, "owner": mark})
    assert kept_forms.KEY not in browser.session


def test_nothing_enormous_is_kept(browser, address):
    marks = opened(browser, address)
    end_session(browser)
    browser.post(address, {**TYPED, **marks, "by": "x" * kept_forms.MOST_BYTES})
    assert kept_forms.KEY not in browser.session


def test_other_pages_keep_nothing(browser, address):
    marks = opened(browser, address)
    end_session(browser)
    assert browser.post("/borgere/soeg/", {"term": "Hans", **marks}).status_code == 302
    assert kept_forms.KEY not in browser.session


def test_a_correction_comes_back_with_its_version(browser, citizen, address):
    contact = people.a_contact(citizen, "2018-04-01", by="Carl")
    address = f"/borgere/{citizen.pk}/kontakt/{contact.pk}/ret/"
    marks = opened(browser, address)
    end_session(browser)
    sent = {**TYPED, **marks, "reason": "Forkert navn"}
    page = log_in(browser, "anna", browser.post(address, sent)["Location"])
    assert "Forkert navn" in page.content.decode() and hidden(page)["version"] == "0"


def test_logged_in_again_in_another_window_the_typing_stays(browser, address):
    """The mark against forgery is then another than the form's."""
    marks = opened(browser, address)
    browser.post("/konto/logout/", marks)
    log_in(browser, "anna", "/konto/login/")
    page = browser.post(address, {**TYPED, **marks}, follow=True)
    assert page.status_code == 200 and 'value="Hemmelige Hans"' in page.content.decode()
    assert not Contact.objects.exists()
    assert browser.post(address, {**TYPED, **hidden(page)}).status_code == 302


def test_anothers_form_in_my_window_is_refused_readably(browser, address):
    make_user("bente", "caseworker", "851")
    marks = opened(browser, address)
    browser.post("/konto/logout/", marks)
    log_in(browser, "bente", "/konto/login/")
    page = browser.post(address, {**TYPED, **marks})
    assert page.status_code == 403 and "Siden var blevet for gammel" in page.content.decode()
    assert kept_forms.KEY not in browser.session


def test_a_forged_form_of_another_site_is_refused(browser, address):
    opened(browser, address)
    page = browser.post(address, TYPED)
    assert page.status_code == 403 and "Hemmelige Hans" not in browser.get(address).content.decode()
