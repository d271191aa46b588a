"""Ordinary hours by month: each day gives a seventh of the weekly hours, and nothing is lost between the months."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.course.hours import HoursPeriod, hours_by_month, total
from cases.course.hours_picture import draw_hours
from tests.people import day

UNTIL = day("2019-08-16")


def period(start, end, weekly) -> HoursPeriod:
    return HoursPeriod(day(start), day(end), Decimal(weekly))


def by_month(*periods, until=UNTIL):
    return {str(month.first)[:7]: month.hours for month in hours_by_month(periods, until)}


def test_no_offers_are_no_months():
    assert hours_by_month([], UNTIL) == []


@pytest.mark.parametrize("weekly", ["0", "0.00"])
def test_no_hours_are_no_months(weekly):
    assert by_month(period("2019-01-01", None, weekly)) == {}


def test_one_that_begins_later_does_not_count_yet():
    assert by_month(period("2019-08-17", None, "7")) == {}
    assert by_month(period("2019-08-16", None, "7")) == {"2019-08": 1}


def test_a_day_gives_a_seventh():
    assert by_month(period("2019-08-01", "2019-08-01", "10")) == {"2019-08": Fraction(10, 7)}


def test_months_have_their_own_lengths_and_the_last_ends_today():
    assert by_month(period("2019-06-30", None, "7")) == {"2019-06": 1, "2019-07": 31, "2019-08": 16}


def test_several_at_once_are_added():
    assert by_month(period("2019-08-01", None, "7"), period("2019-08-10", "2019-08-12", "14"))["2019-08"] == 16 + 6


def test_a_month_between_two_jobs_is_there_with_nothing():
    months = by_month(period("2019-04-01", "2019-04-30", "7"), period("2019-06-01", "2019-06-07", "7"))
    assert months["2019-05"] == 0 and months["2019-07"] == 0


def test_the_week_is_the_average_over_the_days_counted():
    (month,) = hours_by_month([period("2019-08-01", None, "12.5")], UNTIL)
    assert month.weekly == Fraction("12.5") and month.days == 16


days = st.dates(date(2015, 1, 1), date(2022, 12, 31))
periods = st.builds(
    lambda start, length, weekly: HoursPeriod(start, None if length is None else start + timedelta(length), weekly),
    days,
    st.none() | st.integers(0, 900),
    st.decimals(0, 80, places=2),
)


@given(st.lists(periods, max_size=6), days)
def test_the_months_together_are_the_offers_together(offers, until):
    expected = Fraction()
    for one in offers:
        last = min(one.end or until, until)
        expected += Fraction(one.weekly) / 7 * max((last - one.start).days + 1, 0)
    assert total(hours_by_month(offers, until)) == expected


@given(st.lists(periods, min_size=1, max_size=4), days)
def test_the_picture_has_a_step_for_each_month_inside_its_height(offers, until):
    months = hours_by_month(offers, until)
    if months:
        picture = draw_hours(months)
        assert len(picture.columns) == len(months) and min(column.y for column in picture.columns) >= 0
        assert picture.columns[-1].x + picture.month_width == picture.width
