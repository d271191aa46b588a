"""Targets: how milestones are judged, what is measured, and the rules the database holds."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from cases.changes import recorded_change
from reporting.closing import close_month, close_months
from reporting.fulltime import AgeBand
from reporting.months import Month
from reporting.targets.judging import State, due_month, judge, last_over
from reporting.targets.measuring import elementary, measured_values
from reporting.targets.models import Milestone, Target
from reporting.targets.rules import check_now
from reporting.targets.standing import measure_in_words, standings_of
from tests import people

from .aiming import a_target, months

E, T, M, A, U = State.EARLY, State.ON_TIME, State.MISSED, State.AHEAD, State.UNKNOWN


class TestJudging:
    @pytest.mark.parametrize(
        ("due_on", "expected"),
        [("2017-07-01", "2017-06"), ("2017-07-30", "2017-06"), ("2017-07-31", "2017-07"), ("2018-12-31", "2018-12")],
    )
    def test_a_milestone_is_judged_on_the_last_month_over_that_day(self, due_on, expected):
        assert str(due_month(date.fromisoformat(due_on))) == expected

    def test_today_is_not_over(self):
        assert str(last_over(date(2018, 6, 30))) == "2018-05"
        assert str(last_over(date(2018, 7, 1))) == "2018-06"

    # A milestone of 8 by 1 May 2017, so judged on April; measured from January on.
    @pytest.mark.parametrize(
        ("values", "state", "since", "later"),
        [
            ([10, 10, 10, 8], T, "2017-04", None),
            ([10, 10, 8, 8], E, "2017-03", None),
            ([8, 8, 8, 8], E, "2017-01", None),
            ([8, 10, 10, 8], T, "2017-04", None),  # lost in between: reached again on time
            ([8, 8, 8, 9], M, None, None),  # reached once, lost by its day
            ([10, 10, 10, Fraction(801, 100)], M, None, None),  # 8.01 is not 8
            ([10, 10, 10, 9, 9, 8, 7], M, None, "2017-06"),
            ([10, 10, 9], A, None, None),
            ([10, 10, 8], E, "2017-03", None),
            ([10, 8, None, 8], T, "2017-04", None),  # a month not measured breaks the months in a row
            ([10, 10, 8, None, 8], U, None, None),
            ([], A, None, None),
        ],
    )
    def test_the_state_of_a_falling_milestone(self, values, state, since, later):
        stand = judge(date(2017, 5, 1), Decimal(8), falls=True, measured=months(*values))
        found = (stand.state, stand.since and str(stand.since), stand.later and str(stand.later))
        assert found == (state, since, later)

    def test_a_rising_one_is_the_mirror(self):
        up = months(30, 38, Fraction(399, 10), 40)
        stand = judge(date(2017, 5, 1), Decimal(40), falls=False, measured=up)
        assert stand.state == T and stand.is_of_due_month
        assert judge(date(2017, 4, 1), Decimal(40), falls=False, measured=up).state == M

    @given(st.lists(st.integers(0, 20), max_size=8), st.integers(0, 20), st.booleans())
    def test_one_person_fewer_never_worsens_a_falling_milestone(self, values, goal, early):
        order = [U, A, M, T, E]
        better = [max(value - 1, 0) if early or n == len(values) - 1 else value for n, value in enumerate(values)]
        before, after = (
            judge(date(2017, 5, 1), Decimal(goal), falls=True, measured=months(*some)) for some in (values, better)
        )
        assert order.index(after.state) >= order.index(before.state)


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 40)), min_size=1, max_size=4))
def test_bands_that_overlap_are_cut_into_parts_that_make_each_of_them(pairs):
    bands = [AgeBand(low or None, low + more) for low, more in pairs]
    parts = elementary(bands)
    for age in range(110):
        assert sum(part.holds(age) for part in parts) == any(band.holds(age) for band in bands)
    for band in bands:
        own = [part for part in parts if band.low <= part.low and part.high <= band.high]
        assert all(any(part.holds(age) for part in own) for age in range(band.low, band.high))


@pytest.mark.django_db
class TestMeasuring:
    def test_full_time_persons_of_the_band_begin_with_the_month_before_the_start(self):
        old = people.a_citizen(cpr="0103700001")
        young = people.a_citizen(cpr="0103950001")
        for one in (old, young):
            people.has_benefit(one, "kontanthjaelp", "2016-01-01")
        people.has_benefit(old, "job", "2017-01-16")
        over = a_target([("2017-07-01", 5)], from_age=30)
        all_ages = a_target([("2017-07-01", 5)], name="Alle")
        values = measured_values([over, all_ages], Month(2017, 2))
        assert [(str(v.month), v.value) for v in values[over.pk]] == [
            ("2016-12", 1), ("2017-01", Fraction(15, 31)), ("2017-02", 0),
        ]  # fmt: skip
        assert [v.value for v in values[all_ages.pk]] == [2, 1 + Fraction(15, 31), 1]

    def test_a_figure_is_read_in_the_newest_close_of_each_month(self):
        group = [people.a_member(group="1") for _ in range(3)]
        people.an_offer(group[0], "virksomhedspraktik", "2018-01-10")
        close_months(Month(2018, 2), Month(2018, 3))
        share = a_target(
            [("2018-12-31", 40)], measure="share", indicator="company_track", direction="rise", start_value=0
        )
        count = a_target([("2018-12-31", 1)], name="Antal", measure="count", indicator="visited", start_value=9)
        people.an_offer(group[1], "virksomhedspraktik", "2018-01-10")
        close_month(Month(2018, 2), reason="Glemt")
        values = measured_values([share, count], Month(2018, 12))
        assert [(str(v.month), v.value) for v in values[share.pk]] == [
            ("2018-01", Fraction(200, 3)), ("2018-02", Fraction(100, 3)),
        ]  # fmt: skip
        assert [(str(v.month), v.value) for v in values[count.pk]] == [("2018-02", 3), ("2018-03", 3)]

    def test_others_people_and_figures_are_not_measured(self):
        people.has_benefit(people.a_citizen("810"), "kontanthjaelp", "2016-01-01")
        target = a_target([("2018-12-31", 1)])
        assert {v.value for v in measured_values([target], Month(2017, 6))[target.pk]} == {0}

    def test_many_targets_are_four_queries(self, django_assert_num_queries):
        close_month(Month(2018, 3))
        for number in range(4):
            a_target([("2018-12-31", 1)], name=f"Ydelse {number}", from_age=20 + number)
            a_target([("2018-12-31", 1)], name=f"Tal {number}", measure="count", indicator="visited")
        targets = list(Target.objects.prefetch_related("milestones"))
        with django_assert_num_queries(4):
            standings_of(targets, Month(2018, 12))

    def test_words(self):
        target = a_target([("2018-12-31", 1)], from_age=30)
        assert measure_in_words(target) == "Fuldtidspersoner på kontanthjælp, 30 år og derover"


REFUSED = {
    "target_measures_one_thing": {"measure": "share"},
    "target_ages_in_order": {"from_age": 40, "to_age": 30},
    "target_start_is_a_number": {"start_value": -1},
    "target_goes_one_way": {"direction": "up"},
    "milestone_leads_there": {"start_value": 5},
    "milestone_after_the_start": {"starts_on": date(2018, 7, 1)},
    "milestone_is_a_percent": {"measure": "share", "indicator": "visited", "direction": "rise", "start_value": 0},
}


@pytest.mark.django_db
class TestRulesOfTheDatabase:
    @pytest.mark.parametrize("rule", REFUSED)
    def test_it_refuses(self, rule):
        value = 101 if rule == "milestone_is_a_percent" else 5
        with pytest.raises(IntegrityError) as refused:
            a_target([("2018-07-01", value)], **REFUSED[rule])
        assert refused.value.__cause__.diag.constraint_name == rule

    def test_a_target_has_a_milestone_and_keeps_one(self):
        for milestones in ([], [("2018-07-01", 5)]):
            with pytest.raises(IntegrityError), transaction.atomic():
                a_target(milestones)
                Milestone.objects.all().delete()
                check_now()

    def test_names_and_days_are_taken_once(self):
        a_target([("2018-07-01", 5)])
        with pytest.raises(IntegrityError), transaction.atomic():
            a_target([("2018-07-01", 5)])
        with pytest.raises(IntegrityError), transaction.atomic():
            a_target([("2018-07-01", 5), ("2018-07-01", 4)], name="To")
        a_target([("2018-07-01", 5)], "810")

    def test_a_change_is_kept_with_who_and_why(self, manager):
        target = a_target([("2018-07-01", 5)])
        with recorded_change(manager, "Byrådet har besluttet det"):
            target.milestones.update(value=4)
            target.revision += 1
            target.save()
        (former,) = target.milestones.get().events.all()
        assert former.value == 5
        assert former.pgh_context.metadata == {"user": manager.pk, "reason": "Byrådet har besluttet det"}

    def test_a_target_goes_with_its_milestones(self):
        a_target([("2018-07-01", 5)]).delete()
        check_now()
        assert not Milestone.objects.exists()
