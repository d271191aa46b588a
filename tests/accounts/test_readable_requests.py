"""Requests that cannot be read are refused with 400, not answered with a program error."""

import pytest
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]
FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    "address",
    [
        "/admin/accounts/user/?role=x%00",
        "/admin/cases/municipality/?region=%00",
        "/admin/cases/municipality/?%00=1",
        "/admin/cases/municipality/%00/change/",
        "/konto/adgangslog/?username=%00",
    ],
)
def test_nul_in_an_address_is_refused(as_user, administrator, address):
    response = as_user(administrator).get(address)
    assert response.status_code == 400
    assert "Forespørgslen kunne ikke læses" in response.content.decode()
    assert "Content-Security-Policy" in response.headers


def test_nul_in_a_cookie_is_refused(client):
    client.cookies["sessionid"] = "abcdefgh\x00"
    assert client.get("/borgere/").status_code == 400


@pytest.mark.parametrize("address", ["/konto/login/", "/admin/cases/unit/add/", "/sprog/", "/borgere/"])
@pytest.mark.parametrize("charset", ["utf-16", "utf-7", "latin-1", "utf8"])
def test_a_form_in_another_coding_is_refused(administrator, address, charset):
    client = Client(enforce_csrf_checks=True)
    client.force_login(administrator, backend="django.contrib.auth.backends.ModelBackend")
    assert client.post(address, "name=x", content_type=f"{FORM}; charset={charset}").status_code == 400


@pytest.mark.parametrize("charset", ["utf-16", "utf-7"])
def test_it_is_refused_as_well_from_a_browser_with_a_mark_against_forgery(caseworker, charset):
    client = Client(enforce_csrf_checks=True)
    client.force_login(caseworker, backend="django.contrib.auth.backends.ModelBackend")
    client.cookies["csrftoken"] = "a" * 32
    response = client.post("/borgere/", "name=x", content_type=f"{FORM}; charset={charset}")
    assert response.status_code == 400
    assert "Forespørgslen kunne ikke læses" in response.content.decode()


@pytest.mark.parametrize("charset", ["UTF-8", "utf-8"])
def test_utf_8_is_read(client, caseworker, charset):
    sent = client.post("/konto/login/", "login=anna&password=kodeord", content_type=f"{FORM}; charset={charset}")
    assert sent["Location"] == "/"
