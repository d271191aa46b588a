"""The successor programme, from its definition file alone: an open group, exemptions, indicators of its own."""

import csv
import io

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from cases import reference
from cases.importing import ImportRefused, load
from cases.models import Membership, Programme
from reporting.closing import close_month, close_months, due_months
from reporting.disclosure.patterns import protect_release
from reporting.documents import render
from reporting.models import MemberMonth, MonthClose
from reporting.months import Month
from reporting.reports import monthly_report, preliminary_report
from tests import people
from tests.cases.importing import ANNA, BO, write

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
