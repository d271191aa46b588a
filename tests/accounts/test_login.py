"""Logging in, where each role lands, and the language switch."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from accounts.models import User
from accounts.navigation import menu_for, start_page

pytestmark = pytest.mark.django_db


def test_login_leads_to_the_roles_start_page(client, caseworker):
    response = client.post("/konto/login/", {"login": "anna", "password": "kodeord"}, follow=True)
    assert response.redirect_chain[-1][0] == "/min-dag/"


@pytest.mark.parametrize(
    ("who", "where"),
    [
        ("caseworker", "visitation:day"),
        ("facilitator_user", "visitation:day"),
        ("manager", "visitation:overview"),
        ("star", "reporting:star"),
        ("administrator", "admin:index"),
    ],
)
def test_each_role_has_its_start_page(request, as_user, who, where):
    user = request.getfixturevalue(who)
    assert start_page(user) == reverse(where)
    assert as_user(user).get("/")["Location"] == reverse(where)


def test_the_menu_marks_where_one_is(caseworker):
    on_a_case = menu_for(caseworker, "/borgere/3/")
    assert [item.url for item in on_a_case if item.active] == ["/borgere/"]
    assert not any(item.current for item in on_a_case)
    assert menu_for(caseworker, "/borgere/")[1].current


def test_a_wrong_password_and_an_inactive_user_stay_outside(client, caseworker):
    wrong = client.post("/konto/login/", {"login": "anna", "password": "forkert"})
    assert wrong.context["form"].errors and not wrong.wsgi_request.user.is_authenticated
    caseworker.is_active = False
    caseworker.save()
    assert client.post("/konto/login/", {"login": "anna", "password": "kodeord"}).status_code in (200, 302)
    assert client.get("/borgere/").status_code == 302


def test_nobody_signs_up(client):
    page = client.get("/konto/signup/").content.decode()
    assert (
        "Brugere oprettes af systemadministratoren" in page and '<form method="post" action="/konto/signup' not in page
    )


def test_an_address_asked_for_before_login_is_reached_after_it(client, caseworker):
    there = client.get("/borgere/?group=1")["Location"]
    assert there == "/konto/login/?next=/borgere/%3Fgroup%3D1"
    fields = {"login": "anna", "password": "kodeord", "next": "/borgere/?group=1"}
    assert client.post("/konto/login/", fields)["Location"] == "/borgere/?group=1"
    client.logout()
    elsewhere = client.post("/konto/login/", {**fields, "next": "https://example.org/"})
    assert "example.org" not in elsewhere["Location"]


def test_the_language_switch_comes_back_to_the_page(client):
    response = client.post("/sprog/", {"language": "en", "next": "/konto/login/"})
    assert response["Location"] == "/konto/login/"
    assert 'lang="en"' in client.get("/konto/login/").content.decode()


def test_two_factors_can_be_turned_on(as_user, caseworker, monkeypatch):
    client = as_user(caseworker)
    client.post("/konto/reauthenticate/", {"password": "kodeord"})
    page = client.get("/konto/2fa/totp/activate/")
    assert page.status_code == 200 and "data:image/svg+xml" in page.content.decode()
    wrong = client.post("/konto/2fa/totp/activate/", {"code": "000000"})
    assert wrong.context["form"].errors


def test_missing_and_forbidden_pages_are_in_the_design(as_user, caseworker, star):
    missing = as_user(caseworker).get("/findes-ikke/")
    assert missing.status_code == 404 and "Siden findes ikke" in missing.content.decode()
    forbidden = as_user(star).get("/borgere/")
    assert forbidden.status_code == 403 and "kun for kommunens medarbejdere" in forbidden.content.decode()


def test_a_page_that_breaks_says_so_without_the_database(client, caseworker, monkeypatch):
    monkeypatch.setattr("accounts.views.start_page", lambda user: 1 / 0)
    client.force_login(caseworker, backend="django.contrib.auth.backends.ModelBackend")
    client.raise_request_exception = False
    response = client.get("/")
    assert response.status_code == 500 and "Der skete en fejl" in response.content.decode()


def test_the_first_user_of_an_installation_is_an_administrator(db):
    call_command("createsuperuser", interactive=False, username="forst", email="")
    first = User.objects.get(username="forst")
    assert first.is_administrator and not first.sees_people
