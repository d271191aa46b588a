"""Searching the register: the text is posted, and a CPR number typed by mistake never reaches an address."""

import pytest

from cases.cpr import without_cpr
from tests import people

pytestmark = pytest.mark.django_db
SEARCH = "/virksomheder/soeg/"


@pytest.fixture
def browser(as_user, caseworker):
    return as_user(caseworker)


@pytest.mark.parametrize(
    "written",
    [
        "0101701234",
        "010170-1234",
        "010170 1234",
        " 010170 - 1234 ",
        "bager 010170-1234",
        "01 01 70 1234",
        "01-01-70-1234",
        "010170.12/34",
        "010170–1234",
    ],
)
def test_a_cpr_number_is_taken_out_and_that_is_said(browser, written):
    response = browser.post(SEARCH, {"q": written, "branch": "C"}, follow=True)
    assert "70" not in response.redirect_chain[-1][0] and "branch=C" in response.redirect_chain[-1][0]
    assert "Et CPR-nummer kan ikke bruges her" in response.content.decode()


@pytest.mark.parametrize("written", ["13585628", "Bageriet 13585628", "9240 nibe", "12345678901", "13585628 9240"])
def test_other_numbers_stay(written):
    assert without_cpr(written) == written


def test_what_is_chosen_stands_in_the_address_of_the_list(browser):
    people.a_company("Bageriet", branch="C")
    sent = {"q": " bag ", "branch": "C", "people": "none", "sort": "-now", "csrfmiddlewaretoken": "x"}
    response = browser.post(SEARCH, sent, follow=True)
    address = response.redirect_chain[-1][0]
    assert all(part in address for part in ("q=bag", "branch=C", "people=none", "sort=-now")) and "csrf" not in address
    assert [row.record.name for row in response.context["table"].paginated_rows] == ["Bageriet"]
    assert browser.post(SEARCH, {"q": ""})["Location"] == "/virksomheder/"
    assert browser.get(SEARCH).status_code == 405


def test_htmx_is_led_to_the_whole_page_where_there_is_something_to_say(browser):
    response = browser.post(SEARCH, {"q": "010170-1234"}, headers={"HX-Request": "true"})
    assert response["HX-Redirect"] == "/virksomheder/"
    assert browser.post(SEARCH, {"q": "bag"}, headers={"HX-Request": "true"}).status_code == 302


def test_the_page_that_merges_searches_in_the_same_way(browser):
    company = people.a_company("Bageriet")
    people.a_company("Slagteren")
    path = f"/virksomheder/{company.pk}/slaa-sammen/"
    assert f'action="{path}soeg/"' in browser.get(path).content.decode()
    assert browser.post(f"{path}soeg/", {"q": "slag"})["Location"] == f"{path}?q=slag"
    assert browser.post(f"{path}soeg/", {"q": "010170-1234"})["Location"] == path
    elsewhere = people.a_company("Fremmed", municipality="810")
    assert browser.post(f"/virksomheder/{elsewhere.pk}/slaa-sammen/soeg/", {"q": "x"}).status_code == 404
