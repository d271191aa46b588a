"""The local status on any date: its own staff only, sums that add up, and a table for a letter."""

import re
from datetime import date

import pytest

from cases.models import Unit
from reporting.status_tables import StatusTable, offers_table, status_tables
from tests import people

PAGE = "/kommune/851/status/"


@pytest.fixture(autouse=True)
def a_day(settings):
    settings.DEMO_DAY = date(2018, 6, 1)


@pytest.fixture
def members(db):
    """Five in Aalborg: two with a unit, one who left in May, one with two offers at once."""
    house = Unit.objects.create(municipality_id="851", name="Aktivhuset")
    for _ in range(2):
        people.a_member(group="1", unit=house)
    gone = people.a_member(group="1")
    people.has_benefit(gone, "job", "2018-05-01")
    busy = people.a_member(group="2")
    people.an_offer(busy, "mentor", "2018-01-01")
    people.an_offer(busy, "virksomhedspraktik", "2018-03-01", "2018-03-31")
    people.a_member(benefit="uddannelseshjaelp")
    people.a_member("810", group="1")


def table(page, key):
    return next(table for table in page.context["tables"] if table.key == key)


def test_it_is_of_the_day_asked_for(as_user, manager, members):
    client = as_user(manager)
    now, before = client.get(PAGE), client.get(PAGE + "?dato=2018-04-30")
    assert (now.context["report"]["active"]["total"], before.context["report"]["active"]["total"]) == (4, 5)
    assert "kan ikke sammenlignes med månedsrapporten" in re.sub(r"\s+", " ", now.content.decode())


def test_every_table_adds_up_to_the_active(as_user, manager, members):
    page = as_user(manager).get(PAGE)
    for key in ("group", "unit", "benefit", "match"):
        shown = table(page, key)
        assert shown.total[1][-1] == sum(counts[-1] for _label, counts in shown.rows) == 4, key
    assert ("Aktivhuset", (2, 0, 0, 0, 0, 2)) in table(page, "unit").rows
    assert "Uden enhed" in dict(table(page, "unit").rows)


def test_who_has_two_offers_stands_once(as_user, manager, members):
    page = as_user(manager).get(PAGE + "?dato=2018-03-15")
    offers = page.context["offers"]
    assert offers.head == ("Ydelse", "Virksomhedspraktik", "Intet tilbud", "I alt")
    assert dict(offers.rows)["Kontanthjælp"] == (1, 3, 4) and offers.total == ("I alt", (1, 4, 5))


def test_the_table_as_text_stands_in_columns():
    plain = StatusTable("x", "", ("Ydelse", "Mentor", "I alt"), (("Kontanthjælp", (1, 12)),), ("I alt", (1, 12)))
    assert plain.text.splitlines() == [
        "Ydelse        Mentor  I alt",
        "Kontanthjælp       1     12",
        "I alt              1     12",
    ]


def test_nobody_active_breaks_nothing():
    ways = ("by_group", "by_unit_and_group", "by_benefit", "by_match_category", "offers_by_benefit")
    empty = {"active": {way: {} for way in ways}, "left": {"by_benefit": {}}}
    assert offers_table(empty).total == ("I alt", (0,))
    assert all(set(shown.total[1]) == {0} for shown in status_tables(empty))


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ("2031-01-01", "ikke ligger efter i dag"),
        ("2018-06-02", "ikke ligger efter i dag"),
        ("2018-02-30", "Datoen findes ikke"),
        ("hej", "Datoen findes ikke"),
        ("", "Vælg en dato."),
        ("0001-01-01", "efter år 1900"),
    ],
)
def test_a_day_that_is_none_is_told_at_the_field(as_user, manager, members, asked, message):
    client = as_user(manager)
    page = client.get(PAGE, {"dato": asked})
    assert page.status_code == 200 and message in page.content.decode()
    assert page.context["day"] == date(2018, 6, 1)
    assert client.get(PAGE + "rapport.csv", {"dato": asked}).status_code == 404


def test_its_files(as_user, manager, outsider, members):
    client = as_user(manager)
    for form, start in (("csv", b""), ("xlsx", b"PK"), ("pdf", b"%PDF")):
        answer = client.get(f"{PAGE}rapport.{form}?dato=2018-03-15")
        assert answer.content.startswith(start)
        assert f"lokal-status-851-2018-03-15-intern.{form}" in answer.headers["Content-Disposition"]
    assert client.get(PAGE + "rapport.exe?dato=2018-03-15").status_code == 404


def test_only_its_own_staff_get_there(as_user, manager, outsider, star, administrator, members):
    assert as_user(manager).get("/status/").headers["Location"] == PAGE
    for user, own in ((outsider, 302), (star, 403), (administrator, 403)):
        client = as_user(user)
        assert client.get(PAGE).status_code == client.get(PAGE + "rapport.csv?dato=2018-03-15").status_code == 404
        assert client.get("/status/").status_code == own


def test_a_municipality_that_is_none(as_user, manager, members):
    assert as_user(manager).get("/kommune/999/status/").status_code == 404
