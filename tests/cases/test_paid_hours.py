"""Which placements led to paid hours, against a sheet that a facilitator can read: one case a row."""

import csv
from datetime import date
from pathlib import Path

import pytest

from cases.companies.paid_hours import placements_led, that_led
from cases.models import Offer
from tests import people

pytestmark = pytest.mark.django_db
SHEET = Path(__file__).parent / "sheets" / "loentimer.csv"
COLUMNS = ["sag", "forløb", "hvad der skete", "dato", "førte til løntimer"]


def rows() -> list[dict[str, str]]:
    with SHEET.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, delimiter=";")
        assert reader.fieldnames == COLUMNS
        return list(reader)


def placed(text: str, citizen, company) -> Offer:
    """Store "virksomhedspraktik 2018-03-01 til 2018-05-31"."""
    kind, start, _til, *end = text.split()
    return people.an_offer(citizen, kind, start, end[0] if end else None, company=company)


def happened(text: str, citizen, company) -> None:
    """Store what the sheet says came of it."""
    if not text:
        return
    what, on = text.rsplit(" ", 1)
    elsewhere = people.a_company("Et andet sted")
    stories = {
        "timer her": lambda: people.an_offer(citizen, "ordinaere_timer", on, company=company),
        "timer andetsteds": lambda: people.an_offer(citizen, "ordinaere_timer", on, company=elsewhere),
        "timer uden virksomhed": lambda: people.an_offer(citizen, "ordinaere_timer", on),
        "en andens timer her": lambda: people.an_offer(people.a_member(), "ordinaere_timer", on, company=company),
        "praktik her": lambda: people.an_offer(citizen, "virksomhedspraktik", on, company=company),
        "job": lambda: people.has_benefit(citizen, "job", on),
        "fleksjob": lambda: people.has_benefit(citizen, "fleksjob", on),
    }
    stories[what]()


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["sag"])
def test_the_sheet(row):
    citizen, company = people.a_member(), people.a_company()
    placement = placed(row["forløb"], citizen, company)
    happened(row["hvad der skete"], citizen, company)
    on = date.fromisoformat(row["dato"])
    expected = row["førte til løntimer"] == "ja"
    told = placements_led(Offer.objects.filter(pk=placement.pk), on).get()
    assert told.led_to_paid_hours is expected
    assert that_led(Offer.objects.filter(pk=placement.pk), on).exists() is expected


def test_the_sheet_says_yes_or_no():
    assert {row["førte til løntimer"] for row in rows()} == {"ja", "nej"}


def test_a_placement_that_has_not_begun_has_led_to_nothing():
    citizen, company = people.a_member(), people.a_company()
    people.an_offer(citizen, "virksomhedspraktik", "2018-03-01", company=company)
    people.an_offer(citizen, "ordinaere_timer", "2018-03-01", company=company)
    offers = Offer.objects.filter(kind="virksomhedspraktik")
    assert not that_led(offers, date(2018, 2, 28)).exists()
    assert not placements_led(offers, date(2018, 2, 28)).get().led_to_paid_hours
    assert that_led(offers, date(2018, 3, 1)).exists()
