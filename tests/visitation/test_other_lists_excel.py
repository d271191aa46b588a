"""The Excel buttons of the start page and of the company register."""

from datetime import date, datetime

import pytest

from cases.models import Company
from tests import people
from tests.workbooks import about, opened, rows

pytestmark = pytest.mark.django_db


def test_the_start_pages_list_is_that_of_its_tab(as_user, caseworker, settings):
    settings.DEMO_DAY = date(2018, 3, 1)
    for number in range(25):
        people.a_member(name=f"Borger {number:02d}", caseworker=caseworker)
    people.a_member(name="En andens")
    client = as_user(caseworker)
    page = client.get("/min-dag/?fane=visitation&omfang=mine&page=2")
    assert '/lister/min-dag/excel/?fane=visitation&amp;omfang=mine&amp;page=2"' in page.content.decode()
    book = opened(client.get("/lister/min-dag/excel/?fane=visitation&omfang=mine&page=2"))
    found = rows(book)
    assert len(found) == 25 and isinstance(found[0]["Siden"], datetime) and "Handling" not in found[0]
    assert about(book)["Næste handling"] == "Skal visiteres" and about(book)["Vis"] == "Mine"


def test_the_companies_are_those_of_the_page(as_user, caseworker):
    for name in ("Bageriet", "Smedjen"):
        Company.objects.create(municipality_id="851", name=name)
    Company.objects.create(municipality_id="810", name="Bageren i nord")
    client = as_user(caseworker)
    assert "/lister/virksomheder/excel/?q=bager" in client.get("/virksomheder/?q=bager").content.decode()
    book = opened(client.get("/lister/virksomheder/excel/?q=bager"))
    assert [row["Navn"] for row in rows(book)] == ["Bageriet"]
    assert rows(book)[0]["Nu"] == 0
