"""Instalments: rules by sheets (one case a row), exact amounts, and the whole way from closed months."""

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.models import Grant
from reporting.closing import close_month, close_months
from reporting.errors import UnknownError
from reporting.instalments import (
    Measured,
    amounts,
    judge_everyone_visited,
    judge_share_in_consecutive_months,
    rule_text,
)
from reporting.months import Month
from reporting.reports import instalments
from tests import people

RULE = {"rule": "share_in_consecutive_months", "threshold": "2/5", "months": 3}
SHEET = list(csv.DictReader((Path(__file__).parent / "sheets_instalment_3.csv").open(encoding="utf-8")))


def read(cell: str) -> list[Measured]:
    measured = []
    for item in filter(None, (part.strip() for part in cell.split(";"))):
        month, figures = item.split()
        count, of = figures.split("/")
        measured.append(Measured(Month.parse(month), int(count), int(of)))
    return measured


@pytest.mark.parametrize("row", SHEET, ids=lambda row: row["case"])
def test_the_sheet_of_instalment_3(row):
    judgement = judge_share_in_consecutive_months(None, read(row["months (month count/of)"]), RULE)
    assert judgement.met is (row["met"] == "yes")
    assert str(judgement.met_in or "") == row["met_in"]
    assert str("" if judgement.missing is None else judgement.missing) == row["missing"]


def test_one_unvisited_person_blocks_instalment_2():
    blocked = judge_everyone_visited(None, read("2018-01 26999/27000"), {})
    assert (blocked.met, blocked.missing) == (False, 1)
    met = judge_everyone_visited(None, read("2018-01 9/10; 2018-02 10/10; 2018-03 9/10"), {})
    assert (met.met, str(met.met_in), met.missing) == (True, "2018-02", 1)


def test_an_empty_target_group_is_not_a_visited_one():
    assert not judge_everyone_visited(None, read("2018-01 0/0"), {}).met


@given(st.integers(1, 10**9), st.sampled_from([[30, 40, 30], [50, 40, 10], [33, 33, 34], [1, 98, 1]]))
def test_amounts_are_whole_and_add_to_the_grant(total, percents):
    parts = amounts(total, percents)
    assert sum(parts) == total
    assert all(abs(part * 100 - total * percent) < 100 for part, percent in zip(parts, percents, strict=True))


def test_the_grant_of_aalborg_in_three_parts():
    assert amounts(11_749_000, [30, 40, 30]) == [3_524_700, 4_699_600, 3_524_700]
    assert amounts(5, [30, 40, 30]) == [2, 2, 1]


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=8), st.integers(0, 7))
def test_one_more_in_the_track_never_worsens_a_judgement(figures, which):
    measured = [Measured(Month(2018, 1).plus(i), min(c, of), of) for i, (c, of) in enumerate(figures)]
    better = [Measured(m.month, min(m.count + (i == which), m.of), m.of) for i, m in enumerate(measured)]
    before = judge_share_in_consecutive_months(None, measured, RULE)
    after = judge_share_in_consecutive_months(None, better, RULE)
    assert after.met >= before.met
    assert not before.met or after.met_in <= before.met_in


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

    def test_the_rule_in_words_has_the_programmes_own_limits(self):
        assert "40 % af gruppe 1" in rule_text(RULE)
        assert "12,5 % af gruppe 1 er i virksomhedsforløb mv. i 2 måneder" in rule_text(
            RULE | {"months": 2, "threshold": "1/8"}
        )
