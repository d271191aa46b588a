"""The workbooks of the averages: the page's numbers as numbers, and none that rests on too few."""

from datetime import date

import pytest

from cases.models import Unit
from tests import people
from tests.workbooks import about, opened, rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(settings):
    """Three of a house measured twice, one elsewhere once."""
    settings.DEMO_DAY = date(2018, 6, 15)
    house, few = (Unit.objects.create(municipality_id="851", name=name) for name in ("=Huset", "Få"))
    for number in range(3):
        citizen = people.a_member(unit=house)
        people.a_measurement(citizen, "2018-01-05", energy=2)
        people.a_measurement(citizen, "2018-05-05", energy=3 + (number == 0))
    people.a_measurement(people.a_member(unit=few), "2018-05-05", energy=1)
    return house


@pytest.fixture
def sheet(as_user, manager):
    return lambda name, query="": opened(as_user(manager).get(f"/lister/progression-{name}/excel/{query}"))


def test_quarters(sheet, house):
    (row,) = rows(sheet("kvartaler"))
    del row["Spørgsmål"]
    assert row == {
        **{"1. kvt. 2018": 2, "1. kvt. 2018: borgere": 3},
        **{"2. kvt. 2018": 2.8, "2. kvt. 2018: borgere": 4},
    }
    book = sheet("kvartaler", f"?enhed={house.pk}")
    assert rows(book)[0]["2. kvt. 2018"] == 3.3 and about(book)["Enhed"] == "=Huset"
    assert rows(sheet("kvartaler", "?hvem=caseworker")) == []


def test_first_and_latest(sheet, house):
    (row,) = rows(sheet("aendring"))
    assert (row["Borgere"], row["Første svar"], row["Seneste svar"], row["Forskel"]) == (3, 2, 3.3, 1.3)


def test_an_average_of_few_is_in_no_file(sheet, house):
    (row,) = rows(sheet("enheder"))
    assert (row["=Huset"], row["=Huset: borgere"], row["Få"], row["Få: borgere"]) == (3.3, 3, None, 1)
    few = Unit.objects.get(name="Få")
    (row,) = rows(sheet("aendring", f"?enhed={few.pk}"))
    assert (row["Første svar"], row["Forskel"]) == (None, None)
    assert rows(sheet("enheder", f"?enhed={few.pk}")) == []


def test_only_ones_own(as_user, outsider, star, house):
    assert rows(opened(as_user(outsider).get("/lister/progression-kvartaler/excel/"))) == []
    assert as_user(star).get("/lister/progression-kvartaler/excel/").status_code == 403
