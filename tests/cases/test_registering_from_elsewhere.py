"""A form opened from a list: it starts with what the link knows, and goes back to where it was opened."""

from datetime import date
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


def test_a_placement_is_suggested_for_the_weeks_of_the_programme(browser, citizen):
    form = browser.get(add(citizen, "tilbud", start="2018-05-01")).context["form"]
    assert str(form.initial["end"]) == "2018-05-28", "four weeks, both days included"
    assert "Virksomhedspraktik foreslås til 4 uger" in str(form["end"].help_text)
    given = initial(browser, add(citizen, "tilbud", start="2018-05-01", end="2018-05-03"))
    assert str(given["end"]) == "2018-05-03"


@pytest.mark.parametrize(
    ("parameter", "kind"),
    [
        ({"virksomhedspraktik": 4}, "loentilskud"),
        (None, "virksomhedspraktik"),
        (4, "virksomhedspraktik"),
        ({"virksomhedspraktik": 0}, "virksomhedspraktik"),
        ({"virksomhedspraktik": True}, "virksomhedspraktik"),
        ({"virksomhedspraktik": "4"}, "virksomhedspraktik"),
        ({"virksomhedspraktik": 10**9}, "virksomhedspraktik"),
    ],
)
def test_nothing_is_suggested_where_the_programme_says_nothing_of_the_kind(browser, citizen, parameter, kind):
    programme = citizen.programme
    programme.parameters = {**programme.parameters, "offer_weeks": parameter}
    programme.save()
    form = browser.get(add(citizen, "tilbud", kind=kind)).context["form"]
    assert form.initial.get("end") is None and not form["end"].help_text


def test_nothing_is_suggested_outside_a_programme_or_in_a_correction(browser):
    outside = people.a_citizen()
    assert initial(browser, add(outside, "tilbud")).get("end") is None
    offer = people.an_offer(outside, "virksomhedspraktik", "2018-05-01")
    assert initial(browser, f"/borgere/{outside.pk}/tilbud/{offer.pk}/ret/")["end"] is None


def follow(browser, citizen, rule: str, number: int = 0) -> dict:
    """Open the form that a button of what is due leads to; returns what it is filled with."""
    cards = browser.get(f"/borgere/{citizen.pk}/").context["cards"]
    due = next(shown.context["due"] for shown in cards if shown.panel.name == "due")
    return initial(browser, next(item["buttons"][number].url for item in due if item["row"].rule == rule))


def test_an_offer_that_ends_can_be_followed_up_where_it_is(browser, citizen, settings):
    settings.DEMO_DAY = date(2018, 5, 20)
    bakery, other = people.a_company("Bageriet"), people.a_company("Slagteren")
    people.an_offer(citizen, "loentilskud", "2018-02-01", "2018-05-29", company=bakery, weekly_hours=12)
    people.an_offer(citizen, "mentor", "2018-05-01", "2018-05-10", company=other)
    filled = follow(browser, citizen, "offer_ends", 1)
    assert (filled["kind"], str(filled["start"]), filled["company_name"]) == ("loentilskud", "2018-05-30", "Bageriet")
    assert str(follow(browser, citizen, "offer_ends")["end"]) == "2018-05-29", "the first button still extends it"


@pytest.mark.parametrize(
    ("decision", "benefit"),
    [
        ("fleksjob", "ledighedsydelse"),
        ("foertidspension", "foertidspension"),
        ("ressourceforloeb", "ressourceforloeb"),
    ],
)
def test_a_decision_brings_its_benefit_and_day_to_the_form(browser, citizen, decision, benefit):
    people.a_referral(citizen, "2018-02-01", "2018-03-01", "2018-04-05", decision)
    filled = follow(browser, citizen, "decided_without_benefit_change")
    assert (filled["benefit"], str(filled["effective_on"])) == (benefit, "2018-04-05")


@pytest.mark.parametrize("slug", [kind.slug for kind in all_kinds()])
def test_what_is_due_stands_beside_every_form_without_leading_away(browser, slug, django_assert_max_num_queries):
    citizen = people.a_member(group="1")
    with django_assert_max_num_queries(15):
        page = browser.get(add(citizen, slug)).content.decode()
    beside = page[page.index('class="beside"') :]
    assert "Jobmål mangler" in beside and "CV mangler" in beside
    assert "/ny/" not in beside


def test_beside_the_form_of_one_who_has_left_nothing_is_due(browser):
    page = browser.get(add(people.a_member(group="1", benefit="folkepension"))).content.decode()
    assert "due-beside" not in page


def test_every_kind_can_be_named_in_a_sentence():
    assert all(kind.definite for kind in all_kinds())
