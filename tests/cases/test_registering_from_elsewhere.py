"""A form opened from a list: it starts with what the link knows, and goes back to where it was opened."""

from urllib.parse import urlencode
from uuid import uuid4

import pytest

from cases.models import Company, Contact
from cases.registrations import all_kinds
from tests import people

pytestmark = pytest.mark.django_db

LIST = "/borgere/?group=1&sort=-name#borger-7"
ELSEWHERE = [
    "https://example.org/x",
    "//example.org/x",
    "/\\example.org",
    "javascript:alert(1)",
    "borgere/7/",
    "/" + "x" * 2000,
]
CONTACT = {"kind": "samtale", "held_on": "2018-05-01", "by": "Carl"}


@pytest.fixture
def citizen(caseworker):
    return people.a_member(group="1", since="2017-01-01")


@pytest.fixture
def browser(as_user, caseworker):
    return as_user(caseworker)


def add(citizen, slug: str = "kontakt", **query) -> str:
    return f"/borgere/{citizen.pk}/ny/{slug}/?{urlencode(query)}"


def initial(browser, address: str) -> dict:
    return browser.get(address).context["form"].initial


def test_a_form_goes_back_to_where_it_was_opened(browser, citizen):
    address = add(citizen, tilbage=LIST)
    page = browser.get(address).content.decode()
    assert f'name="tilbage" value="{LIST.replace("&", "&amp;")}"' in page
    assert f'href="{LIST.replace("&", "&amp;")}">Annullér' in page
    sent = {**CONTACT, "form_token": uuid4(), "tilbage": LIST}
    assert browser.post(address, sent)["Location"] == LIST
    contact = Contact.objects.get()
    for path in (f"kontakt/{contact.pk}/ret/", f"kontakt/{contact.pk}/slet/"):
        sent = {**CONTACT, "reason": "Tastefejl", "tilbage": LIST}
        assert browser.post(f"/borgere/{citizen.pk}/{path}", sent)["Location"] == LIST


def test_the_return_address_survives_an_error(browser, citizen):
    page = browser.post(f"/borgere/{citizen.pk}/ny/kontakt/", {"tilbage": LIST})
    assert page.context["return_address"] == LIST and page.context["form"].errors


@pytest.mark.parametrize("address", ELSEWHERE)
def test_no_form_leads_off_this_site(browser, citizen, address):
    assert address not in browser.get(add(citizen, tilbage=address)).content.decode().replace("&amp;", "&")
    sent = {**CONTACT, "form_token": uuid4(), "tilbage": address}
    assert browser.post(f"/borgere/{citizen.pk}/ny/kontakt/", sent)["Location"] == f"/borgere/{citizen.pk}/"


def test_a_link_fills_what_it_knows(browser, citizen):
    assert initial(browser, add(citizen, kind="kontakt", held_on="2018-05-03"))["kind"] == "kontakt"
    assert str(initial(browser, add(citizen, held_on="2018-05-03"))["held_on"]) == "2018-05-03"
    assert initial(browser, add(citizen, "visitation", group="2"))["group"] == "2"
    assert initial(browser, add(citizen, "ydelse", benefit="fleksjob"))["benefit"] == "fleksjob"


def test_a_link_fills_nothing_wrong_and_nothing_personal(browser, citizen):
    before = initial(browser, add(citizen))
    after = initial(browser, add(citizen, kind="ferie", held_on="31.2.", by="Berit Berg", form_token=uuid4()))
    assert {name: after[name] for name in CONTACT} == {name: before[name] for name in CONTACT}


def test_a_link_names_a_company_of_the_municipality(browser, citizen):
    ours = Company.objects.create(municipality_id="851", name="Bageriet", cvr="12345678")
    theirs = Company.objects.create(municipality_id="810", name="Slagteren")
    assert initial(browser, add(citizen, "tilbud", company=ours.pk))["company_name"] == "Bageriet"
    for number in (theirs.pk, "7x", "9" * 30, "²"):
        assert not initial(browser, add(citizen, "tilbud", company=number)).get("company_name")


def test_every_kind_can_be_named_in_a_sentence():
    assert all(kind.definite for kind in all_kinds())
