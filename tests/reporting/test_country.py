"""The page of the whole country: published figures only, sortable, filterable, drawn and mapped."""

import re

import pytest
from django.http import QueryDict

from accounts.lists import find_list
from accounts.models import Role
from cases import reference
from cases.models import ComparisonGroup, Grant, Programme, Unit
from reporting.closing import close_month, close_months
from reporting.country import tiles
from reporting.country.distribution import distribution
from reporting.country.filters import asked_filter
from reporting.country.lines import the_country
from reporting.country.tiles import tile_map
from reporting.country.trend import trend
from reporting.months import Month
from tests import people
from tests.conftest import make_user
from tests.stages import fresh, staged

from .publishing import published

MARCH = "/landet/2018-03/"
#: Members of group 1, how many of them in practice; and whether the municipality takes part.
#: One of Odense's is a small count; Esbjerg's number is hidden to protect it.
PLACES = {
    "851": (10, 5, True),
    "791": (10, 5, True),
    "101": (8, 7, True),
    "461": (9, 1, True),
    "561": (9, 5, True),
    "810": (6, 3, False),
}


def publish_the_country():
    """Six municipalities with members, five of which take part; February and March closed."""
    for code, (size, inside, takes_part) in PLACES.items():
        for number in range(size):
            member = people.a_member(code, group="1")
            if number < inside:
                people.an_offer(member, "virksomhedspraktik", "2018-01-15")
        if takes_part:
            Grant.objects.create(programme_id="fsm1", municipality_id=code, amount_dkk=1000, approved_on="2017-06-30")
    return [published(close) and close for close in close_months(Month(2018, 2), Month(2018, 3))][1:]


_country = staged(publish_the_country, "module")


@pytest.fixture
def country(_country, db):
    """The close of March."""
    return fresh(_country)[0]


