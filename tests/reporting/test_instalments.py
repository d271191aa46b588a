"""Instalments: rules by sheets (one case a row), exact amounts, and the whole way from closed months."""

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases import reference
from cases.models import Grant
from reporting.closing import close_month, close_months
from reporting.errors import UnknownError
from reporting.instalments import Measured, UnreadableRuleError, amounts, read_rule
from reporting.instalments.measured import not_closed
from reporting.months import Month
from reporting.reports import instalments
from tests import people

SHEETS = Path(__file__).parent / "sheets"
RULES = {
    "share_in_consecutive_months": {"indicator": "company_track", "threshold": "2/5", "months": 3},
    "share_in_any_month": {"indicator": "paid_hours_or_su", "threshold": "1/5"},
    "everyone_visited": {"indicator": "visited"},
}


def the_rule(name: str, **other):
    return read_rule({"rule": name, **RULES.get(name, {}), **other})


def sheet(name: str) -> list[dict[str, str]]:
    with (SHEETS / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def read(cell: str) -> list[Measured]:
    measured = []
    for item in filter(None, (part.strip() for part in cell.split(";"))):
        month, figures = item.split()
        count, of = figures.split("/")
        measured.append(Measured(Month.parse(month), int(count), int(of)))
    return measured


@pytest.mark.parametrize(
    ("name", "row"),
    [pytest.param(name, row, id=f"{name}: {row['case']}") for name in RULES for row in sheet(name)],
)
def test_the_sheets_of_the_rules_on_closed_months(name, row):
    measured = read(row["months (month count/of)"])
    judgement = the_rule(name).judge(None, measured)
    assert judgement.met is (row["met"] == "yes")
    assert str(judgement.met_in or "") == row["met_in"]
    assert str("" if judgement.missing is None else judgement.missing) == row["missing"]
    assert " ".join(map(str, not_closed(measured))) == row["not_closed"]
    assert " ".join(str(one.month) for one in judgement.rests_on) == row["rests_on"]


@pytest.mark.parametrize("row", sheet("dates_of_the_grant"), ids=lambda row: f"{row['rule']}: {row['case']}")
def test_the_sheet_of_the_rules_on_dates_of_the_grant(row):
    days = {key: people.day(row[key]) if row[key] else None for key in ("approved_on", "part_account_approved_on")}
    judgement = the_rule(row["rule"]).judge(Grant(**days), [])
    assert (judgement.met, str(judgement.met_in or "")) == (row["met"] == "yes", row["met_in"])
    assert judgement.missing is None


@given(st.integers(1, 10**9), st.sampled_from([[30, 40, 30], [50, 40, 10], [33, 33, 34], [1, 98, 1], [100]]))
def test_amounts_are_whole_and_add_to_the_grant(total, percents):
    parts = amounts(total, percents)
    assert sum(parts) == total
    assert all(abs(part * 100 - total * percent) < 100 for part, percent in zip(parts, percents, strict=True))


def test_the_grant_of_aalborg_in_three_parts():
    assert amounts(11_749_000, [30, 40, 30]) == [3_524_700, 4_699_600, 3_524_700]
    assert amounts(5, [30, 40, 30]) == [2, 2, 1]


@given(
    st.sampled_from(sorted(RULES)),
    st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20), st.booleans()), max_size=8),
    st.integers(0, 7),
)
def test_one_more_in_the_track_never_worsens_a_judgement(name, figures, which):
    """Not by any rule, whichever months were closed: met stays met, no later, and no more are missing."""
    months = [(Month(2018, 1).plus(i), min(c, of), of) for i, (c, of, closed) in enumerate(figures) if closed]
    measured = [Measured(*values) for values in months]
    better = [Measured(m, min(c + (i == which), of), of) for i, (m, c, of) in enumerate(months)]
    before, after = the_rule(name).judge(None, measured), the_rule(name).judge(None, better)
    assert after.met >= before.met
    assert not before.met or after.met_in <= before.met_in
    assert (after.missing or 0) <= (before.missing or 0)
    assert len(after.run) >= len(before.run)


