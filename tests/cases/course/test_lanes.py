"""Marks on the time axis: what is cut, what goes on, what follows what. Dates only, no database."""

from datetime import date
from decimal import Decimal

import pytest

from cases.course.lanes import AHEAD, Axis, Lane, Mark, axis_of, end_of_month, spans, steps
from tests.people import day

START, NOW = day("2017-08-01"), day("2019-08-16")
AXIS = Axis(START, day("2019-08-31"), NOW)


def offer(start, end=None, label="Praktik") -> Mark:
    return Mark(Lane.OFFER, day(start), day(end), label)


def group(start, label) -> Mark:
    return Mark(Lane.GROUP, day(start), label=label)


def contact(on) -> Mark:
    return Mark(Lane.CONTACT, day(on), label="Samtale")


def hours(start, end, weekly) -> Mark:
    return Mark(Lane.HOURS, day(start), day(end), hours=Decimal(weekly))


def shown(lane, *marks, axis=AXIS):
    return [(str(span.start), str(span.end)) for span in spans(lane, marks, axis)]


class TestAxis:
    def test_nothing_registered_is_nothing_to_show(self):
        assert axis_of([], START, NOW) is None

    def test_it_begins_with_the_programme_and_ends_with_this_month(self):
        assert axis_of([contact("2018-05-03")], START, NOW) == AXIS

    def test_what_lies_before_the_programme_does_not_stretch_it(self):
        assert axis_of([group("2011-03-05", "1")], START, NOW).first == START

    def test_without_a_programme_it_begins_with_the_month_of_the_first_mark(self):
        assert axis_of([contact("2018-05-03"), offer("2018-06-01")], None, NOW).first == date(2018, 5, 1)

    def test_before_the_programme_has_begun_it_begins_with_the_first_mark(self):
        now = day("2017-03-10")
        assert axis_of([contact("2017-02-03")], START, now) == Axis(date(2017, 2, 1), date(2017, 3, 31), now)

    def test_what_is_agreed_shortly_after_today_is_on_it(self):
        assert axis_of([offer("2019-08-01", "2019-10-10")], START, NOW).last == date(2019, 10, 31)

    def test_but_not_the_far_future(self):
        assert axis_of([offer("2019-08-01", "2024-10-10")], START, NOW).last == end_of_month(NOW + AHEAD)

    def test_a_mark_beyond_it_is_nothing_to_show(self):
        assert axis_of([contact("2025-01-01")], START, NOW) is None

    @pytest.mark.parametrize(("on", "last"), [("2020-02-10", "2020-02-29"), ("2019-12-31", "2019-12-31")])
    def test_months_end_on_their_last_day(self, on, last):
        assert end_of_month(day(on)) == day(last)


class TestPeriods:
    def test_an_open_end_runs_until_today(self):
        assert shown(Lane.OFFER, offer("2019-07-01")) == [("2019-07-01", "2019-08-16")]

    def test_one_day_is_one_day(self):
        assert shown(Lane.OFFER, offer("2019-07-01", "2019-07-01")) == [("2019-07-01", "2019-07-01")]

    def test_what_began_before_the_axis_is_cut_and_says_so(self):
        (span,) = spans(Lane.OFFER, [offer("2016-01-01", "2017-09-01")], AXIS)
        assert (span.start, span.before, span.after) == (START, True, False)
        assert span.mark.start == date(2016, 1, 1)

    def test_what_is_over_before_the_axis_is_not_there(self):
        assert shown(Lane.OFFER, offer("2016-01-01", "2017-07-31")) == []
        assert shown(Lane.OFFER, offer("2016-01-01", "2017-08-01")) == [("2017-08-01", "2017-08-01")]

    def test_an_end_beyond_the_axis_goes_on(self):
        (span,) = spans(Lane.OFFER, [offer("2019-08-10", "2020-01-01")], AXIS)
        assert (span.end, span.after) == (AXIS.last, True)

    def test_an_agreed_offer_without_an_end_is_there_from_its_first_day(self):
        axis = Axis(START, day("2019-09-30"), NOW)
        assert shown(Lane.OFFER, offer("2019-09-10"), axis=axis) == [("2019-09-10", "2019-09-30")]

    def test_overlapping_ones_are_all_there(self):
        assert len(shown(Lane.OFFER, offer("2019-01-01"), offer("2019-01-01"), offer("2019-02-01"))) == 3


class TestStates:
    def test_one_holds_until_the_day_before_the_next(self):
        states = group("2018-01-10", "1"), group("2018-03-01", "2")
        assert shown(Lane.GROUP, *states) == [("2018-01-10", "2018-02-28"), ("2018-03-01", "2019-08-16")]

    def test_the_order_they_come_in_does_not_matter(self):
        states = group("2018-03-01", "2"), group("2018-01-10", "1")
        assert shown(Lane.GROUP, *states)[0] == ("2018-01-10", "2018-02-28")

    def test_the_same_again_goes_on(self):
        states = group("2018-01-10", "1"), group("2018-03-01", "1")
        assert shown(Lane.GROUP, *states) == [("2018-01-10", "2019-08-16")]

    def test_of_two_on_one_day_the_later_holds(self):
        (span,) = spans(Lane.GROUP, [group("2018-01-10", "1"), group("2018-01-10", "2")], AXIS)
        assert span.mark.label == "2"

    def test_what_held_when_the_axis_begins_is_there(self):
        states = group("2011-01-10", "1"), group("2017-08-01", "2")
        assert shown(Lane.GROUP, *states) == [("2017-08-01", "2019-08-16")]

    def test_death_ends_what_held(self):
        died = day("2018-06-05")
        axis = axis_of([group("2018-01-10", "1"), offer("2018-05-01")], START, died)
        assert shown(Lane.GROUP, group("2018-01-10", "1"), axis=axis) == [("2018-01-10", "2018-06-05")]
        assert shown(Lane.OFFER, offer("2018-05-01"), axis=axis) == [("2018-05-01", "2018-06-05")]


class TestDays:
    def test_a_contact_is_a_day(self):
        assert shown(Lane.CONTACT, contact("2018-05-03"), contact("2017-07-31")) == [("2018-05-03", "2018-05-03")]

    def test_two_on_a_day_are_two(self):
        assert len(shown(Lane.CONTACT, contact("2018-05-03"), contact("2018-05-03"))) == 2


class TestHours:
    def found(self, *marks, axis=AXIS):
        return [(str(step.start), str(step.end), str(step.hours)) for step in steps(marks, axis)]

    def test_none_are_no_steps(self):
        assert self.found() == []

    def test_they_are_added_where_they_overlap(self):
        assert self.found(hours("2019-01-01", "2019-03-31", "4"), hours("2019-03-01", None, "8.5")) == [
            ("2017-08-01", "2018-12-31", "0"),
            ("2019-01-01", "2019-02-28", "4"),
            ("2019-03-01", "2019-03-31", "12.5"),
            ("2019-04-01", "2019-08-16", "8.5"),
        ]

    def test_one_that_takes_over_with_the_same_hours_is_no_step(self):
        found = self.found(hours("2017-08-01", "2018-12-31", "4"), hours("2019-01-01", None, "4"))
        assert found == [("2017-08-01", "2019-08-16", "4")]

    def test_what_is_agreed_for_later_is_no_hours_yet(self):
        axis = Axis(START, day("2019-10-31"), NOW)
        assert self.found(hours("2019-09-01", None, "4"), axis=axis) == []
