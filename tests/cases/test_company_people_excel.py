"""The Excel button of a company's page: those the user may see, now, earlier and to come."""

import pytest

from accounts.models import AccessAction, AccessLogEntry
from cases.models import Unit
from tests import people
from tests.workbooks import opened, rows

pytestmark = pytest.mark.django_db
EXCEL = "/lister/virksomhedens-borgere/excel/"


@pytest.fixture
def company():
    return people.a_company("Bageriet")


def test_holds_everybody_there_was_with_what_it_led_to(as_user, caseworker, company):
    one, two = people.a_member(name="Berit Berg"), people.a_member(name="Carl Carlsen")
    people.an_offer(one, "virksomhedspraktik", "2018-01-01", "2018-02-01", company=company, agreed_tasks="=1+1")
    people.an_offer(one, "ordinaere_timer", "2018-02-02", "2018-03-01", company=company)
    people.an_offer(two, "mentor", "2018-03-01", company=company)
    people.an_offer(two, "mentor", "2018-03-01", company=people.a_company("Slagteren"))
    page = as_user(caseworker).get(f"/virksomheder/{company.pk}/").content.decode()
    assert f"{EXCEL}?virksomhed={company.pk}" in page
    found = rows(opened(as_user(caseworker).get(f"{EXCEL}?virksomhed={company.pk}")))
    assert [(row["Borger"], row["Tilbud"], row["Løntimer"]) for row in found] == [
        ("Carl Carlsen", "Mentor", None),
        ("Berit Berg", "Ordinære timer", "Er løntimer"),
        ("Berit Berg", "Virksomhedspraktik", "Førte til løntimer"),
    ]
    assert AccessLogEntry.objects.filter(action=AccessAction.EXTRACT, about="excel:virksomhedens-borgere").exists()


def test_leaves_out_those_of_other_units_and_other_registers(as_user, caseworker, company):
    mine, other = (Unit.objects.create(municipality_id="851", name=name) for name in ("Mit hus", "Andet hus"))
    caseworker.unit = mine
    caseworker.save()
    people.an_offer(people.a_member(name="Skjult", unit=other), "mentor", "2018-01-01", company=company)
    assert rows(opened(as_user(caseworker).get(f"{EXCEL}?virksomhed={company.pk}"))) == []
    elsewhere = people.a_company("Fremmed", municipality="810")
    for asked in (elsewhere.pk, "", "x", "9" * 30):
        assert as_user(caseworker).get(f"{EXCEL}?virksomhed={asked}").status_code == 404


def test_a_company_nobody_was_at_has_no_button(as_user, caseworker, company):
    assert EXCEL not in as_user(caseworker).get(f"/virksomheder/{company.pk}/").content.decode()
