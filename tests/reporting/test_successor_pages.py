"""The successor programme on STAR's list, the local status and the calendar: its figures, files, words and links."""

import html
import io
import re
import zipfile
from datetime import date

import pytest

from cases.models import Grant
from reporting import release
from reporting.closing import close_month, close_months
from reporting.documents.table_instalments import sheets as instalment_sheets
from reporting.documents.table_status import sheets as status_sheets
from reporting.months import Month
from reporting.release import make_file, plan_files
from reporting.reports import instalments, status_report
from tests import people
from tests.stages import fresh, staged
from tests.workbooks import about, opened, rows

from .publishing import published
from .test_successor import a_newcomer

MARCH = Month(2020, 3)
LIST = "/star/2020-03/?program=fsm2"
STATUS = "/kommune/851/status/?program=fsm2"


def close_both():
    """Nine in Aalborg and four in Brønderslev since September 2019; two fsm2 months and one fsm1 month, published."""
    for number in range(13):
        newcomer = a_newcomer(municipality="851" if number < 9 else "810")
        if number in (0, 1, 2, 3, 9, 10, 11):
            people.an_offer(newcomer, "ordinaere_timer", "2020-01-01")
    people.a_member(group="1")
    closes = [close_month(Month(2018, 3)), *close_months(Month(2020, 2), MARCH, programme="fsm2")]
    for close in closes:
        published(close)
    return closes


_both = staged(close_both, "class")


@pytest.fixture
def both(_both, db):
    """Published months of two programmes."""
    return fresh(_both)


@pytest.fixture
def first_of_the_second(db):
    """A month of the first programme that is published, and one of the second that is not."""
    people.a_member(group="1")
    published(close_month(Month(2018, 3)))
    a_newcomer()
    return close_month(MARCH, programme="fsm2")


def links(page, start: str) -> set[str]:
    """Return the addresses on a page, below its menu, that begin with ``start``."""
    below = text(page).rpartition("</header>")[2]
    return {html.unescape(found) for found in re.findall(rf'(?:href|action|hx-get)="({start}[^"]*)"', below)}


def text(page) -> str:
    return page.content.decode()


