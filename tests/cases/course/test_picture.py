"""Where things stand in the picture: inside it, apart from one another, labelled where there is room."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.course.lanes import Axis, Lane, Mark, axis_of
from cases.course.picture import LEAST_BAR, LEAST_WIDTH, draw, months_of, room_for
from cases.course.table import rows_of
from tests.people import day

START, NOW = day("2017-08-01"), day("2019-08-16")


def draw_all(*marks, starts_on=START, now=NOW):
    return draw(marks, axis_of(marks, starts_on, now))


def offer(start, end=None, label="Praktik") -> Mark:
    return Mark(Lane.OFFER, day(start), day(end), label, "mentor")


def test_lanes_without_anything_are_left_out():
    picture = draw_all(offer("2019-01-01"), Mark(Lane.CONTACT, day("2019-02-01"), label="Samtale"))
    assert [lane.lane for lane in picture.lanes] == [Lane.OFFER, Lane.CONTACT]


def test_one_day_is_still_seen():
    (bar,) = draw_all(offer("2019-01-01", "2019-01-01")).lanes[0].bars
    assert bar.width == LEAST_BAR and bar.outside and bar.label == "Praktik"


def test_overlapping_offers_stand_in_rows_of_their_own():
    bars = draw_all(offer("2018-01-01", "2018-12-31"), offer("2018-06-01", "2018-12-31")).lanes[0].bars
    assert bars[0].y < bars[1].y


def test_offers_that_follow_one_another_share_a_row():
    bars = draw_all(offer("2017-09-01", "2017-12-31"), offer("2019-01-01")).lanes[0].bars
    assert bars[0].y == bars[1].y


def test_a_label_that_has_no_room_to_the_right_stands_to_the_left():
    (bar,) = draw_all(offer("2019-08-10", "2019-08-12", "Vejledning og opkvalificering")).lanes[0].bars
    assert bar.outside and bar.label_x + room_for(bar.label) <= bar.x + LEAST_BAR + 12


def test_a_state_too_short_for_its_label_has_none_but_is_told_to_the_mouse():
    states = [
        Mark(Lane.BENEFIT, day("2018-01-01"), label="Kontanthjælp"),
        Mark(Lane.BENEFIT, day("2018-01-08"), label="Job"),
    ]
    first, second = draw_all(*states).lanes[0].bars
    assert (first.label, second.label) == ("", "Job")
    assert first.title == "Kontanthjælp, 01.01.2018–07.01.2018"


def test_a_short_course_fills_the_width_and_a_long_one_gets_its_months():
    assert draw_all(offer("2019-01-01")).width == LEAST_WIDTH
    assert draw_all(offer("2005-01-01"), starts_on=None).width > 4000


def test_the_day_it_is_is_marked_and_at_the_end_of_its_day():
    picture = draw_all(offer("2019-08-16"), now=day("2019-08-31"))
    assert picture.now_x == picture.width


def test_years_are_named_in_any_case():
    ticks = draw_all(offer("2019-01-01")).ticks
    assert [tick.day.year for tick in ticks if tick.is_year] == [2018, 2019]
    assert ticks[0].x == 0 and ticks[0].day == START


def test_months_of_an_axis():
    assert months_of(Axis(day("2018-11-01"), day("2019-01-31"), NOW)) == [
        day("2018-11-01"),
        day("2018-12-01"),
        day("2019-01-01"),
    ]


def test_the_table_has_the_real_dates_and_the_days_of_a_year_in_one_row():
    marks = [offer("2016-01-01", "2018-01-31")]
    marks += [Mark(Lane.CONTACT, day(on), label="Samtale") for on in ("2018-01-05", "2018-02-05", "2019-01-05")]
    rows = rows_of(marks, axis_of(marks, START, NOW))
    assert [(row.first_day, row.last_day) for row in rows if row.lane is Lane.OFFER] == [("01.01.2016", "31.01.2018")]
    assert [row.days for row in rows if row.lane is Lane.CONTACT] == ["05.01.2018, 05.02.2018", "05.01.2019"]


marks = st.builds(
    lambda lane, start, length, label: Mark(
        lane, start, None if length is None else start + timedelta(length), label, "", None
    ),
    st.sampled_from([Lane.BENEFIT, Lane.GROUP, Lane.REHABILITATION, Lane.OFFER, Lane.CONTACT]),
    st.dates(date(2014, 1, 1), date(2021, 1, 1)),
    st.none() | st.integers(0, 700),
    st.text("abcdefgh ", min_size=1, max_size=40),
)


@pytest.mark.parametrize("starts_on", [START, None])
@given(st.lists(marks, min_size=1, max_size=25), st.dates(date(2015, 1, 1), date(2020, 1, 1)))
def test_everything_stands_inside_and_no_two_bars_overlap(starts_on, drawn, now):
    axis = axis_of(drawn, starts_on, now)
    if axis is None:
        return
    picture = draw(drawn, axis)
    for lane in picture.lanes:
        for bar in lane.bars:
            assert bar.x >= 0 and bar.x + bar.width <= picture.width + LEAST_BAR
            assert lane.y <= bar.y < lane.bottom <= picture.height
        if lane.lane is Lane.OFFER:
            for row in {bar.y for bar in lane.bars}:
                in_row = sorted((bar.x, bar.x + bar.width) for bar in lane.bars if bar.y == row)
                assert all(left[1] <= right[0] for left, right in pairwise(in_row))
