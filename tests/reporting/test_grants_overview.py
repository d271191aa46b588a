"""The agency's overview of all grants, its workbook, and what each side sees on its start page."""

import io
import re
from datetime import date, datetime
from itertools import pairwise

import openpyxl
import pytest

from cases.models import Grant
from reporting.charts.money import course_picture
from reporting.claims.overview import Moment, overview
from reporting.claims.standing import State, standings
from reporting.closing import close_month, close_months
from reporting.disclosure.patterns import protect_release
from reporting.models import ReleasePattern
from reporting.months import Month
from tests import people

from .claiming import paid, step
from .test_grant_page import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def grants(settings) -> list[Grant]:
    """Aalborg and Brønderslev, both approved and visited; Odense not approved, with one unvisited of four."""
    settings.DEMO_DAY = date(2018, 5, 2)
    for code in ("851", "810"):
        people.a_member(code, group="1")
    for number in range(4):
        people.a_member("461", group="1" if number else "")
    close_month(Month(2018, 1))
    return [
        Grant.objects.create(
            programme_id="fsm1",
            municipality_id=code,
            amount_dkk=1000,
            approved_on=None if code == "461" else date(2017, 6, 30),
        )
        for code in ("851", "810", "461")
    ]


def every():
    return overview(Grant.objects.select_related("programme", "municipality"))


def test_sums_by_state_and_what_is_due_paid_and_outstanding(grants, manager, star):
    paid(grants[0], 1, manager, star)
    step(grants[0], 2, "claimed", manager)
    totals = {total.state: (total.count, total.amount_dkk) for total in every().totals}
    assert totals[State.PAID] == (1, 300) and totals[State.CLAIMED] == (1, 400)
    assert totals[State.MET] == (2, 700) and totals[State.NOT_MET] == (5, 1600)
    assert (every().granted, every().paid, every().due, every().outstanding) == (3000, 300, 1100, 2700)
    assert sum(amount for _count, amount in totals.values()) == every().granted


def test_the_course_adds_up_month_by_month(grants, manager, star):
    paid(grants[0], 1, manager, star)
    course = every().course
    assert (course[0], course[-1]) == (Moment(Month(2017, 6), 600, 0), Moment(Month(2018, 5), 1400, 300, 300))
    assert [one.due for one in course] == [600] * 7 + [1400] * 4 + [1100]
    assert all(after.met >= before.met and after.paid >= before.paid for before, after in pairwise(course))
    assert course_picture(course).description.endswith("udbetalt.") and course_picture([]) is None


def test_who_fell_below_after_the_payment(grants, manager, star, as_user):
    paid(grants[0], 2, manager, star)
    people.a_member()
    close_month(Month(2018, 2))
    line = next(line for line in every().lines if line.standing.grant == grants[0])
    assert (line.fell_below, line.judged_otherwise) == ([2], [])
    page = text(as_user(star).get("/rater/?tilstand=faldet"))
    assert "rate 2 er faldet under kravet" in page and "Odense" not in page


def test_how_close_is_told_with_published_figures_only(grants, as_user, star):
    for number in range(12):
        member = people.a_member("461", group="1")
        if number < 4:
            people.an_offer(member, "virksomhedspraktik", "2018-01-01")

    def odense() -> str:
        return next(line.near for line in every().lines if line.standing.grant.municipality_id == "461")

    def published(close, *hidden: str) -> None:
        ReleasePattern.objects.create(
            close=close, hidden={"461": hidden}, settings={}, primary_cells=0, extra_cells=0, exposed_cells=0
        )

    close = close_month(Month(2018, 2))
    assert odense().endswith("*"), "closed and not published"
    published(close)
    assert odense() == "Rate 2: få mangler", "one is missing: how many is not told"
    people.visited(people.Citizen.objects.filter(visitations=None, municipality="461").get(), "2", "2018-03-01")
    published(close_month(Month(2018, 3)))
    assert odense() == "Rate 3: 27 % af 40 %, 0 af 3 måneder"
    published(close_month(Month(2018, 4)), "company_track")
    assert odense() == "Rate 3: *"


def test_the_table_is_filtered_and_ordered(grants, as_user, manager, star):
    paid(grants[1], 1, make_manager(), star)
    client = as_user(star)

    def names(query: str) -> list[str]:
        return re.findall(r'href="/rater/fsm1/\d+/">([^<]+)<', client.get(f"/rater/{query}").content.decode())

    assert names("") == ["Brønderslev", "Odense", "Aalborg"]
    assert names("?orden=udbetalt")[0] == "Brønderslev" and names("?orden=klar")[0] == "Aalborg"
    assert names("?tilstand=paid") == ["Brønderslev"]
    assert names("?tilstand=hvad&orden=hvad&program=") == names("")
    assert "Ingen bevillinger passer" in text(client.get("/rater/?tilstand=returned"))


