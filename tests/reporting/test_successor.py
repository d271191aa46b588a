"""The successor programme, from its definition file alone: an open group, exemptions, indicators of its own."""

import csv
import html
import io
import re
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from cases import reference
from cases.importing import ImportRefused, load
from cases.models import Grant, Membership, Programme
from reporting.closing import close_month, close_months, due_months
from reporting.disclosure.patterns import protect_release
from reporting.documents import render
from reporting.documents.pdf import monthly_html
from reporting.errors import ReportError
from reporting.models import ClosedGroup2, MemberMonth, MonthClose
from reporting.months import Month
from reporting.release import plan_files
from reporting.reports import group2_report, monthly_report, preliminary_report, status_report
from tests import people
from tests.cases.importing import ANNA, BO, write

from .publishing import checked, published

pytestmark = pytest.mark.django_db
MARCH = Month(2020, 3)


def a_newcomer(group: str = "1", joined_on="2019-09-01", **fields):
    """Store a member of the open group."""
    citizen = people.a_citizen(**fields)
    people.joins(citizen, "fsm2", joined_on)
    people.has_benefit(citizen, "kontanthjaelp", "2017-01-01")
    if group:
        people.visited(citizen, group, "2019-09-01")
    return citizen


def figures(month: Month = MARCH, municipality: str = "851") -> dict:
    close_month(month, programme="fsm2", reason="igen")
    report = monthly_report(month, municipality, programme="fsm2")
    return {key: (value["count"], value.get("of")) for key, value in report["indicators"].items()}


def test_the_report_has_the_figures_that_the_definition_names_and_no_group_3():
    a_newcomer()
    assert list(figures()) == [
        "gross_target_group",
        "exempted",
        "effort_group",
        "paid_hours_or_su",
        "paid_hours",
        "su_education",
    ]
    assert next(p for p in reference.programmes() if p["code"] == "fsm2")["parameters"]["groups"] == [
        "1",
        "2",
        "deferred",
    ]


def test_paid_hours_and_su_count_once_and_a_wage_subsidy_or_flex_job_does_not():
    both, subsidised, flexible = a_newcomer(), a_newcomer(), a_newcomer()
    people.an_offer(both, "ordinaere_timer", "2020-02-29", "2020-02-29")
    people.has_benefit(both, "uddannelse", "2020-02-10")
    people.an_offer(subsidised, "loentilskud", "2020-01-01")
    people.an_offer(subsidised, "virksomhedspraktik", "2020-01-01")
    people.has_benefit(flexible, "fleksjob", "2020-01-01")
    assert figures() == {
        "gross_target_group": (3, None),
        "exempted": (0, None),
        "effort_group": (3, None),
        "paid_hours_or_su": (1, 3),
        "paid_hours": (1, 3),
        "su_education": (1, 3),
    }


def test_who_is_exempted_is_deducted_until_the_exemption_ends():
    a_newcomer()
    exempted = a_newcomer(group="")
    people.visited(exempted, "deferred", "2019-10-01", deferral_reason="barsel", deferred_until="2020-02-29")
    people.an_offer(exempted, "ordinaere_timer", "2020-01-01")
    a_newcomer(group="2")
    assert figures()["exempted"] == (1, None)
    assert figures()["paid_hours_or_su"] == (0, 1), "exempted to the month's last day: out of both numbers"
    assert figures(Month(2020, 4))["paid_hours_or_su"] == (1, 2), "the exemption has run out: back in the group"


def test_newcomers_count_from_the_month_they_joined():
    a_newcomer(), a_newcomer(joined_on="2020-03-31"), a_newcomer(joined_on="2020-04-01")
    before, own, after = (figures(month) for month in (Month(2020, 2), MARCH, Month(2020, 4)))
    assert [f["gross_target_group"][0] for f in (before, own, after)] == [1, 2, 3]
    assert own["effort_group"] == (1, None), "the month measured is February"
    assert after["effort_group"] == (2, None)


def test_one_programme_closes_without_the_other():
    citizen = a_newcomer()
    people.joins(citizen, "fsm1")
    close_month(MARCH, programme="fsm2")
    assert list(MonthClose.objects.values_list("programme", flat=True)) == ["fsm2"]
    assert MemberMonth.objects.filter(lag=0).get().exempted is False
    close_month(MARCH)
    assert monthly_report(MARCH, "851")["indicators"]["drawn"] == {"count": 1}


def test_a_month_in_progress_and_the_months_due_are_its_own(settings):
    a_newcomer()
    report = preliminary_report(MARCH, "851", programme="fsm2")
    assert report["indicators"]["effort_group"] == {"count": 1}
    due = due_months(Programme.objects.get(pk="fsm2"), MARCH.first)
    assert [str(month) for month in due[:2]] == ["2019-09", "2019-10"] and due[-1] == Month(2020, 2)


