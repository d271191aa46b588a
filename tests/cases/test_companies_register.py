"""The list of companies and a company's page: what they count, whom they show, and what they say when empty."""

from datetime import date
from io import BytesIO

import pytest
from django.http import QueryDict
from openpyxl import load_workbook

from accounts.models import AccessLogEntry
from cases.companies.register import build
from cases.models import Unit
from tests import people

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_a_day(settings):
    settings.DEMO_DAY = date(2018, 6, 15)


@pytest.fixture
def company():
    return people.a_company("Bageriet", "13585628", branch="C", town="Nibe", contact_name="Kaj Kontakt")


def stay(company, start, end=None, kind="virksomhedspraktik", **fields):
    return people.an_offer(people.a_member(**fields), kind, start, end, company=company)


def counts(user, query="") -> dict[str, tuple[int, int, int]]:
    return {
        row.record.name: (row.record.now, row.record.earlier, row.record.led)
        for row in build(user, QueryDict(query)).rows
    }


def test_counts_people_once_now_or_earlier(caseworker, company):
    citizen = stay(company, "2018-01-01", "2018-02-01").citizen
    people.an_offer(citizen, "ordinaere_timer", "2018-02-02", "2018-03-01", company=company)
    people.an_offer(citizen, "ordinaere_timer", "2018-03-02", company=company)
    stay(company, "2018-01-01", "2018-06-14")  # the day before
    stay(company, "2018-01-01", "2018-06-15")  # its last day
    stay(company, "2018-06-16")  # tomorrow
    assert counts(caseworker) == {"Bageriet": (2, 1, 1)}


def test_only_people_one_may_see_count(caseworker, outsider, company):
    unit = Unit.objects.create(municipality_id="851", name="Uddannelseshuset")
    stay(company, "2018-01-01", unit=unit)
    stay(company, "2018-01-01")
    stay(company, "2018-01-01", municipality="810")  # moved away and drawn elsewhere
    assert counts(caseworker) == {"Bageriet": (2, 0, 0)}
    caseworker.unit = unit
    assert counts(caseworker) == {"Bageriet": (1, 0, 0)}
    assert counts(outsider) == {}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=bag", ["Bageriet"]),
        ("q=1358", ["Bageriet"]),
        ("q=NIBE+bage", ["Bageriet"]),
        ("q=Kaj", []),  # a person's name finds nothing: the search stands in the address
        ("branch=C", ["Bageriet"]),
        ("people=now", ["Slagteren"]),
        ("people=none", ["Bageriet"]),
        ("people=led", []),
        ("sort=-now", ["Slagteren", "Bageriet"]),
        ("people=hvad&branch=Z", ["Bageriet", "Slagteren"]),
    ],
)
def test_search_filters_and_sorting_stand_in_the_address(as_user, caseworker, company, query, found):
    stay(people.a_company("Slagteren"), "2018-01-01")
    response = as_user(caseworker).get(f"/virksomheder/?{query}")
    assert [row.record.name for row in response.context["table"].rows] == found


def test_the_partial_is_what_the_page_holds(as_user, caseworker, company):
    client = as_user(caseworker)
    part = client.get("/virksomheder/?q=bag", headers={"HX-Request": "true"})
    assert "<html" not in part.content.decode()
    assert part.content.decode() in client.get("/virksomheder/?q=bag").content.decode()
    assert "HX-Request" in part["Vary"]


def test_empty_lists_say_what_to_do(as_user, caseworker, company):
    assert "opret virksomheden" in as_user(caseworker).get("/virksomheder/?q=xyz").content.decode()
    company.delete()
    assert "Her er ingen virksomheder endnu" in as_user(caseworker).get("/virksomheder/").content.decode()


def test_the_page_shows_who_is_and_was_there_and_what_it_led_to(as_user, caseworker, company):
    stay(company, "2018-01-01", "2018-02-01", name="Tove Tidligere")
    now = stay(company, "2018-05-01", name="Nora Nu", kind="virksomhedspraktik")
    people.an_offer(now.citizen, "ordinaere_timer", "2018-06-01", company=company, weekly_hours=4)
    stay(company, "2018-07-01", name="Kim Kommer")
    response = as_user(caseworker).get(f"/virksomheder/{company.pk}/")
    context, text = response.context, response.content.decode()
    assert {one.offer.citizen.name for one in context["present"]} == {"Nora Nu", "Kim Kommer"}
    assert [one.offer.citizen.name for one in context["page"].object_list] == ["Tove Tidligere"]
    summary = context["summary"]
    assert (summary.now, summary.earlier, summary.placements, summary.led) == (1, 1, 2, 1)
    assert "Førte til løntimer" in text and "4 timer om ugen" in text and "Kaj Kontakt" in text
    assert [bar.month.people for bar in context["months"]["bars"]][-6:] == [1, 1, 0, 0, 1, 1]
    assert "Bageriet" not in text.split("</title>")[0]


def test_a_look_is_logged_with_the_number_of_people(as_user, caseworker, company):
    citizen = stay(company, "2018-05-01").citizen
    people.an_offer(citizen, "ordinaere_timer", "2018-06-01", company=company)
    as_user(caseworker).get(f"/virksomheder/{company.pk}/")
    entry = AccessLogEntry.objects.get()
    assert (entry.about, entry.action, entry.rows, entry.citizen_id) == ("company", "read", 1, None)


def test_anothers_company_is_not_there_and_the_try_is_logged(as_user, outsider, company):
    for path in ("", "historik/", "ret/", "slaa-sammen/", "nyt-tilbud/", "aftale/ny/"):
        assert as_user(outsider).get(f"/virksomheder/{company.pk}/{path}").status_code == 404
    assert AccessLogEntry.objects.filter(action="refused", about="company").count() == 6


def test_people_of_other_units_are_not_shown(as_user, caseworker, company):
    stay(company, "2018-05-01", name="Skjult Sørensen")
    caseworker.unit = Unit.objects.create(municipality_id="851", name="Uddannelseshuset")
    caseworker.save()
    text = as_user(caseworker).get(f"/virksomheder/{company.pk}/").content.decode()
    assert "Skjult" not in text and "din egen enhed" in text


def test_an_empty_company_offers_the_next_step(as_user, caseworker, company):
    text = as_user(caseworker).get(f"/virksomheder/{company.pk}/").content.decode()
    for words in (
        "Ingen borgere er her nu",
        "Der er ingen aftale",
        "Ingen borgere har været her",
    ):
        assert words in text


def test_an_odd_cvr_number_is_told_on_the_page(as_user, caseworker, company):
    odd = people.a_company("Tastefejl", "12345678")
    assert "gyldigt kontrolciffer" in as_user(caseworker).get(f"/virksomheder/{odd.pk}/").content.decode()
    assert "gyldigt kontrolciffer" not in as_user(caseworker).get(f"/virksomheder/{company.pk}/").content.decode()


def test_the_list_has_its_workbook(as_user, caseworker, company):
    people.a_company("Slagteren")
    assert "/lister/virksomheder/excel/?q=bag" in as_user(caseworker).get("/virksomheder/?q=bag").content.decode()
    response = as_user(caseworker).get("/lister/virksomheder/excel/?q=bag")
    sheet = load_workbook(BytesIO(b"".join(response.streaming_content) if response.streaming else response.content))
    values = [cell.value for row in sheet.active.iter_rows() for cell in row]
    assert "Bageriet" in values and "Slagteren" not in values and "13585628" in values