def cells(response):
    """Return the table's rows as lists of texts."""
    rows = re.findall(r"<tr data-own=.*?</tr>", response.content.decode(), re.S)
    return [[re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<td.*?</td>", row, re.S)] for row in rows]


def names(response):
    return [row[0].split()[0] for row in cells(response)]


class TestMap:
    def test_equal_shares_have_one_colour_and_outsiders_are_grey(self, country):
        drawn = {
            tile.title.split(":")[0]: tile
            for tile in tile_map(the_country(country, "company_track"), "company_track", "851").tiles
        }
        assert len(drawn) == 98
        assert drawn["Aalborg"].look == drawn["Viborg"].look
        assert drawn["Brønderslev"].look == drawn["Samsø"].look == tiles.OUTSIDE
        assert "50" not in drawn["Brønderslev"].title
        assert drawn["Aalborg"].is_own and not drawn["Viborg"].is_own
        assert drawn["København"].look == "step-4" and drawn["København"].title == "København: 88 %"

    def test_a_hidden_share_is_neither_written_nor_coloured(self, country):
        tile = next(
            tile
            for tile in tile_map(the_country(country, "company_track"), "company_track", None).tiles
            if tile.name == "Odense"
        )
        assert (tile.look, tile.value, tile.title) == (tiles.UNSHOWN, "*", "Odense: *")

    def test_the_legend_says_what_each_colour_is(self, country):
        legend = dict(tile_map(the_country(country, "company_track"), "company_track", None).legend)
        assert legend["step-1"] == "50,0 %"
        assert set(legend) >= {tiles.UNSHOWN, tiles.OUTSIDE}


class TestDistribution:
    def test_a_dot_for_each_shown_municipality_and_ones_own_marked(self, country):
        spread = distribution(the_country(country, "company_track"), "company_track", "851")
        assert [dot.title for dot in spread.dots if dot.is_own] == ["Aalborg: 50 %"]
        assert {dot.title.split(":")[0] for dot in spread.dots} == {"Aalborg", "Viborg", "København"}
        assert spread.hidden == 2 and spread.median == "50 %" and spread.own == "50 %"
        assert len({(dot.x, dot.y) for dot in spread.dots}) == 3, "equal shares lie on each other"

    def test_own_municipality_outside_the_programme_is_drawn_but_not_in_the_median(self, country):
        spread = distribution(the_country(country, "company_track"), "company_track", "810")
        assert [dot.title for dot in spread.dots if dot.is_own] == ["Brønderslev: 50 %"]
        assert spread.description.startswith("3 kommuner fra 50 % til 88 %")

    def test_many_alike_stay_inside_the_picture(self, country):
        spread = distribution(the_country(country, "visited"), "visited", None)
        assert all(0 < dot.x < spread.width and 0 < dot.y < spread.base for dot in spread.dots)


class TestTrend:
    def entry(self, month, count, of=10):
        return {"month": month, "visited": {"count": count, "of": of}}

    def test_a_hidden_month_is_a_gap(self):
        series = [self.entry(f"2018-0{n}", None if n == 3 else n) for n in range(1, 7)]
        drawn = str(trend(series, "visited", 1.0))
        assert drawn.count("<polyline") == 2
        assert "Fra 10,00 % i januar 2018 til 60,00 % i juni 2018." in drawn

    def test_nothing_shown_draws_nothing(self):
        assert trend([self.entry("2018-01", None)], "visited", 1.0) == "–"
        assert trend([], "visited", 0.0) == "–"

    def test_a_single_month_is_a_dot_and_all_zero_does_not_divide(self):
        assert "polyline" not in str(trend([self.entry("2018-01", 0)], "visited", 0.0))


class TestPage:
    def test_star_sees_all_municipalities_with_places(self, client, star, country):
        client.force_login(star)
        page = client.get(MARCH)
        table = {row[0].split()[0]: row for row in cells(page)}
        assert names(page) == ["Brønderslev", "Esbjerg", "København", "Odense", "Viborg", "Aalborg"]
        assert table["Aalborg"][6] == table["Viborg"][6] == "2–3"
        assert table["København"][6] == "1" and table["Odense"][6] == "–" and table["Brønderslev"][6] == "–"
        assert 'data-own="yes"' not in page.content.decode()

    def test_a_manager_finds_their_own_marked_with_published_figures(self, client, star, outsider, country):
        client.force_login(outsider)
        page = client.get(MARCH)
        assert [row[0] for row in cells(page) if "din kommune" in row[0]] == ["Brønderslev din kommune"]
        client.force_login(star)
        assert [row[1:] for row in cells(page)] == [row[1:] for row in cells(client.get(MARCH))]

    def test_sorting_by_a_share_puts_the_hidden_last(self, client, star, country):
        client.force_login(star)
        assert names(client.get(MARCH + "?sort=-company_track"))[0] == "København"
        assert set(names(client.get(MARCH + "?sort=-company_track"))[-2:]) == {"Esbjerg", "Odense"}
        assert set(names(client.get(MARCH + "?sort=company_track"))[:2]) == {"Esbjerg", "Odense"}

    def test_filters(self, client, star, country):
        group = ComparisonGroup.objects.create(name="Nordjyske")
        group.municipalities.set(["851", "810"])
        client.force_login(star)
        assert names(client.get(f"{MARCH}?gruppe={group.pk}")) == ["Brønderslev", "Aalborg"]
        assert names(client.get(MARCH + "?kommune=alb")) == ["Aalborg"]
        assert names(client.get(MARCH + "?kommune=461")) == ["Odense"]
        assert names(client.get(MARCH + "?region=Region+Midtjylland")) == ["Viborg"]
        assert "Ingen kommune passer" in client.get(MARCH + "?kommune=zzz").content.decode()

    def test_choosing_a_figure_moves_places_and_map(self, client, star, country):
        client.force_login(star)
        page = client.get(MARCH + "?tal=visited")
        assert page.context["indicator"].key == "visited"
        assert {row[6] for row in cells(page)} == {"1–5", "–"}

    @pytest.mark.parametrize(
        "query", ["?tal=drop", "?gruppe=999999", "?region=Atlantis", "?sort=drop", "?kommune=" + "x" * 99]
    )
    def test_a_query_that_means_nothing_breaks_nothing(self, client, star, country, query):
        client.force_login(star)
        assert client.get(MARCH + query).status_code == 200

    @pytest.mark.parametrize(
        "address",
        ["/landet/2018-13/", "/landet/2031-01/", MARCH + "?version=9", MARCH + "?version=x", "/landet/?maaned=nej"],
    )
    def test_an_address_that_is_none_is_not_found(self, client, star, country, address):
        client.force_login(star)
        assert client.get(address).status_code == 404

    def test_the_newest_month_and_the_chosen_one(self, client, star, administrator, country):
        client.force_login(star)
        assert client.get("/landet/").headers["Location"] == MARCH
        assert client.get("/landet/?maaned=2018-02").headers["Location"] == "/landet/2018-02/"
        client.force_login(administrator)
        assert client.get("/landet/").status_code == client.get(MARCH).status_code == 403

    def test_a_swapped_part_is_what_a_reload_shows(self, client, star, country):
        client.force_login(star)
        part = client.get(MARCH + "?kommune=alb", headers={"HX-Request": "true"}).content.decode().strip()
        assert "<html" not in part
        squeezed = [re.sub(r"\s+", " ", text) for text in (part, client.get(MARCH + "?kommune=alb").content.decode())]
        assert squeezed[0] in squeezed[1]

    def test_the_workbook_holds_the_rows_of_the_page(self, star, country):
        source = find_list("hele-landet")
        table = source.table(star, QueryDict("maaned=2018-03&sort=-name&region=Region+Nordjylland"))
        rows = list(table.as_values())
        assert [row[0] for row in rows] == ["Kommune", "Aalborg", "Brønderslev"]
        assert rows[1][4] == "50 %"

    def test_no_hidden_share_stands_in_the_page_at_all(self, client, star, country):
        """Odense has 1 of 9 in the company track: 11 %."""
        client.force_login(star)
        page = client.get(MARCH).content.decode()
        assert "Odense: *" in page and "11 %" not in page and "0.111" not in page


@pytest.mark.django_db
def test_groups_to_begin_with_can_be_edited(as_user, administrator):
    page = as_user(administrator).post(
        "/admin/cases/comparisongroup/add/", {"name": "Havnebyer", "municipalities": ["561", "813"]}, follow=True
    )
    assert page.status_code == 200
    assert set(ComparisonGroup.objects.get(name="Havnebyer").municipalities.values_list("pk", flat=True)) == {
        "561",
        "813",
    }


@pytest.mark.django_db
def test_the_filter_names_the_figure_it_falls_back_to():
    programme = Programme(**reference.programmes()[0])
    assert asked_filter(QueryDict("tal=nej"), programme).key == "company_track"
    assert asked_filter(QueryDict("tal=visited"), programme).key == "visited"


class TestMunicipalityPage:
    def test_it_tells_ones_place_with_ties_and_the_way_to_the_others(self, client, manager, country):
        client.force_login(manager)
        page = client.get("/kommune/851/2018-03/").content.decode()
        assert "delt plads 2–3 af 3" in page and "/landet/2018-03/?tal=company_track" in page

    def test_a_place_that_would_reveal_a_hidden_number_is_not_shown_even_to_its_own(self, client, country):
        client.force_login(make_user("olga", Role.MANAGER, "461"))
        page = client.get("/kommune/461/2018-03/")
        ranked = {block.headline.indicator.key: block.rank for block in page.context["blocks"]}
        assert ranked["visited"] is not None and ranked["company_track"] is None
        assert page.context["report"]["indicators"]["company_track"]["count"] == 1, "its own staff see the number"

    def test_who_does_not_take_part_has_no_place(self, client, outsider, country):
        client.force_login(outsider)
        assert all(block.rank is None for block in client.get("/kommune/810/2018-03/").context["blocks"])

    def test_by_unit_adds_up_and_is_for_its_own_staff(self, client, manager, outsider, country):
        house = Unit.objects.create(municipality_id="851", name="Aktivhuset")
        people.a_member(group="2", unit=house)
        published(close_month(Month(2018, 3), reason="Et hus"), what_changed="Et hus")
        client.force_login(manager)
        page = client.get("/kommune/851/2018-03/")
        visited = [cells[0].figure for _name, cells in page.context["units"].rows]
        assert [figure["count"] for figure in visited] == [1, 10]
        assert sum(figure["of"] for figure in visited) == page.context["report"]["indicators"]["visited"]["of"]
        [(_name, cells), _rest] = page.context["units"].rows
        assert "Borgerne bag" in client.get(cells[0].url).content.decode()
        client.force_login(outsider)
        assert client.get("/kommune/851/2018-03/").context["units"] is None

    def test_without_units_there_is_no_table_of_them(self, client, manager, country):
        client.force_login(manager)
        assert "Efter enhed</h2>" not in client.get("/kommune/851/2018-03/").content.decode()
