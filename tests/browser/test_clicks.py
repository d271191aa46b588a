"""How many mouse clicks the commonest registrations take, from the start page to stored. The limits are promises."""

from datetime import date

import pytest
from playwright.sync_api import expect

from accounts.models import Role, User
from cases.models import BenefitChange, Contact, Offer
from tests import people
from tests.browser.clicks import Hand, note
from visitation.models import RehabilitationCase, Visitation

TODAY = date(2018, 6, 1)
LIMITS = {"interview": 4, "visitation": 6, "placement": 8, "benefit_change": 4, "rehabilitation": 4}


@pytest.fixture
def page(as_role, settings, page):
    """The start page of a caseworker."""
    settings.DEMO_DAY = TODAY
    return as_role(Role.CASEWORKER)


@pytest.fixture
def mine(page):
    """Store a citizen of the caseworker's, with what is due about them: ``mine(group="1")``."""

    def store(**fields):
        caseworker = User.objects.get(role=Role.CASEWORKER)
        return people.a_member(caseworker=caseworker, name="Berit Øllgaard", **{"since": "2018-04-01", **fields})

    return store


@pytest.fixture
def hand(page):
    return Hand()


def link(page, name: str):
    """A link of the page's content: those of the menu are elsewhere."""
    return page.locator("main").get_by_role("link", name=name).first


def save(page, hand, flow: str) -> None:
    """Save, see that it is stored, and hold the number against its limit."""
    hand.click(page.get_by_role("button", name="Gem"))
    expect(page.get_by_role("status").filter(has_text="er gemt").first).to_be_visible()
    note(flow, hand.clicks)
    assert hand.clicks <= LIMITS[flow]


def test_interview(page, mine, hand):
    citizen = mine(group="2", since="2018-01-01")
    people.a_referral(citizen, "2018-05-20", "2018-05-25")
    page.goto(page.base)
    hand.click(link(page, "Log samtale"))
    save(page, hand, "interview")
    assert Contact.objects.get().kind == "samtale" and "/ny/" not in page.url


def test_visitation(page, mine, hand):
    mine(since="2018-05-01")
    page.goto(page.base)
    hand.click(link(page, "Visitér"))
    hand.click(page.get_by_text("1 · indsatsgruppen"))
    hand.type(page.get_by_label("Begrundelse"), "Vil gerne i gang, og har to gode timer om dagen.")
    save(page, hand, "visitation")
    assert Visitation.objects.get().group == "1" and Visitation.objects.get().note


def test_placement(page, mine, hand):
    mine(group="1")
    page.goto(page.base)
    hand.click(link(page, "Berit Øllgaard"))
    hand.click(link(page, "Nyt tilbud"))
    hand.type(page.get_by_label("Timer om ugen"), "12")
    hand.type(page.locator("[name=company_name]"), "Bageriet")
    hand.type(page.get_by_label("Aftalte opgaver"), "Pakker brød")
    hand.click(page.get_by_text("Ja", exact=True))
    save(page, hand, "placement")
    offer = Offer.objects.get()
    assert (offer.kind, offer.weekly_hours, offer.company.name) == ("virksomhedspraktik", 12, "Bageriet")
    assert (offer.agreed_tasks, offer.agreed_ordinary_hours) == ("Pakker brød", True)


def test_benefit_change(page, mine, hand):
    mine(group="1")
    page.goto(page.base)
    hand.click(link(page, "Berit Øllgaard"))
    hand.click(link(page, "Skift ydelse"))
    hand.click(page.get_by_text("Fleksjob", exact=True))
    save(page, hand, "benefit_change")
    assert BenefitChange.objects.latest("pk").benefit == "fleksjob"


@pytest.mark.parametrize("step", ["referral", "meeting", "decision"])
def test_rehabilitation(page, mine, hand, step):
    citizen = mine(group="2", since="2017-08-15")
    people.a_contact(citizen, "2018-05-28")
    if step != "referral":
        people.a_referral(citizen, "2018-01-01", "2018-05-01" if step == "decision" else None)
    page.goto(page.base)
    button = {"referral": "Indstil til rehab", "meeting": "Registrér møde", "decision": "Registrér afgørelse"}[step]
    hand.click(link(page, button))
    if step == "meeting":
        hand.type(page.get_by_label("Teamets indstilling"), "Ressourceforløb")
    if step == "decision":
        hand.click(page.get_by_text("Ressourceforløb", exact=True).first)
    save(page, hand, "rehabilitation")
    case = RehabilitationCase.objects.get()
    assert bool(case.met_on) == (step != "referral") and bool(case.decision) == (step == "decision")
    if step == "decision":
        assert BenefitChange.objects.latest("pk").benefit == "ressourceforloeb"
