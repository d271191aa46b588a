"""The pages of figures: what each role sees, and that no address a person can type breaks them."""

import re

import pytest

from reporting.closing import close_month
from reporting.views import star as star_views
from tests import people

from .conftest import MARCH

AALBORG = "/kommune/851/2018-03/"


def text(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


class TestMunicipality:
    @pytest.fixture(autouse=True)
    def _closed(self, published_months):
        pass

    def test_the_manager_lands_on_the_newest_closed_month(self, client, manager):
        client.force_login(manager)
        assert client.get("/kommune/").headers["Location"] == AALBORG

    def test_it_answers_how_we_stand(self, client, manager):
        client.force_login(manager)
        page = text(client.get(AALBORG))
        assert "83,33 %" in page and "1 mangler" in page
        assert "Opfyldt i juni 2017" in page
        assert "1 borger mangler" in page
        assert "300 kr." in page
        assert "kan ikke sammenlignes med månedsrapporten" in page

    def test_own_staff_see_true_counts_and_others_published_ones(self, client, manager, outsider):
        client.force_login(manager)
        assert "*" not in re.findall(r'class="number">([^<]*)<', text(client.get(AALBORG)))
        client.force_login(outsider)
        page = client.get(AALBORG)
        assert "*" in re.findall(r'class="number">([^<]*)<', text(page))
        assert page.context["report"]["indicators"]["group_2"]["count"] is None
        assert "grant" not in page.context and "status" not in page.context

    def test_star_sees_published_figures_only(self, client, star):
        client.force_login(star)
        assert client.get(AALBORG).context["report"]["indicators"]["group_2"]["suppressed"] is True
        assert client.get("/kommune/851/foreloebig/").status_code == 404

    def test_the_month_in_progress_is_marked_and_only_for_its_own(self, client, manager, outsider):
        client.force_login(manager)
        page = text(client.get("/kommune/851/foreloebig/"))
        assert "Foreløbig" in page and "rapport.pdf" not in page
        client.force_login(outsider)
        assert client.get("/kommune/851/foreloebig/").status_code == 404

    def test_a_correction_stands_beside_what_it_replaces(self, client, manager):
        people.a_member(group="3")
        close_month(MARCH, reason="Sen visitation")
        client.force_login(manager)
        assert "version 2" in text(client.get(AALBORG)) and "Sen visitation" in text(client.get(AALBORG))
        old = client.get(AALBORG + "?version=1")
        assert old.context["report"]["indicators"]["drawn"]["count"] == 6
        chosen = client.get("/kommune/851/vaelg/?maaned=2018-03.1")
        assert chosen.headers["Location"] == AALBORG + "?version=1"

    def test_a_municipality_without_grant_and_members(self, client, outsider):
        client.force_login(outsider)
        assert "ingen bevilling" in text(client.get("/kommune/810/2018-03/"))
        page = client.get("/kommune/101/2018-03/")
        assert page.status_code == 200 and "–" in text(page)

    def test_the_condition_of_an_instalment_is_drawn_only_where_there_is_one(self, client, manager, outsider):
        client.force_login(manager)
        assert "Krav: 40" in text(client.get(AALBORG))
        client.force_login(outsider)
        assert client.get("/kommune/810/2018-03/").context["blocks"][1].chart.svg, (
            "there is a drawing, without the line"
        )
        assert "Krav" not in text(client.get("/kommune/810/2018-03/"))

    @pytest.mark.parametrize(
        "address",
        [
            "/kommune/999/2018-03/",
            "/kommune/851/2018-13/",
            "/kommune/851/0000-01/",
            "/kommune/851/2031-01/",
            AALBORG + "?version=9",
            AALBORG + "?version=x",
            AALBORG + "?version=" + "9" * 50,
            "/kommune/851/vaelg/?maaned=nej",
            "/kommune/851/vaelg/",
            AALBORG + "rapport.exe",
            "/landet/2018-03/rapport.html",
            "/kommune/999/foreloebig/",
        ],
    )
    def test_an_address_that_is_none_is_not_found(self, client, manager, address):
        client.force_login(manager)
        assert client.get(address).status_code == 404

    def test_downloads_follow_the_audience(self, client, manager, outsider):
        client.force_login(manager)
        own = client.get(AALBORG + "rapport.json").json()
        client.force_login(outsider)
        other = client.get(AALBORG + "rapport.json").json()
        assert own["indicators"]["group_2"]["count"] == 1
        assert other["indicators"]["group_2"]["count"] is None
        for form, start in (("xlsx", b"PK"), ("pdf", b"%PDF"), ("csv", b"")):
            answer = client.get(f"/landet/2018-03/rapport.{form}")
            assert answer.status_code == 200 and answer.content.startswith(start)
            assert f".{form}" in answer.headers["Content-Disposition"]

    def test_before_the_first_close_the_month_in_progress_is_shown(self, client, manager, administrator):
        client.force_login(administrator)
        assert client.get(AALBORG).status_code == 403
        assert client.get("/kommune/").status_code == 403


@pytest.mark.django_db
def test_without_any_close_a_manager_gets_the_month_in_progress_and_star_a_word(client, manager, star):
    client.force_login(manager)
    assert client.get("/kommune/", follow=True).context["report"]["preliminary"] is True
    client.force_login(star)
    assert "ingen lukkede måneder" in text(client.get("/star/"))


class TestStar:
    @pytest.fixture(autouse=True)
    def _closed(self, published_months, client, star):
        client.force_login(star)

    def test_it_lists_the_country_and_the_municipalities_with_members(self, client):
        page = client.get("/star/", follow=True)
        assert [line["name"] for line in page.context["lines"]] == ["Brønderslev", "Aalborg"]
        assert page.context["country"]["report"]["municipality"] is None

    def test_search_by_part_of_a_name_or_code_and_order(self, client):
        assert [x["code"] for x in client.get("/star/2018-03/?kommune=aalb").context["lines"]] == ["851"]
        assert [x["code"] for x in client.get("/star/2018-03/?kommune=810").context["lines"]] == ["810"]
        assert "Ingen kommune passer" in text(client.get("/star/2018-03/?kommune=zzz"))
        assert len(client.get("/star/2018-03/?orden=visited").context["lines"]) == 2
        assert client.get("/star/2018-03/?orden=drop").status_code == 200

    def test_a_hidden_share_comes_last(self):
        lines = [
            {"name": name, "report": {"indicators": {"visited": {"share": share}}}}
            for name, share in (("Allerød", None), ("Billund", 0.4), ("Dragør", 0.9))
        ]
        ordered = [line["name"] for line in sorted(lines, key=star_views._order("visited", ("visited",)))]
        assert ordered == ["Dragør", "Billund", "Allerød"]

    def test_no_small_count_of_any_municipality_reaches_the_page(self, client):
        page = client.get("/star/2018-03/")
        assert all(line["report"]["indicators"]["group_2"]["count"] not in (1, 2) for line in page.context["lines"])

    def test_only_star_gets_there(self, client, manager, administrator):
        for user in (manager, administrator):
            client.force_login(user)
            for address in ("/star/", "/star/2018-03/", "/star/2018-03/alle.zip", "/star/2018-03/fremdrift/"):
                assert client.get(address).status_code == 403
            assert client.post("/star/2018-03/dan/").status_code == 403

    def test_asking_for_the_pdfs_takes_a_post(self, client):
        assert client.get("/star/2018-03/dan/").status_code == 405


def test_a_published_page_does_not_tell_how_few_are_missing(client, closed_months, star, manager):
    """One of six is not assigned: its own manager reads it, STAR does not."""
    client.force_login(star)
    assert "mangler" not in text(client.get(AALBORG))
    client.force_login(manager)
    assert "1 mangler" in text(client.get(AALBORG))


@pytest.mark.django_db
def test_nothing_a_user_sees_is_kept_by_the_browser(client, manager):
    client.force_login(manager)
    for address in ("/borgere/", "/kommune/851/foreloebig/"):
        assert "no-store" in client.get(address).headers["Cache-Control"]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/kommune/a.b/vaelg/?maaned=2019-07", "/kommune/a%00/vaelg/?maaned=2019-07"])
def test_a_code_that_is_none_is_not_found(client, manager, address):
    client.force_login(manager)
    assert client.get(address).status_code in (400, 404)


def test_an_internal_file_says_so_in_its_name_and_a_published_one_does_not(client, published_months, manager, outsider):
    client.force_login(manager)
    own = client.get(AALBORG + "rapport.xlsx")
    assert "851-intern.xlsx" in own.headers["Content-Disposition"]
    client.force_login(outsider)
    assert "851.xlsx" in client.get(AALBORG + "rapport.xlsx").headers["Content-Disposition"]
