"""The Excel button of the list of citizens: all pages of what is on screen, nothing that would run."""

from datetime import date, datetime

import pytest

from accounts.models import AccessAction, AccessLogEntry, Role
from cases.models import Unit
from tests import people
from tests.conftest import make_user
from tests.workbooks import about, content, opened, rows

pytestmark = pytest.mark.django_db
EXCEL = "/lister/borgere/excel/"


@pytest.fixture
def excel(as_user, caseworker):
    """Ask for the workbook as a caseworker."""
    return lambda query="": opened(as_user(caseworker).get(EXCEL + query))


def names(book) -> list[str]:
    return [row["Navn"] for row in rows(book)]


def test_holds_all_pages_and_not_only_the_shown_one(excel):
    for number in range(60):
        people.a_member(name=f"Borger {number:02d}")
    assert len(names(excel("?page=2"))) == 60


def test_dates_are_dates_and_the_words_are_those_of_the_page(excel, caseworker):
    unit = Unit.objects.create(municipality_id="851", name="Huset")
    citizen = people.a_member(name="Åse Ås", group="1", since="2018-01-01", unit=unit, caseworker=caseworker)
    people.an_offer(citizen, "mentor", "2018-02-01")
    (row,) = rows(excel())
    assert row["Gruppe siden"] == datetime(2018, 1, 1)
    assert (row["Enhed"], row["Gruppe"], row["Ydelse"], row["Tilbud nu"], row["Sagsbehandler"]) == (
        "Huset", "1", "Kontanthjælp", "Mentor", "anna",
    )  # fmt: skip
    assert row["Jobformidler"] is None, "what is missing is an empty cell"


@pytest.mark.parametrize("name", ['=HYPERLINK("http://x","y")', "+1+1", "-2", "@SUM(A1)", "\tx", "<b>Bo</b> & Co"])
def test_no_cell_is_a_formula(excel, name):
    people.a_member(name=name)
    book = excel()
    assert all(cell.data_type != "f" for sheet in book for line in sheet.iter_rows() for cell in line)
    cell = book.worksheets[0]["A2"]
    assert (cell.value, cell.data_type) == (name.strip(), "s")
    assert cell.quotePrefix == name.startswith(("=", "+", "-", "@")), "a spreadsheet that edits it keeps it as text"


def test_filters_sorting_and_search_are_those_of_the_page(as_user, caseworker, excel):
    people.a_member(name="B Berg", group="1", since="2018-02-01")
    people.a_member(name="A Berg", group="1", since="2018-03-01")
    people.a_member(name="C Berg", group="2", since="2018-01-01")
    people.a_member(name="D Dahl", group="1")
    page = as_user(caseworker).post("/borgere/soeg/?group=1&sort=-group_since", {"term": "berg"}, follow=True)
    address = page.redirect_chain[-1][0].removeprefix("/borgere/")
    book = excel(address)
    assert names(book) == ["A Berg", "B Berg"] == [row.record.name for row in page.context["table"].paginated_rows]
    assert address.replace("&", "&amp;") in page.content.decode(), "the button holds the page's own address"
    told = about(book)
    assert told["Søgning"] == "berg" and told["Gruppe"].startswith("1")


def test_says_what_it_is(excel, settings):
    settings.DEMO_DAY = date(2019, 8, 16)
    people.a_member()
    book = excel("?caseworker=none")
    told = about(book)
    assert "Borgere" in told and told["Sagsbehandler"] == "Ingen sagsbehandler"
    assert (told["Dato"], told["Dannet af"], told["Antal rækker"]) == (datetime(2019, 8, 16), "anna", 1)
    assert book.worksheets[0].freeze_panes == "A2"
    assert about(excel())["Filtre"] == "Ingen: hele listen"


def test_only_what_the_user_may_see(as_user, caseworker, outsider):
    people.a_member(name="Min")
    people.a_member("810", name="Andens")
    assert names(opened(as_user(caseworker).get(EXCEL))) == ["Min"]
    assert names(opened(as_user(outsider).get(EXCEL))) == ["Andens"]


def test_an_extract_is_logged_with_its_rows(excel):
    people.a_member()
    people.a_member()
    excel()
    entry = AccessLogEntry.objects.get(action=AccessAction.EXTRACT)
    assert (entry.about, entry.rows, entry.username) == ("excel:borgere", 2, "anna")


def test_a_search_sealed_for_another_gives_no_file(as_user, caseworker):
    people.a_member()
    other = make_user("anders", Role.CASEWORKER, "851")
    address = as_user(other).post("/borgere/soeg/", {"term": "berg"})["Location"].removeprefix("/borgere/")
    response = as_user(caseworker).get(EXCEL + address)
    assert response.status_code == 400, "the whole list instead of the searched one would be a leak"


def test_an_empty_list_and_an_unknown_one(as_user, caseworker):
    assert rows(opened(as_user(caseworker).get(EXCEL))) == []
    assert as_user(caseworker).get("/lister/findes-ikke/excel/").status_code == 404


def test_the_file_name_tells_the_list_and_the_day(as_user, caseworker, settings):
    settings.DEMO_DAY = date(2019, 8, 16)
    response = as_user(caseworker).get(EXCEL)
    assert response["Content-Disposition"] == 'attachment; filename="borgere-2019-08-16.xlsx"'
    assert content(response).startswith(b"PK")


def test_the_access_log_and_the_log_of_a_case(as_user, administrator, manager, caseworker):
    citizen = people.a_member()
    as_user(caseworker).get(f"/borgere/{citizen.pk}/")
    (row,) = rows(opened(as_user(administrator).get("/lister/adgangslog/excel/?username=anna")))
    assert (row["Bruger"], row["Handling"], row["Borger nr."]) == ("anna", "Læst", citizen.pk)
    assert isinstance(row["Hvornår"], datetime)
    address = f"/lister/sagens-adgang/excel/?borger={citizen.pk}"
    assert [row["Handling"] for row in rows(opened(as_user(manager).get(address)))] == ["Læst"]
    assert AccessLogEntry.objects.filter(action="extract", citizen_id=citizen.pk).exists()
    assert as_user(caseworker).get(address).status_code == 403
    elsewhere = people.a_member("810")
    for asked in (elsewhere.pk, 999999999, "x", "²", ""):
        assert as_user(manager).get(f"/lister/sagens-adgang/excel/?borger={asked}").status_code == 404
    assert AccessLogEntry.objects.filter(action="refused", citizen_id=elsewhere.pk).exists()