class TestStarsList:
    def test_is_of_the_programme_that_the_address_names(self, as_user, star, both):
        client = as_user(star)
        assert client.get("/star/?program=fsm2").headers["Location"] == LIST
        assert client.get("/star/").headers["Location"] == "/star/2018-03/"
        page = client.get(LIST)
        assert [column.key for column in page.context["columns"]] == ["paid_hours_or_su"]
        shares = {line["code"]: line["report"]["indicators"]["paid_hours_or_su"] for line in page.context["lines"]}
        assert {code: (one["count"], one["of"]) for code, one in shares.items()} == {"851": (4, 9), "810": (3, 4)}
        assert [str(close.of_month) for close in page.context["months"]] == ["2020-02", "2020-03"]
        assert client.get("/star/2020-03/").status_code == client.get(f"{LIST}9").status_code == 404

    def test_every_link_stays_in_the_programme(self, as_user, star, both):
        client = as_user(star)
        page = client.get(LIST)
        found = links(page, "/(?:star|kommune|udgivelser|landet|lister)/") - {"/star/2018-03/"}
        assert len(found) > 8 and all("program=fsm2" in link for link in found), found
        for link in found - links(page, "/star/2020-03/dan/"):
            assert client.get(link, follow=True).status_code == 200, link
        assert 'name="program" value="fsm2"' in text(page)

    def test_is_searched_and_ordered_by_its_own_figure(self, as_user, star, both):
        client = as_user(star)
        by_share = client.get(f"{LIST}&orden=paid_hours_or_su")
        assert [line["code"] for line in by_share.context["lines"]] == ["810", "851"]
        assert [line["code"] for line in client.get(f"{LIST}&orden=visited").context["lines"]] == ["810", "851"]
        assert [line["code"] for line in client.get(f"{LIST}&kommune=aalb").context["lines"]] == ["851"]
        assert 'colspan="3"' in text(client.get(f"{LIST}&kommune=zzz"))

    def test_two_programmes_are_a_choice_and_group_2_is_the_first_ones(self, as_user, star, both):
        client = as_user(star)
        choices = client.get(LIST).context["programmes"]
        assert [(one.url, one.chosen) for one in choices] == [("/star/2018-03/", False), (LIST, True)]
        for page, expected in ((LIST, 0), ("/star/2018-03/", 2)):
            assert len(links(client.get(page), "/(?:gruppe-2|tilbud)/")) == expected

    def test_its_workbook_is_its_own(self, as_user, star, both):
        client = as_user(star)
        book = opened(client.get("/lister/star-kommuner/excel/?program=fsm2&maaned=2020-03"))
        assert list(rows(book)[0]) == ["Kommune", "Med løntimer eller SU-uddannelse"]
        assert about(book)["Program"] == "Flere skal med 2"
        assert client.get("/lister/star-kommuner/excel/?maaned=2020-03").status_code == 404

    def test_from_asking_for_its_files_to_the_zip(self, as_user, star, both, monkeypatch, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path
        monkeypatch.setattr(release, "render", lambda report, kind, form: b"%PDF")
        client = as_user(star)
        assert client.post("/star/2020-03/dan/?program=fsm2").headers["Location"] == f"{LIST}&version=1"
        part = client.get("/star/2020-03/fremdrift/?program=fsm2")
        assert "/star/2020-03/fremdrift/?program=fsm2&version=1" in links(part, "/star/")
        for number in plan_files(both[-1]):
            make_file(number)
        answer = client.get("/star/2020-03/alle.zip?program=fsm2")
        assert "flere-skal-med-2-2020-03-v1.zip" in answer.headers["Content-Disposition"]
        with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
            assert "flere-skal-med-2-2020-03-v1-aalborg.pdf" in archive.namelist()
        stored = client.get(f"/rapporter/{both[-1].files.get(municipality='851').pk}.pdf")
        assert "flere-skal-med-2-2020-03-v1-aalborg.pdf" in stored.headers["Content-Disposition"]
        assert client.get("/star/2020-03/alle.zip").status_code == 404

    def test_is_for_the_agency_in_any_programme(self, as_user, manager, administrator, both):
        for user in (manager, administrator):
            client = as_user(user)
            for page in ("/star/", "/star/2020-03/", "/star/2020-03/alle.zip", "/star/2020-03/fremdrift/"):
                assert client.get(f"{page}?program=fsm2").status_code == 403


class TestBeforeItIsPublished:
    def test_the_agency_is_sent_to_its_calendar_and_sees_which_programme_it_looks_at(
        self, as_user, star, first_of_the_second
    ):
        client = as_user(star)
        assert client.get("/star/?program=fsm2").headers["Location"] == "/udgivelser/?program=fsm2"
        published(first_of_the_second)  # its pattern is made: so the page of a later version can be shown
        close_month(MARCH, programme="fsm2", reason="igen")
        page = client.get("/landet/2020-03/?program=fsm2")
        assert [(one.name, one.chosen) for one in page.context["programmes"]][1] == ("Flere skal med 2", True)

    def test_a_programme_shown_before_it_has_a_close_is_named_without_a_link(self, as_user, manager, db):
        people.a_member(group="1")
        close_month(Month(2018, 3))
        page = as_user(manager).get("/kommune/851/foreloebig/?program=fsm2")
        assert [(one.url, one.chosen) for one in page.context["programmes"]] == [
            ("/kommune/851/2018-03/", False),
            ("", True),
        ]
        assert '<span aria-current="true">Flere skal med 2</span>' in text(page)

    def test_who_may_not_see_it_is_led_to_its_calendar(self, as_user, outsider, first_of_the_second):
        client = as_user(outsider)
        for page in ("/kommune/851/2020-03/", "/landet/2020-03/", "/kommune/851/2020-03/rapport.csv"):
            answer = client.get(f"{page}?program=fsm2")
            assert answer.status_code == 404 and links(answer, "/udgivelser/") == {"/udgivelser/?program=fsm2"}, page
        assert links(client.get("/landet/?program=fsm2"), "/udgivelser/") == {"/udgivelser/?program=fsm2"}

    def test_the_calendar_is_a_choice_for_all_since_it_has_no_figures(self, as_user, star, first_of_the_second):
        choices = as_user(star).get("/udgivelser/").context["programmes"]
        assert [one.url for one in choices] == ["/udgivelser/", "/udgivelser/?program=fsm2"]
        expected = as_user(star).get("/udgivelser/?program=fsm2").context["expected"]
        assert date(2020, 3, 1) not in [coming.month for coming in expected] and expected


class TestLocalStatus:
    @pytest.fixture(autouse=True)
    def _day(self, settings, both):
        settings.DEMO_DAY = date(2020, 4, 20)

    def test_counts_the_members_of_the_programme_in_its_words(self, as_user, manager):
        client = as_user(manager)
        assert client.get("/status/?program=fsm2").headers["Location"] == STATUS
        own, first = client.get(STATUS), client.get("/kommune/851/status/")
        assert (own.context["report"]["drawn"], first.context["report"]["drawn"]) == (9, 1)
        assert "9 borgere, der er kommet i målgruppen" in text(own) and "udtrukne" not in text(own)
        assert "Af 1 udtrukne er" in text(first)
        assert client.get("/kommune/851/status/?program=fsm9").status_code == 404

    def test_the_choice_keeps_the_day(self, as_user, manager):
        page = as_user(manager).get(f"{STATUS}&dato=2020-03-01")
        assert [one.url for one in page.context["programmes"]] == [
            "/kommune/851/status/?dato=2020-03-01",
            f"{STATUS}&dato=2020-03-01",
        ]
        assert 'name="program" value="fsm2"' in text(page)
        assert "/kommune/851/status/rapport.pdf?program=fsm2&dato=2020-03-01" in links(page, "/kommune/851/status/")

    def test_its_files_say_the_programme(self, as_user, manager, outsider):
        address = "/kommune/851/status/rapport.csv?program=fsm2&dato=2020-03-01"
        answer = as_user(manager).get(address)
        assert "flere-skal-med-2-lokal-status-851-2020-03-01-intern.csv" in answer.headers["Content-Disposition"]
        assert "drawn,total,Kommet i målgruppen,,,9,851,2020-03-01,fsm2" in text(answer)
        assert status_sheets(status_report(MARCH.last, "851", programme="fsm2"))[0].title == (
            "Flere skal med 2: lokal status for Aalborg, 31. marts 2020"
        )
        assert as_user(outsider).get(address).status_code == as_user(outsider).get(STATUS).status_code == 404


class TestWords:
    def test_tables_have_the_columns_they_fill_and_no_dot_begins_a_line(self, as_user, outsider, both):
        page = text(as_user(outsider).get("/kommune/851/2020-03/?program=fsm2"))
        first = page.partition('id="block-1"')[2].partition("</section>")[0]
        assert "Antal" in first and "Andel" not in first and "Sidste måned" not in first
        second = page.partition('id="block-2"')[2].partition("</section>")[0]
        assert "Andel" in second and "Sidste måned" in second
        head = re.search(r'<p class="headline-more">\s*(\S+)', page)
        assert head is not None and head[1] == "landet"

    def test_pages_under_a_figure_and_a_release_name_the_programme(self, as_user, manager, star, both):
        client = as_user(manager)
        for page in ("tal/paid_hours/", "tal/paid_hours/hvorfor/"):
            assert "Flere skal med 2 · Aalborg" in text(client.get(f"/kommune/851/2020-03/{page}?program=fsm2"))
        assert "Flere skal med 2</p>" in text(as_user(star).get("/udgivelser/2020-03/1/?program=fsm2"))

    def test_a_rule_of_any_month_has_no_row_to_count_in(self, as_user, manager, both):
        for programme in ("fsm1", "fsm2"):
            Grant.objects.create(
                programme_id=programme, municipality_id="851", amount_dkk=1000, approved_on="2019-09-01"
            )
        page = text(as_user(manager).get("/rater/fsm2/851/"))
        assert "her er kravet nået" in page and "tæller i rækken" not in page
        own, every = instalments("851", programme="fsm2"), [*instalments("851"), *instalments("851", programme="fsm2")]
        assert {sheet.title for sheet in instalment_sheets(own)} == {"Flere skal med 2: rater"}
        assert instalment_sheets(every)[0].title == "Rater"
