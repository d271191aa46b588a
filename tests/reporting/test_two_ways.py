"""Every figure, two independent ways: the program's SQL and the plain-Python oracle."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from reporting.closing import close_month
from reporting.indicators import CATALOGUE
from reporting.months import Month
from reporting.reports import all_monthly_reports, group2_report, preliminary_report, status_report

from . import oracle
from .invented import EDGES, persons, store

people_lists = st.lists(persons(), min_size=1, max_size=5)
months = st.sampled_from([Month(2018, n) for n in (1, 2, 3, 4, 12)] + [Month(2019, 1)])
slow = settings(max_examples=25, suppress_health_check=list(HealthCheck))


def by_place(members: list[oracle.Person]) -> dict[str | None, list[oracle.Person]]:
    return {None: members} | {code: [p for p in members if p.municipality == code] for code in ("851", "810")}


class TwoWays(TestCase):
    """A database test case of its own, since hypothesis runs each example in a transaction."""

    @given(people_lists, months)
    @slow
    def test_monthly_report(self, members, month):
        for person in members:
            store(person)
        live = preliminary_report(month, "851")["indicators"]
        close_month(month)
        reports = {report["municipality"]: report for report in all_monthly_reports(month)}
        assert len(reports) == 99
        for place, of_place in by_place(members).items():
            expected = oracle.monthly(of_place, month.year, month.number)
            got = {key: (value["count"], value.get("of")) for key, value in reports[place]["indicators"].items()}
            assert got == expected, place
        assert live.keys() == reports["851"]["indicators"].keys()
        assert all(live[key]["count"] == reports["851"]["indicators"][key]["count"] for key in live)

    @given(people_lists, st.sampled_from([Month(2018, 2), Month(2018, 3), Month(2018, 4), Month(2018, 12)]))
    @slow
    def test_group_2(self, members, month):
        for person in members:
            store(person)
        country = group2_report(month)
        lines = {line["municipality"]: line for line in country["by_municipality"]}
        for place, of_place in by_place(members).items():
            expected = oracle.group_2(of_place, month.last)
            report = group2_report(month, place)
            assert report["group_2"] == expected["group_2"]
            assert report["changed_benefit"]["count"] == expected["changed"]
            assert sum(report["changed_benefit"]["by_benefit"].values()) == expected["changed"]
            assert report["still_on_assistance"]["count"] == expected["still"]
            assert report["over_9_months"]["count"] == expected["over"]
            assert report["without_active_offer"]["count"] == expected["idle"]
            assert report["bands"] == expected["bands"]
            if place and expected["group_2"]:
                assert lines[place]["bands"] == expected["bands"]

    @given(people_lists, st.sampled_from(EDGES))
    @slow
    def test_local_status(self, members, on):
        for person in members:
            store(person)
        report = status_report(on, "851")
        here = by_place(members)["851"]
        active = [p for p in here if p.benefit(on) in oracle.ASSISTANCE]
        assert report["drawn"] == len(here)
        assert report["left"]["total"] == len(here) - len(active)
        assert report["active"]["total"] == len(active)
        for group, people in report["active"]["by_group"].items():
            assert people == sum((p.group(on) or "none") == group for p in active)
        for benefit, offers in report["active"]["offers_by_benefit"].items():
            of_benefit = [oracle.offer_on(p, on) for p in active if p.benefit(on) == benefit]
            assert offers == {kind: of_benefit.count(kind) for kind in set(of_benefit)}


@pytest.mark.parametrize(
    ("since", "on", "months"),
    [
        (date(2017, 5, 31), date(2018, 2, 28), 9),
        (date(2017, 6, 1), date(2018, 2, 28), 8),
        (date(2017, 5, 28), date(2018, 2, 28), 9),
    ],
)
def test_the_oracle_counts_months_to_the_last_day_where_there_is_no_such_day(since, on, months):
    assert oracle.whole_months(since, on) == months


def test_the_catalogue_names_each_figure_once():
    keys = [indicator.key for indicator in CATALOGUE]
    assert len(keys) == len(set(keys))
