"""The stored pattern: chosen once, frozen, a gate; and nothing published says more than it allows."""

import csv
import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, InternalError, transaction

from reporting.closing import close_month
from reporting.disclosure import patterns
from reporting.disclosure.patterns import protect_release
from reporting.documents import render
from reporting.documents.words import release_note
from reporting.errors import ReleaseRefusedError
from reporting.models import ClosedGroup2, MonthClose, ReleasePattern
from reporting.months import Month
from reporting.reports import all_monthly_reports, group2_report, monthly_report
from tests import people

from .conftest import MARCH

pytestmark = pytest.mark.django_db


def march() -> MonthClose:
    return MonthClose.objects.filter(month=MARCH.first).latest("version")


def counts_in(value):
    """Yield every whole number of a report that counts people."""
    if isinstance(value, dict):
        for key, item in value.items():
            if key != "version":
                yield from counts_in(item)
    elif isinstance(value, list):
        for item in value:
            yield from counts_in(item)
    elif isinstance(value, int) and not isinstance(value, bool):
        yield value


class TestStored:
    def test_it_is_chosen_once_for_the_close_and_those_beside_it(self, closed_months):
        first = protect_release(march())
        assert ReleasePattern.objects.count() == 2, "February is shown beside March"
        assert protect_release(march()) == first
        assert ReleasePattern.objects.count() == 2

    def test_it_says_what_it_was_chosen_by(self, closed_months):
        pattern = protect_release(march())
        assert pattern.settings["under"] == 3
        assert pattern.settings["beside"] == ["2018-02.1"]
        assert pattern.primary_cells + pattern.extra_cells == sum(map(len, pattern.hidden.values()))
        assert pattern.exposed_cells == 0

    @pytest.mark.parametrize("model", [ReleasePattern, ClosedGroup2])
    def test_it_never_changes(self, closed_months, model):
        protect_release(march())
        for change in (lambda rows: rows.update(close=None), lambda rows: rows.delete()):
            with pytest.raises(InternalError, match="Cannot"), transaction.atomic():
                change(model.objects.all())

    def test_one_that_exposes_somebody_cannot_be_stored(self, closed_months):
        with pytest.raises(IntegrityError, match="pattern_exposes_nobody"), transaction.atomic():
            ReleasePattern.objects.create(
                close=march(), hidden={}, settings={}, primary_cells=0, extra_cells=0, exposed_cells=1
            )

    def test_the_note_tells_how_many_and_not_which_kind(self, closed_months):
        pattern = protect_release(march())
        report = monthly_report(MARCH, audience="published")
        assert report["disclosure"]["hidden_cells"] == pattern.primary_cells + pattern.extra_cells > 0
        assert report["disclosure"]["passed"] is True
        note = release_note(report)
        assert f"{report['disclosure']['hidden_cells']} tal" in note
        assert "kan regnes ud" in note
        assert release_note(monthly_report(MARCH)) == "", "an internal report hides nothing"


class TestGate:
    @pytest.fixture(autouse=True)
    def _exposed(self, closed_months, monkeypatch):
        monkeypatch.setattr(patterns, "audit_tables", lambda *given: ["2018-02.1/851/group_2"])

    def test_a_release_with_an_exposed_count_is_refused_and_nothing_stored(self):
        with pytest.raises(ReleaseRefusedError, match="kan ikke udgives"):
            monthly_report(MARCH, "851", audience="published")
        assert not ReleasePattern.objects.exists()
        assert not ClosedGroup2.objects.exists()

    def test_the_database_refuses_what_the_audit_found_should_the_program_go_on(self, monkeypatch):
        monkeypatch.setattr(patterns, "_refuse", lambda tables, exposed: None)
        with pytest.raises(IntegrityError, match="pattern_exposes_nobody"), transaction.atomic():
            protect_release(march())

    def test_the_command_says_so(self):
        with pytest.raises(CommandError, match="kan ikke udgives"):
            call_command("monthly_report", "2018-03", "--audience", "published", "--format", "json")

    def test_inside_the_municipality_nothing_is_refused(self):
        assert monthly_report(MARCH, "851")["indicators"]["group_2"]["count"] == 1


