"""The workbook of STAR's page: the published figures as they print, hidden ones hidden, for the agency only."""

import pytest

from tests import people
from tests.workbooks import about, opened, rows

pytestmark = pytest.mark.django_db
EXCEL = "/lister/star-kommuner/excel/"


@pytest.fixture
def excel(as_user, star, closed_months):
    return lambda query: opened(as_user(star).get(EXCEL + query))


def test_it_is_the_table_of_the_page(as_user, star, excel):
    page = as_user(star).get("/star/2018-03/").content.decode()
    found = rows(excel("?maaned=2018-03"))
    assert [row["Kommune"] for row in found] == ["Hele landet", "Brønderslev", "Aalborg"]
    for row in found:
        for shown in list(row.values())[1:]:
            assert shown is None or f'<td class="number">{shown}</td>' in page
    assert any(value == "*" for row in found for value in row.values()), "what is hidden on the page is hidden here"


def test_searched_and_of_a_version(excel):
    book = excel("?maaned=2018-03&kommune=aalb&version=1")
    assert [row["Kommune"] for row in rows(book)] == ["Hele landet", "Aalborg"]
    assert (about(book)["Måned"], about(book)["Kommune"]) == ("2018-03", "aalb")


@pytest.mark.parametrize("query", ["", "?maaned=x", "?maaned=2018-04", "?maaned=2018-03&version=9", "?version=x"])
def test_a_month_that_is_not_there(as_user, star, closed_months, query):
    assert as_user(star).get(EXCEL + query).status_code == 404


def test_for_the_agency_only(as_user, manager, administrator, closed_months):
    people.a_member()
    for user in (manager, administrator):
        assert as_user(user).get(f"{EXCEL}?maaned=2018-03").status_code == 403
