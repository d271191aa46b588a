"""The coming months: what is registered, the earliest way there, and what so many more would give."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.models import Grant
from reporting.closing import close_month, close_months
from reporting.instalments import JudgedInstalment, Measured, judged_grants, read_rule
from reporting.instalments.forecast import HORIZON, coming_months, earliest, what_if, with_more
from reporting.instalments.lacking import lacking
from reporting.months import Month
from reporting.reports import monthly_report
from tests import people

TRACK = read_rule(
    {"rule": "share_in_consecutive_months", "indicator": "company_track", "threshold": "2/5", "months": 3}
)
OCTOBER = Month(2018, 10)


def months(first: Month, *shares: str, closed: bool = False) -> list[Measured]:
    found = []
    for number, share in enumerate(shares):
        count, of = map(int, share.split("/"))
        found.append(Measured(first.plus(number), count, of, close=number + 1 if closed else None))
    return found


class TestTheWay:
    def test_so_many_more_as_the_worst_month_of_the_run_lacks(self):
        coming = months(OCTOBER, "36/100", "34/100", "30/100", "20/100")
        way = earliest(TRACK, [], coming, OCTOBER)
        assert (way.more, way.since, way.met_in) == (10, OCTOBER, Month(2018, 12))
        assert way.closable_on == date(2019, 2, 1), "December is measured by January's report"

    def test_closed_months_of_the_run_count(self):
        closed = months(Month(2018, 8), "40/100", "41/100", closed=True)
        way = earliest(TRACK, closed, months(OCTOBER, "39/100", "10/100"), OCTOBER)
        assert (way.more, way.since, way.met_in) == (1, OCTOBER, OCTOBER)

    def test_what_is_over_stays_as_it_is_registered(self):
        closed = months(Month(2018, 8), "40/100", closed=True)
        coming = months(Month(2018, 9), "39/100", "50/100", "50/100", "30/100")
        way = earliest(TRACK, closed, coming, OCTOBER)
        assert (way.more, way.since, way.met_in) == (10, Month(2018, 12), Month(2018, 12)), "September is lost"

    def test_nothing_more_is_needed(self):
        way = earliest(TRACK, [], months(OCTOBER, "40/100", "40/100", "40/100"), OCTOBER)
        assert (way.more, way.met_in) == (0, Month(2018, 12))

    def test_a_month_never_closed_is_no_part_of_a_run(self):
        closed = months(Month(2018, 7), "1/1", closed=True) + months(Month(2018, 9), "1/1", closed=True)
        way = earliest(TRACK, closed, months(OCTOBER, "1/1", "1/1"), OCTOBER)
        assert way.met_in == Month(2018, 11)

    def test_there_is_no_way_without_anybody_in_the_group(self):
        assert earliest(TRACK, [], months(OCTOBER, "0/0", "0/0", "0/0", "0/0"), OCTOBER) is None
        assert earliest(TRACK, [], months(OCTOBER, "1/2", "1/2"), OCTOBER) is None, "two months are no run of three"

    @given(
        st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=5),
        st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=1, max_size=7),
    )
    def test_the_way_leads_there_and_one_less_does_not(self, before, ahead):
        closed = [
            Measured(OCTOBER.plus(i - len(before)), min(c, of), of, close=i + 1) for i, (c, of) in enumerate(before)
        ]
        coming = [Measured(OCTOBER.plus(i), min(c, of), of) for i, (c, of) in enumerate(ahead)]
        judgement = TRACK.judge(None, closed)
        way = earliest(TRACK, closed, coming, OCTOBER)
        if judgement.met or way is None:
            return
        judged = JudgedInstalment(3, 30, 100, TRACK, tuple(closed), judgement)
        assert what_if(judged, coming, way.more, way.since, None) == way.met_in
        if way.more:
            fewer = what_if(judged, coming, way.more - 1, way.since, None)
            assert fewer is None or fewer > way.met_in

    def test_more_people_than_there_are_count_nobody_twice(self):
        shown = with_more(months(OCTOBER, "3/10", "4/10"), 50, OCTOBER.next())
        assert [one.share for one in shown] == [Fraction(3, 10), 1]


@pytest.fixture
def grant(db, settings) -> Grant:
    settings.DEMO_DAY = date(2018, 10, 15)
    return Grant.objects.create(programme_id="fsm1", municipality_id="851", amount_dkk=1000)


def ahead(grant: Grant, rule=TRACK) -> list[Measured]:
    judged = judged_grants(Grant.objects.select_related("programme").filter(pk=grant.pk))[0]
    return coming_months(grant, rule, judged.instalments[2].measured, date(2018, 10, 15))


class TestFromRegistrations:
    def test_the_share_falls_as_placements_end(self, grant):
        for end in ("2018-10-01", "2018-11-30", None):
            people.an_offer(people.a_member(group="1"), "virksomhedspraktik", "2018-08-01", end)
        people.an_offer(people.a_member("810", group="1"), "virksomhedspraktik", "2018-08-01")
        close_months(Month(2018, 9), Month(2018, 9))
        coming = ahead(grant)
        assert [str(one.month) for one in coming][:2] == ["2018-09", "2018-10"] and len(coming) == HORIZON
        assert [(one.count, one.of) for one in coming[:5]] == [(3, 3), (3, 3), (2, 3), (1, 3), (1, 3)]

    def test_what_was_forecast_is_what_the_close_counts_when_nothing_happens(self, grant):
        people.an_offer(people.a_member(group="1"), "loentilskud", "2018-08-01", "2018-10-31")
        gone, leaving = people.a_member(group="1"), people.a_member(group="1")
        people.has_benefit(gone, "doed", "2018-09-02")
        people.has_benefit(leaving, "fraflyttet", "2018-11-20")
        for month, one in zip((Month(2018, 10), Month(2018, 11), Month(2018, 12)), ahead(grant)[:3], strict=True):
            close_month(month.next(), reason="x", today=date(2019, 2, 1))
            figure = monthly_report(month.next(), "851")["indicators"]["company_track"]
            assert (one.month, one.count, one.of) == (month, figure["count"], figure["of"])

    def test_one_query_however_many_people(self, grant, django_assert_num_queries):
        for _number in range(3):
            people.a_member(group="1")
        with django_assert_num_queries(1):
            coming_months(grant, TRACK, [], date(2018, 10, 15))

    def test_the_successors_own_indicator(self, db):
        grant = Grant.objects.create(programme_id="fsm2", municipality_id="851", amount_dkk=1000)
        citizen = people.a_citizen()
        people.joins(citizen, "fsm2", "2018-12-01")
        people.visited(citizen, "1", "2018-09-01")
        people.an_offer(citizen, "ordinaere_timer", "2018-09-01", "2019-01-31")
        rule = read_rule({"rule": "share_in_any_month", "indicator": "paid_hours_or_su", "threshold": "1/5"})
        coming = coming_months(grant, rule, [], date(2018, 11, 15))
        assert [(one.count, one.of) for one in coming[:4]] == [(0, 0), (1, 1), (1, 1), (0, 1)]


class TestThoseItLacks:
    def test_the_most_ready_first(self, grant, manager):
        ready, some, none = (people.a_member(group="1", name=name) for name in ("Åse Aa", "Bo Bo", "Al Al"))
        people.a_plan(ready, job_goal_on="2018-01-01", cv_on="2018-01-01")
        people.a_facilitator(ready, "2018-01-01")
        people.an_offer(ready, "loentilskud", "2018-01-01", "2018-03-01")
        people.a_plan(some, cv_on="2018-01-01")
        people.an_offer(people.a_member(group="1"), "virksomhedspraktik", "2018-10-01")
        people.a_member(group="2"), people.a_member("810", group="1")
        found = lacking(grant, TRACK, manager, date(2018, 10, 15))
        assert [(one.pk, one.readiness) for one in found] == [(ready.pk, 4), (some.pk, 1), (none.pk, 0)]
        assert (found[0].job_goal, found[1].job_goal, found[1].cv) == (True, False, True)

    def test_only_those_one_may_see(self, grant, manager, outsider, star):
        people.a_member(group="1")
        on = date(2018, 10, 15)
        assert len(lacking(grant, TRACK, manager, on)) == 1
        assert lacking(grant, TRACK, outsider, on) == [] == lacking(grant, TRACK, star, on)

    def test_those_not_visited_for_the_second_instalment(self, grant, manager):
        waiting = people.a_member()
        people.a_member(group="deferred"), people.has_benefit(people.a_member(), "doed", "2018-05-01")
        rule = read_rule({"rule": "everyone_visited", "indicator": "visited"})
        assert [one.pk for one in lacking(grant, rule, manager, date(2018, 10, 15))] == [waiting.pk]
