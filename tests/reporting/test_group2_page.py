"""The group 2 analysis by quarter: what is published, who stands on the minister's list, and its files."""

import re
from datetime import date

import pytest

from accounts.models import Role
from reporting.charts import waiting_chart
from reporting.closing import close_month
from reporting.group2 import long_waits
from reporting.months import Month
from reporting.quarters import Quarter
from tests import people
from tests.conftest import make_user

from .publishing import published

QUARTER = "/gruppe-2/2018-K1/"


def text(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def line(code, over, **bands):
    count = {"count": over, "of": 40, "share": None if over is None else over / 40}
    full = {"0-3": 5, "3-6": 5, "6-9": 5, "9-12": 5, "12+": 20} | bands
    return {
        "municipality": code,
        "still_on_assistance": {"count": 40, "of": 40},
        "over_9_months": count,
        "bands": full,
    }


@pytest.fixture
def quarter(db):
    """Aalborg has 22 waiting since long, Odense one, Viborg five, København four who came in lately; published."""
    for code, number, since in (
        ("851", 22, "2017-01-01"),
        ("461", 1, "2017-01-01"),
        ("791", 5, "2017-01-01"),
        ("101", 4, "2018-02-01"),
    ):
        for _ in range(number):
            people.a_member(code, group="2", since=since)
    return published(close_month(Month(2018, 3)))


class TestQuarter:
    @pytest.mark.parametrize("text", ["2018", "2018-K0", "2018-K5", "18-K1", "2018-k1", "0000-K1", "2018-K11", ""])
    def test_what_is_no_quarter(self, text):
        with pytest.raises(ValueError, match="quarter"):
            Quarter.parse(text)

    def test_its_days(self):
        assert (Quarter(2018, 1).first, Quarter(2018, 1).last) == (date(2018, 1, 1), date(2018, 3, 31))
        assert Quarter.of(date(2018, 12, 31)) == Quarter(2018, 4) and Quarter.of(date(2018, 4, 1)) == Quarter(2018, 2)
        assert str(Quarter(2018, 4)) == "2018-K4" and Quarter.parse("2018-K4") == Quarter(2018, 4)


class TestLongWaits:
    def test_twenty_is_on_the_list_and_nineteen_is_not(self):
        report = {"by_municipality": [line("101", 19), line("461", 20), line("851", 31)]}
        assert [found["municipality"] for found in long_waits(report)] == ["851", "461"]

    def test_a_hidden_number_is_on_no_list(self):
        assert long_waits({"by_municipality": [line("101", None)]}) == []


class TestChart:
    def test_a_bar_is_its_parts_with_the_number_in_parentheses(self):
        chart = waiting_chart([line("851", 25)], {"851": "Aalborg"})
        assert "Aalborg (40)" in chart.svg and "50 %" in chart.svg
        assert chart.table.rows == (("Aalborg (40)", ("5", "5", "5", "5", "20")),)
        assert all(name in chart.svg for name in ("0-3 mdr.", "12+ mdr."))

    def test_a_hidden_band_is_not_in_the_picture(self):
        chart = waiting_chart([line("851", 25, **{"9-12": None, "12+": None})], {"851": "Aalborg"})
        assert "50 %" not in re.sub(r'aria-label="[^"]*"', "", chart.svg).split("mdr.")[-1].split("25 %")[0]
        assert ">*<" in chart.svg and chart.table.rows[0][1][-2:] == ("*", "*")

    def test_without_lines_it_says_why(self):
        assert waiting_chart([], {}).svg is None


class TestPage:
    def test_the_newest_quarter_and_the_chosen_one(self, client, star, quarter):
        client.force_login(star)
        assert client.get("/gruppe-2/").headers["Location"] == QUARTER
        assert client.get("/gruppe-2/?kvartal=2018-K2").headers["Location"] == "/gruppe-2/2018-K2/"
        for address in ("/gruppe-2/?kvartal=x", "/gruppe-2/2018-K9/", "/gruppe-2/2018-K2/", QUARTER + "?version=7"):
            assert client.get(address).status_code == 404

    def test_star_reads_the_published_analysis(self, client, star, quarter):
        client.force_login(star)
        page = client.get(QUARTER)
        assert [name for name, _line in page.context["lines"]] == ["København", "Aalborg"]
        assert [name for name, _line in page.context["long_waits"]] == ["Aalborg"]
        assert "Odense" not in text(page), "under 3: left out"
        assert "Viborg" not in text(page), "hidden, or Odense could be worked out from the sums"
        assert page.context["mine"] is None

    def test_staff_see_their_own_true_counts_beside_it(self, client, quarter):
        client.force_login(make_user("olga", Role.MANAGER, "461"))
        page = client.get(QUARTER)
        assert page.context["mine"]["group_2"] == 1 and "kun til internt brug" in text(page)
        assert "Odense" not in [name for name, _line in page.context["lines"]]

    def test_the_files_are_the_published_analysis_whoever_asks(self, client, star, quarter):
        bodies = set()
        for user in (star, make_user("olga", Role.MANAGER, "461")):
            client.force_login(user)
            bodies.add(client.get(QUARTER + "analyse.csv").content)
            assert client.get(QUARTER + "analyse.exe").status_code == 404
        assert len(bodies) == 1
        pdf = client.get(QUARTER + "analyse.pdf")
        assert pdf.content.startswith(b"%PDF") and "gruppe-2-2018-K1-v1.pdf" in pdf.headers["Content-Disposition"]
        assert client.get(QUARTER + "analyse.xlsx").content.startswith(b"PK")

    def test_a_later_close_changes_nothing_before_it_is_published(self, client, manager, quarter):
        client.force_login(manager)
        before = client.get(QUARTER + "analyse.json").content
        people.a_member("851", group="2", since="2017-01-01")
        close_month(Month(2018, 3), reason="En mere")
        assert client.get(QUARTER + "analyse.json").content == before


@pytest.mark.django_db
def test_a_quarter_that_is_not_published_is_seen_by_the_agency_only(client, star, manager, administrator):
    people.a_member(group="2")
    close_month(Month(2018, 3))
    client.force_login(star)
    assert client.get(QUARTER).status_code == 200
    client.force_login(manager)
    assert client.get(QUARTER).status_code == client.get(QUARTER + "analyse.csv").status_code == 404
    assert "Intet kvartal er udgivet" in text(client.get("/gruppe-2/"))
    client.force_login(administrator)
    assert client.get(QUARTER).status_code == client.get("/gruppe-2/").status_code == 403