class TestPublished:
    def everything(self) -> list[dict]:
        codes = (None, "851", "810")
        return [
            *all_monthly_reports(MARCH, audience="published"),
            *(group2_report(MARCH, code, audience="published") for code in codes),
        ]

    def test_no_small_count_is_in_any_json_or_csv(self, closed_months):
        for report in self.everything():
            kind = "monthly" if "indicators" in report else "group2"
            assert not {1, 2} & set(counts_in(json.loads(render(report, kind, "json"))))
            for row in csv.DictReader(io.StringIO(render(report, kind, "csv").decode("utf-8-sig"))):
                assert not {"1", "2"} & {row.get("count"), row.get("of"), row.get("previous")}

    def test_a_share_never_tells_a_hidden_number(self, closed_months):
        def figures(value):
            if isinstance(value, dict):
                if "share" in value:
                    yield value
                for item in value.values():
                    yield from figures(item)
            elif isinstance(value, list):
                for item in value:
                    yield from figures(item)

        hidden = [figure for figure in figures(self.everything()) if None in (figure["count"], figure["of"])]
        assert hidden
        assert all(figure["share"] is None for figure in hidden)
        assert all(figure.get("suppressed") or figure.get("of_suppressed") for figure in hidden)

    def test_last_months_number_is_hidden_as_it_was_last_month(self, closed_months):
        before = monthly_report(Month(2018, 2), "851", audience="published")
        now = monthly_report(MARCH, "851", audience="published")
        for key in ("visited", "facilitator", "company_track"):
            assert now["indicators"][key]["previous"] == before["indicators"][key]["count"]
        assert now["series"][0] == before["series"][-1]

    def test_one_report_and_all_reports_hide_the_same(self, closed_months):
        reports = {report["municipality"]: report for report in all_monthly_reports(MARCH, audience="published")}
        for code in (None, "851", "810"):
            assert monthly_report(MARCH, code, audience="published") == reports[code]

    def test_what_was_published_stays_when_late_registrations_are_closed_again(self, closed_months):
        before = [render(report, "monthly", "json") for report in all_monthly_reports(MARCH, audience="published")]
        people.a_member(group="2")
        close_month(MARCH, reason="En sen visitation")
        protect_release(march())
        again = all_monthly_reports(MARCH, version=1, audience="published")
        assert [render(report, "monthly", "json") for report in again] == before
        assert protect_release(march()).settings["beside"] == ["2018-02.1", "2018-03.1"]

    def test_the_group_2_analysis_is_frozen_with_its_release(self, closed_months):
        before = group2_report(MARCH, audience="published")
        for _ in range(5):
            people.a_member(group="2")
        assert group2_report(MARCH)["group_2"] == 6
        assert group2_report(MARCH, audience="published") == before

    def test_a_month_that_is_not_closed_is_protected_by_itself(self, closed_months):
        for code in ["810", "101"] * 8:
            people.a_member(code, group="2")
        report = group2_report(Month(2018, 5), audience="published")
        assert not {1, 2} & set(counts_in(report))
        assert [line["municipality"] for line in report["by_municipality"]] == ["101"]
        assert not ClosedGroup2.objects.exists()


@pytest.mark.parametrize("closed", [True, False])
def test_a_large_number_hidden_to_protect_looks_like_a_small_one(closed):
    for code, waiting in {"851": 2, "810": 6, "101": 6}.items():
        for _ in range(waiting):
            people.a_member(code, group="2")
    if closed:
        close_month(MARCH)
    small, large = (group2_report(MARCH, code, audience="published") for code in ("851", "810"))
    assert large["still_on_assistance"]["suppressed"], "the case has a large number that protects"
    assert small | {"municipality": "810"} == large
    country = group2_report(MARCH, audience="published")
    assert [line["municipality"] for line in country["by_municipality"]] == ["101"]
    assert [line["municipality"] for line in group2_report(MARCH)["by_municipality"]] == ["101", "810", "851"]