def make_manager():
    from accounts.models import Role
    from tests.conftest import make_user

    return make_user("britta", Role.MANAGER, "810")


def test_the_workbook_has_the_same_grants_and_no_hidden_number(grants, as_user, manager, star):
    paid(grants[0], 1, manager, star)
    answer = as_user(star).get("/rater/alle.xlsx?tilstand=paid")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == ["Bevillinger", "Rater", "Forløb", "Definitioner"]
    rows = list(book["Bevillinger"].iter_rows(values_only=True))
    assert rows[-1][:6] == ("Flere skal med", "Aalborg", 1000, 400, 300, 700)
    parts = [row for row in book["Rater"].iter_rows(values_only=True) if row[0] == "Flere skal med"]
    assert [row[2] for row in parts] == [1, 2, 3]
    day = datetime(2018, 5, 2)
    assert parts[0][7:10] == (day, day, day) and parts[1][7:10] == (None, None, None), "days that sort"
    assert list(book["Forløb"].iter_rows(values_only=True))[-1] == ("maj 2018", 1400, 300, 300, 1100)
    assert "ingen har anmodet om" in str(list(book["Definitioner"].iter_rows(values_only=True))[-1])


def test_what_waits_for_the_agency_says_since_when_and_leads_to_its_instalment(
    grants, as_user, manager, star, settings
):
    step(grants[0], 1, "claimed", manager)
    settings.DEMO_DAY = date(2018, 5, 9)
    step(grants[1], 1, "claimed", make_manager())
    step(grants[1], 1, "approved", star)
    page = as_user(star).get("/rater/?orden=venter")
    assert [line.waits_since for line in page.context["lines"]] == [date(2018, 5, 2), date(2018, 5, 9), None]
    assert "rate 1 Anmodet 02.05.2018" in text(page) and "rate 1 Godkendt 09.05.2018" in text(page)
    assert "rate 2 Opfyldt 3 " not in text(page) and 'href="/rater/fsm1/851/#rate-1"' in page.content.decode()
    only = text(as_user(star).get("/rater/?tilstand=approved"))
    assert "I alt 1.000 700 0 1.000" in only, "the sums of what is shown"


def test_queries_do_not_grow_with_grants(grants, django_assert_num_queries, manager, star):
    step(grants[0], 1, "claimed", manager)
    for limit in (1, 3):
        with django_assert_num_queries(5):
            standings(Grant.objects.select_related("programme")[:limit])


class TestStartPages:
    def test_each_side_sees_what_the_other_did(self, grants, as_user, manager, star):
        assert "Rate 2 er opfyldt: 400 kr. kan anmodes om" in text(as_user(manager).get("/overblik/"))
        assert "venter på" not in text(as_user(star).get("/star/2018-01/", follow=True))
        step(grants[0], 2, "claimed", manager)
        for close in close_months(Month(2018, 2), Month(2018, 3)):
            protect_release(close)
        assert "1 rate venter på afgørelse" in text(as_user(star).get("/star/", follow=True))
        step(grants[0], 2, "returned", star, reason="Luk februar først")
        shown = text(as_user(manager).get("/overblik/"))
        assert "Rate 2 er sendt tilbage af STAR: Luk februar først" in shown
        step(grants[0], 2, "claimed", manager)
        step(grants[0], 2, "approved", star)
        assert "Rate 2 er godkendt af STAR: 400 kr. venter på udbetaling" in text(as_user(manager).get("/overblik/"))
        assert "1 godkendt rate venter på udbetaling" in text(as_user(star).get("/rater/"))

    def test_a_payment_is_news_for_a_month(self, grants, as_user, manager, star, settings):
        paid(grants[0], 1, manager, star)
        settings.DEMO_DAY = date(2018, 6, 1)
        assert "Rate 1 er udbetalt: 300 kr." in text(as_user(manager).get("/overblik/"))
        settings.DEMO_DAY = date(2018, 6, 2)
        assert "udbetalt: 300 kr." not in text(as_user(manager).get("/overblik/"))

    def test_caseworkers_are_not_bothered(self, grants, as_user, caseworker):
        assert "Rate 2" not in text(as_user(caseworker).get("/min-dag/"))