class TestTheDefinitions:
    def test_every_shipped_programme_has_rules_that_read_and_percents_that_add_up(self):
        assert {row["code"] for row in reference.programmes()} == {"fsm1", "fsm2"}
        for row in reference.programmes():
            parts = row["parameters"]["instalments"]
            assert sum(part["percent"] for part in parts) == 100
            assert [part["number"] for part in parts] == list(range(1, len(parts) + 1))
            assert all(read_rule(part).text for part in parts)

    @pytest.mark.parametrize(
        "definition",
        [
            {"rule": "whoever_asks"},
            {"rule": "share_in_any_month", "indicator": "company_track"},
            {"rule": "share_in_any_month", "indicator": "company_track", "threshold": "to femtedele"},
            {"rule": "share_in_any_month", "indicator": "company_track", "threshold": "2/0"},
            {"rule": "share_in_any_month", "indicator": "luck", "threshold": "2/5"},
            {"rule": "approved", "threshold": "2/5"},
        ],
        ids=lambda definition: " ".join(definition.values()),
    )
    def test_a_rule_that_cannot_be_read_is_refused(self, definition):
        with pytest.raises(UnreadableRuleError):
            read_rule(definition)

    def test_the_rules_in_words_have_the_programmes_own_limits(self):
        rule = the_rule("share_in_consecutive_months", months=2, threshold="1/8")
        assert rule.text == "Mindst 12,5 % af gruppe 1 er i virksomhedsforløb mv. i 2 måneder i træk."
        assert "20 % af indsatsgruppen har løntimer" in the_rule("share_in_any_month").text
        assert "»I fleksjob«" in the_rule("share_in_any_month", indicator="flex_job").text


@pytest.mark.django_db
class TestFromClosedMonths:
    def test_the_way_to_three_instalments(self):
        Grant.objects.create(programme_id="fsm1", municipality_id="851", amount_dkk=100, approved_on=date(2017, 6, 30))
        working, waiting = people.a_member(group="1"), people.a_member()
        people.an_offer(working, "virksomhedspraktik", "2017-09-30", "2017-12-01")
        close_months(Month(2017, 9), Month(2018, 1))
        first, second, third = instalments("851")[0]["instalments"]
        assert (first["met"], first["met_in"], first["amount_dkk"], first["months"]) == (True, "2017-06", 30, [])
        assert (second["met"], second["missing"]) == (False, 1)
        assert [m["month"] for m in second["months"]] == [str(Month(2017, 9).plus(i)) for i in range(5)]
        # The months measured are those before the report months: August without, September to December with.
        assert [(m["month"], m["meets"]) for m in third["months"]] == [
            ("2017-08", False),
            ("2017-09", True),
            ("2017-10", True),
            ("2017-11", True),
            ("2017-12", True),
        ]
        assert (third["met"], third["met_in"], third["missing"]) == (True, "2017-11", 0)
        people.visited(waiting, "3", "2018-01-31")
        close_month(Month(2018, 1), reason="Sen visitation")
        assert instalments("851")[0]["instalments"][1]["met_in"] == "2018-01"

    def test_queries_do_not_grow_with_grants(self, django_assert_num_queries):
        for code in ("851", "810", "101"):
            Grant.objects.create(programme_id="fsm1", municipality_id=code, amount_dkk=100)
        close_months(Month(2017, 9), Month(2017, 12))
        with django_assert_num_queries(3):
            instalments()

    def test_no_grant_and_no_such_municipality(self):
        assert instalments("810") == []
        with pytest.raises(UnknownError):
            instalments("999")

    def test_versions_and_months_never_closed_are_named(self):
        Grant.objects.create(programme_id="fsm1", municipality_id="851", amount_dkk=100)
        people.visited(people.a_member(), "1", "2017-09-01")
        close_month(Month(2017, 9))
        close_month(Month(2017, 11))
        close_month(Month(2017, 9), reason="Igen")
        _first, second, third = instalments("851")[0]["instalments"]
        assert second["met_by"] == [{"month": "2017-09", "version": 2}]
        assert (second["not_closed"], third["not_closed"]) == (["2017-10"], ["2017-09"])

    def test_the_successor_programme_from_closing_to_its_instalments(self):
        grant = Grant.objects.create(programme_id="fsm2", municipality_id="851", amount_dkk=1001)
        for number in range(6):
            citizen = people.a_citizen()
            people.joins(citizen, "fsm2", "2019-09-01")
            people.visited(citizen, "deferred" if number == 5 else "1", "2019-09-01")
            if number == 0:
                people.an_offer(citizen, "ordinaere_timer", "2019-10-31")
        close_months(Month(2019, 10), Month(2019, 11), programme="fsm2")
        first, second, third = instalments("851", programme="fsm2")[0]["instalments"]
        assert [one["amount_dkk"] for one in (first, second, third)] == [501, 400, 100]
        assert (first["met"], first["rule"]) == (False, "part_account_approved")
        # Five in the effort group, the sixth is exempted: one in October is 20 %.
        assert [(m["month"], m["count"], m["of"]) for m in third["months"]] == [("2019-09", 0, 5), ("2019-10", 1, 5)]
        assert (second["met_in"], third["met_in"]) == ("2019-10", "2019-10")
        grant.part_account_approved_on = date(2020, 2, 1)
        grant.save()
        assert instalments("851")[0]["instalments"][0]["met_in"] == "2020-02"
