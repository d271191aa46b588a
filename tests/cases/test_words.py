"""What forms and pages say: what to do, and in plain Danish."""

import re
from decimal import Decimal
from uuid import uuid4

import pytest

from cases.changes import recorded_change
from tests import people

pytestmark = pytest.mark.django_db


@pytest.fixture
def citizen(settings):
    settings.DEMO_DAY = people.day("2018-06-01")
    return people.a_member(group="1", since="2018-01-01")


@pytest.fixture
def page(as_user, caseworker, citizen):
    """The text of a page of the citizen's, or of what comes back when a form is sent."""

    def text(path: str = "", **sent) -> str:
        browser, address = as_user(caseworker), f"/borgere/{citizen.pk}/{path}"
        response = browser.post(address, {"form_token": str(uuid4()), **sent}) if sent else browser.get(address)
        return re.sub(r"\s+", " ", response.content.decode())

    return text


@pytest.mark.parametrize(
    ("slug", "fields", "says"),
    [
        ("tilbud", {"weekly_hours": "80,5"}, "Timer om ugen: Højst 80 timer om ugen."),
        ("tilbud", {"weekly_hours": "800"}, "Timer om ugen: Højst 80 timer om ugen."),
        ("tilbud", {"weekly_hours": "mange"}, "Timer om ugen: Skriv et tal, fx 12,5."),
        ("kontakt", {"held_on": ""}, "Dato: Skriv en dato."),
        ("kontakt", {"kind": ""}, "Form: Vælg en af mulighederne."),
        ("formidler", {"name": ""}, "Personlig jobformidler: Udfyld feltet."),
    ],
)
def test_an_error_says_what_to_do(page, slug, fields, says):
    assert says in page(f"ny/{slug}/", **fields)


def test_hours_in_the_history_are_written_as_one_writes_them(page, citizen, caseworker):
    offer = people.an_offer(citizen, "mentor", "2018-05-01", weekly_hours=Decimal("12.50"))
    with recorded_change(caseworker, "Flere timer"):
        offer.weekly_hours = Decimal("15.00")
        offer.save()
    shown = re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page("historik/")))
    assert "12,5 → 15" in shown and "15.00" not in shown and "12.50" not in shown


def test_correcting_and_deleting_are_headed_as_what_they_do(page, citizen):
    plan, offer = people.a_plan(citizen, "2018-05-01"), people.an_offer(citizen, "mentor", "2018-05-01")
    assert "<h1>Ret plan og CV</h1>" in page(f"plan/{plan.pk}/ret/")
    shown = page(f"tilbud/{offer.pk}/slet/", reason="")
    assert "<h1>Slet tilbud</h1>" in shown and "hvorfor det blev slettet" in shown
    assert "Det kunne ikke slettes endnu" in shown and "ikke gemmes" not in shown


def test_one_date_where_since_and_deadline_are_the_same(page, citizen):
    shown = re.sub(r"<[^>]*>", "", page())
    told = re.findall(r"siden ([0-9.]+), frist ([0-9.]+)", shown)
    assert ("01.01.2018", "31.01.2018") in told and all(since != deadline for since, deadline in told)
    assert "frist 01.01.2018 overskredet" in shown


def test_an_offer_leads_to_the_page_of_its_company(page, citizen):
    company = people.a_company("Bageriet")
    people.an_offer(citizen, "virksomhedspraktik", "2018-05-01", company=company)
    people.an_offer(citizen, "mentor", "2018-05-01")
    assert page().count(f'href="/virksomheder/{company.pk}/"') == 2, "in what holds now, and among the events"