def test_its_release_hides_small_counts_with_what_they_are_counted_of():
    for number in range(12):
        citizen = a_newcomer()
        if number < 2:
            people.an_offer(citizen, "ordinaere_timer", "2020-01-01")
    for _number in range(9):
        a_newcomer(municipality="810")
    close = close_months(Month(2020, 2), MARCH, programme="fsm2")[-1]
    pattern = protect_release(close)
    assert pattern.exposed_cells == 0
    assert {"paid_hours_or_su", "paid_hours"} <= set(pattern.hidden["851"])
    shown = monthly_report(MARCH, "851", programme="fsm2", audience="published")["indicators"]
    assert shown["paid_hours_or_su"]["count"] is None and shown["paid_hours_or_su"]["share"] is None


def test_files_have_its_own_figures():
    a_newcomer()
    close_month(MARCH, programme="fsm2")
    report = monthly_report(MARCH, "851", programme="fsm2")
    rows = list(csv.DictReader(io.StringIO(render(report, "monthly", "csv", "da").decode("utf-8-sig"))))
    assert [row["indicator"] for row in rows] == list(report["indicators"])
    assert render(report, "monthly", "xlsx", "da").startswith(b"PK")


class TestTheOpenGroup:
    def test_is_never_locked_by_any_way_in(self):
        with pytest.raises(CommandError, match="åben"):
            call_command("lock_target_group", programme="fsm2")
        with pytest.raises(IntegrityError, match="open_target_group_is_never_locked"), transaction.atomic():
            Programme.objects.filter(pk="fsm2").update(locked_at=timezone.now())

    def test_newcomers_come_with_a_data_file(self, tmp_path):
        load(write(tmp_path, target_group=f"programme,cpr,joined_on\nfsm2,{ANNA},2020-02-01\nfsm2,{BO},\n"))
        days = Membership.objects.order_by("joined_on").values_list("joined_on", flat=True)
        assert [str(day) for day in days] == ["2020-02-01", "None"]
        assert not any(load(tmp_path).stored.values())

    def test_nobody_joins_a_fixed_group_later(self, tmp_path):
        with pytest.raises(ImportRefused) as refusal:
            load(write(tmp_path, target_group=f"programme,cpr,joined_on\nfsm1,{ANNA},2020-02-01\n"))
        assert [(e.row, e.column) for e in refusal.value.errors] == [(2, "joined_on")]


class TestPages:
    """A municipality's page, its files and the people behind its figures, of a programme that the address names."""

    PAGE = "/kommune/851/2020-03/?program=fsm2"

    @pytest.fixture(autouse=True)
    def _closed(self):
        for number in range(3):
            citizen = a_newcomer()
            if number:
                people.an_offer(citizen, "ordinaere_timer", "2020-02-01")
        close_months(Month(2020, 2), MARCH, programme="fsm2")

    def test_the_page_has_the_blocks_of_its_own_figures(self, as_user, manager):
        page = as_user(manager).get(self.PAGE)
        assert [(block.key, block.headline.indicator.key) for block in page.context["blocks"]] == [
            ("startafklaring", "gross_target_group"),
            ("loentimer-og-su", "paid_hours_or_su"),
        ]
        report = page.content.decode().partition("local-title")[0]
        assert "67 %" in report and "af indsatsgruppen" in report and "3 borgere" not in report
        assert "Gruppe 3" not in report, "what the programme does not count"

    def test_every_link_of_the_page_stays_in_the_programme(self, as_user, manager):
        client = as_user(manager)
        links = re.findall(r'href="(/kommune/851/2020-0[^"]+)"', client.get(self.PAGE).content.decode())
        assert len(links) > 10 and all("program=fsm2" in link for link in links)
        for link in set(links):
            assert client.get(html.unescape(link)).status_code == 200, link

    def test_without_a_name_the_address_means_what_it_always_meant(self, as_user, manager):
        client = as_user(manager)
        assert client.get("/kommune/851/2020-03/").status_code == 404, "the first programme closed no such month"
        assert client.get("/kommune/851/2020-03/?program=fsm9").status_code == 404
        assert client.get("/kommune/?program=fsm2").headers["Location"] == self.PAGE
        chosen = client.get("/kommune/851/vaelg/?program=fsm2&maaned=2020-02.1").headers["Location"]
        assert chosen == "/kommune/851/2020-02/?program=fsm2&version=1"
        assert client.get("/kommune/851/foreloebig/?program=fsm2").context["report"]["programme"] == "fsm2"

    def test_there_is_a_choice_only_where_two_programmes_have_closes_one_may_see(self, as_user, manager, outsider):
        client = as_user(manager)
        assert client.get(self.PAGE).context["programmes"] == []
        people.a_member()
        close = close_month(Month(2018, 3))
        choices = client.get(self.PAGE).context["programmes"]
        assert [(c.url, c.chosen) for c in choices] == [("/kommune/851/2018-03/", False), (self.PAGE, True)]
        published(close)
        assert as_user(outsider).get("/kommune/851/2018-03/").context["programmes"] == [], "the other is not published"

    def test_the_pdf_prints_what_the_programme_has(self):
        report = monthly_report(MARCH, "851", programme="fsm2")
        page = monthly_html(report)
        assert "af indsatsgruppen havde løntimer eller var i SU-uddannelse: 2 af 3 borgere." in page
        assert page.count('class="block"') == 2 and page.count("<img") == 1
        assert "gruppe 1 var" not in page and "Krav" not in page
        Grant.objects.create(programme_id="fsm2", municipality_id="851", amount_dkk=1000, approved_on="2019-09-01")
        assert "Krav til rate 2: Mindst 15 %" in monthly_html(report) and "Krav til rate 3" in monthly_html(report)

    def test_files_are_those_of_the_programme(self, as_user, manager):
        file = as_user(manager).get("/kommune/851/2020-03/rapport.pdf?program=fsm2")
        assert file.content.startswith(b"%PDF")
        assert "flere-skal-med-2-2020-03-v1-851-intern.pdf" in file.headers["Content-Disposition"]

    def test_the_people_behind_a_figure_and_why_it_changed(self, as_user, manager):
        client = as_user(manager)
        people_page = client.get("/kommune/851/2020-03/tal/paid_hours_or_su/?program=fsm2")
        assert people_page.context["tally"]["all"] == 2
        changed = client.get("/kommune/851/2020-03/tal/paid_hours_or_su/hvorfor/?program=fsm2")
        assert changed.status_code == 200 and "program=fsm2" in changed.content.decode()
        assert client.get("/kommune/851/2020-03/tal/visited/?program=fsm2").status_code == 404

    def test_the_country_compares_by_the_share_that_the_programme_names(self, as_user, star):
        for close in MonthClose.objects.order_by("month"):
            published(close)
        client = as_user(star)
        assert client.get("/landet/?program=fsm2").headers["Location"] == "/landet/2020-03/?program=fsm2"
        page = client.get("/landet/2020-03/?program=fsm2&tal=company_track")
        assert [spread.indicator.key for spread in page.context["distributions"]] == ["paid_hours_or_su"]
        assert page.context["indicator"].key == "paid_hours_or_su", "a figure of another programme is none"
        text = page.content.decode()
        assert 'name="program" value="fsm2"' in text
        assert "/kommune/851/2020-03/?program=fsm2&amp;version=1" in text
        assert client.get("/landet/2020-03/").status_code == 404, "the first programme closed no such month"

    def test_its_release_has_a_file_for_each_place_with_members(self):
        close = MonthClose.objects.latest("month")
        plan_files(close)
        assert set(close.files.filter(kind="monthly").values_list("municipality", flat=True)) == {"851", None}
        published(close)
        assert close.release.files.filter(place="851", format="csv").exists()

    def test_a_quarter_adds_nothing_to_its_release(self):
        """Nothing ties its monthly figures to group 2, which would not be protected together with them."""
        close = MonthClose.objects.latest("month")
        people.visited(a_newcomer(), "2", "2020-02-01")
        published(close)
        assert set(close.release.files.values_list("kind", flat=True)) == {"monthly", "definitions"}
        plan_files(close)
        assert set(close.files.values_list("kind", flat=True)) == {"monthly"}
        assert not ClosedGroup2.objects.filter(close=close).exists()
        with pytest.raises(ReportError, match="udgiver ingen analyse"):
            group2_report(MARCH, programme="fsm2", audience="published")

    def test_who_joins_later_is_not_in_the_local_status_yet(self):
        before = status_report(date(2020, 3, 1), "851", programme="fsm2")["drawn"]
        a_newcomer(joined_on="2020-03-02")
        assert status_report(date(2020, 3, 1), "851", programme="fsm2")["drawn"] == before
        assert status_report(date(2020, 3, 2), "851", programme="fsm2")["drawn"] == before + 1

    def test_its_release_page_is_its_own_and_so_is_every_step_on_it(self, as_user, star):
        for close in MonthClose.objects.order_by("month"):
            checked(close)
        client, page = as_user(star), "/udgivelser/2020-03/1/"
        assert client.get(page).status_code == 404
        text = client.get(page + "?program=fsm2").content.decode()
        assert 'action="/udgivelser/2020-03/1/godkend/?program=fsm2"' in text
        stored = client.post(page + "godkend/?program=fsm2", {"remark": "Set igennem."})
        assert stored.headers["Location"] == page + "?program=fsm2"
        assert MonthClose.objects.latest("month").release.is_published
        assert "marts 2020" in client.get("/udgivelser/?program=fsm2").content.decode()
