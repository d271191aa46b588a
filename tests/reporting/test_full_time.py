"""Full-time persons: exact fractions, against a plain reading of the domain document; the page and its words."""

import operator
from datetime import date, timedelta
from fractions import Fraction

import pytest
from django.db import DatabaseError, transaction
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.lists import find_list
from accounts.models import AccessAction, AccessLogEntry
from cases.codes import Benefit
from cases.models import Unit
from reporting.closing import close_month
from reporting.fulltime import AGE_BANDS, BENEFITS, AgeBand, Period, full_time, months_as_periods
from reporting.fulltime.closed import full_time_of_months
from reporting.models import ClosedFullTime
from reporting.months import Month, months_between
from reporting.targets.measuring import measured_values
from tests import people

from .aiming import a_target

pytestmark = pytest.mark.django_db
MAY = Period.of(Month(2018, 5))


def on_benefit(*changes, born="010370", municipality="851", **fields):
    """Store somebody outside the target group with benefit changes (benefit, day)."""
    citizen = people.a_citizen(municipality, cpr=people.born_in_the_1900s(born), **fields)
    for benefit, on in changes:
        people.has_benefit(citizen, benefit, on)
    return citizen


def persons(period=MAY, **asked) -> Fraction:
    """Return the full-time persons of Aalborg on kontanthjælp in a period."""
    return sum((row.persons for row in full_time("851", [period], benefits=["kontanthjaelp"], **asked)), Fraction())


def test_a_whole_month_is_one_and_part_of_it_the_exact_share():
    on_benefit(("kontanthjaelp", "2018-01-01"))
    assert persons() == 1
    on_benefit(("kontanthjaelp", "2018-05-29"))  # the 29th, 30th and 31st
    assert persons() == 1 + Fraction(3, 31)


def test_a_change_ends_a_benefit_the_day_before():
    on_benefit(("kontanthjaelp", "2018-01-01"), ("job", "2018-05-15"), ("kontanthjaelp", "2018-05-30"))
    assert persons() == Fraction(14 + 2, 31)


@pytest.mark.parametrize(("on", "expected"), [("2018-05-31", Fraction(1, 31)), ("2018-06-01", 0)])
def test_the_last_day_counts_and_the_day_after_does_not(on, expected):
    on_benefit(("kontanthjaelp", on))
    assert persons() == expected


def test_who_left_on_the_first_day_does_not_count():
    on_benefit(("kontanthjaelp", "2018-01-01"), ("fraflyttet", "2018-05-01"))
    assert persons() == 0


def test_others_municipalities_do_not_count_and_the_target_group_does():
    on_benefit(("kontanthjaelp", "2018-01-01"), municipality="810")
    people.a_member(benefit="kontanthjaelp")
    assert persons() == 1


def test_the_age_is_that_of_the_last_day():
    on_benefit(("kontanthjaelp", "2018-01-01"), born="310588")  # thirty on 31 May 2018
    on_benefit(("kontanthjaelp", "2018-01-01"), born="010688")  # thirty the day after
    over, under = AgeBand(30, None), AgeBand(None, 29)
    found = {row.band: row.persons for row in full_time("851", [MAY], [over, under])}
    assert found == {over: 1, under: 1}


def test_who_is_in_no_band_is_left_out():
    on_benefit(("kontanthjaelp", "2018-01-01"), born="010370")
    assert full_time("851", [MAY], [AgeBand(20, 29), AgeBand(60, None)]) == []


def test_no_benefit_is_no_full_time_person():
    for status in ("job", "uddannelse", "ikke_berettiget", "andet"):
        on_benefit((status, "2018-01-01"))
    assert full_time("851", [MAY]) == []


def test_any_number_of_months_is_one_query(django_assert_num_queries):
    on_benefit(("kontanthjaelp", "2018-01-01"), unit=Unit.objects.create(municipality_id="851", name="Huset"))
    months = months_between(Month(2017, 1), Month(2018, 12))
    with django_assert_num_queries(1):
        found = full_time("851", months_as_periods(months), AGE_BANDS)
    assert {row.period.first for row in found} == {month.first for month in months_between(Month(2018, 1), months[-1])}
    assert {row.unit for row in found} == {Unit.objects.get().pk}


days = st.dates(date(2017, 12, 1), date(2018, 4, 30))
histories = st.lists(
    st.tuples(
        st.dictionaries(days, st.sampled_from(["kontanthjaelp", "job", "uddannelseshjaelp", "doed"]), max_size=4),
        st.sampled_from(["280288", "290288", "010388", "150592", "311255"]),
        st.sampled_from([None, "Huset"]),
        st.sampled_from(["851", "810"]),
    ),
    max_size=6,
)


def by_hand(cast, period: Period) -> dict:
    """Read the domain document: who was on which benefit on each day, and how many of the days of the period."""
    found: dict = {}
    for changes, born, unit, municipality in cast:
        if municipality != "851":
            continue
        day = date(1900 + int(born[4:]), int(born[2:4]), int(born[:2]))
        age = period.last.year - day.year - ((period.last.month, period.last.day) < (day.month, day.day))
        for number in range(period.days):
            on = period.first + timedelta(days=number)
            held = [changes[change] for change in sorted(changes) if change <= on][-1:]
            if held and held[0] in BENEFITS:
                key = (held[0], unit, next(band for band in AGE_BANDS if band.holds(age)))
                found[key] = found.get(key, Fraction()) + Fraction(1, period.days)
    return found


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(histories, days, st.integers(1, 60))
def test_the_statement_says_what_the_document_says(cast, first, length):
    from django.db import transaction

    period = Period(first, first + timedelta(days=length - 1))
    with transaction.atomic():
        house, _made = Unit.objects.get_or_create(municipality_id="851", name="Huset")
        for changes, born, unit, municipality in cast:
            died = min((on for on, benefit in changes.items() if benefit == "doed"), default=date.max)
            for on in [on for on in changes if on > died]:
                del changes[on]
            here = house if unit and municipality == "851" else None
            on_benefit(
                *((benefit, on) for on, benefit in changes.items()), born=born, unit=here, municipality=municipality
            )
        found: dict = {}
        for row in full_time("851", [period], AGE_BANDS):
            key = (row.benefit, "Huset" if row.unit else None, row.band)
            found[key] = found.get(key, Fraction()) + row.persons
        transaction.set_rollback(True)
    assert found == by_hand(cast, period)


def test_the_bands_hold_every_age_once():
    for age in range(120):
        assert sum(band.holds(age) for band in AGE_BANDS) == 1
    assert Benefit.KONTANTHJAELP in BENEFITS and Benefit.DOED not in BENEFITS


class TestPage:
    ADDRESS = "/kommune/851/fuldtidspersoner/"

    @pytest.fixture(autouse=True)
    def the_day(self, settings):
        settings.DEMO_DAY = date(2018, 6, 30)

    def test_it_shows_the_last_month_that_is_over_by_age_and_unit(self, as_user, manager):
        house = Unit.objects.create(municipality_id="851", name="Huset")
        on_benefit(("kontanthjaelp", "2018-05-16"), born="010388", unit=house)
        on_benefit(("kontanthjaelp", "2018-05-01"), born="010370")
        response = as_user(manager).get(self.ADDRESS)
        assert response.context["month"] == "2018-05"
        ages, units = response.context["tables"]
        assert ages.total.cells == (0, 0, Fraction(16, 31), 1, 0, 0)
        assert dict(zip(units.columns, units.total.cells, strict=True)) == {"Huset": Fraction(16, 31), "Uden enhed": 1}
        assert "1,5" in response.content.decode()

    def test_a_month_may_be_chosen_and_an_empty_one_says_so(self, as_user, manager):
        response = as_user(manager).get(self.ADDRESS, {"maaned": "2016-01"})
        assert "Ingen borgere i kommunen har en ydelse i måneden." in response.content.decode()

    @pytest.mark.parametrize("month", ["2018-06", "2018-13", "x", "0001-01"])
    def test_a_month_that_is_not_over_is_not_found(self, as_user, manager, month):
        assert as_user(manager).get(self.ADDRESS, {"maaned": month}).status_code == 404

    def test_it_is_the_municipalitys_own_and_asking_is_logged(self, as_user, outsider, star):
        for user in (outsider, star):
            assert as_user(user).get(self.ADDRESS).status_code == 404
            assert AccessLogEntry.objects.filter(user=user, action=AccessAction.REFUSED).exists()

    def test_it_is_defined_like_every_other_figure(self, as_user, manager):
        page = as_user(manager).get("/definitioner/fuldtidspersoner/").content.decode()
        assert "Uger på en ydelse delt med periodens uger" in page and "fyldt 30" in page


class TestClosed:
    """With the month's close the full-time persons are frozen, whoever the programme's members are."""

    MONTH = Month(2018, 5)

    def read(self, bands=AGE_BANDS):
        return full_time_of_months("851", [self.MONTH], bands)

    def test_the_close_stores_what_is_counted_that_day_by_any_band(self):
        house = Unit.objects.create(municipality_id="851", name="Hus")
        on_benefit(("kontanthjaelp", "2018-05-11"), ("job", "2018-05-30"), born="010588", unit=house)
        on_benefit(("kontanthjaelp", "2018-01-01"), ("sygedagpenge", "2018-05-02"), born="020588")
        on_benefit(("kontanthjaelp", "2018-01-01"), ("job", "2018-05-01"))
        bands = (AgeBand(None, 29), AgeBand(30, None))
        live = full_time("851", [MAY], bands)
        close = close_month(self.MONTH)
        read = self.read(bands)
        key = operator.attrgetter("benefit", "days")
        assert sorted(read.rows, key=key) == sorted(live, key=key) and len(live) == 3
        assert read.closes == {self.MONTH: close}
        assert ClosedFullTime.objects.filter(close=close).count() == 98, "also where nobody has a benefit"

    def test_a_later_registration_changes_nothing_before_a_correction(self):
        citizen = on_benefit(("kontanthjaelp", "2018-01-01"))
        close_month(self.MONTH)
        people.has_benefit(citizen, "job", "2018-05-11")
        assert sum(row.days for row in self.read().rows) == 31
        assert sum(row.days for row in full_time("851", [MAY])) == 10
        close_month(self.MONTH, reason="Job registreret sent")
        assert sum(row.days for row in self.read().rows) == 10

    def test_a_target_takes_the_closed_value_and_the_live_one_where_none_is_closed(self):
        citizen = on_benefit(("kontanthjaelp", "2018-01-01"))
        target = a_target([("2018-12-31", 5)], from_age=30)
        close_month(self.MONTH)
        people.has_benefit(citizen, "job", "2018-05-01")
        values = {value.month: value.value for value in measured_values([target], Month(2018, 6))[target.pk]}
        assert (values[self.MONTH], values[Month(2018, 6)]) == (1, 0)

    def test_it_never_changes(self):
        close_month(self.MONTH)
        for change in (lambda rows: rows.update(days={}), lambda rows: rows.delete()):
            with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
                change(ClosedFullTime.objects.filter(municipality="851"))

    def test_the_page_and_its_file_say_whether_it_is_closed(self, as_user, manager):
        on_benefit(("kontanthjaelp", "2018-01-01"))
        page = "/kommune/851/fuldtidspersoner/?maaned=2018-05"
        assert "Foreløbig" in as_user(manager).get(page).content.decode()
        close_month(self.MONTH)
        text = as_user(manager).get(page).content.decode()
        assert "version 1" in text and "Foreløbig" not in text
        told = find_list("fuldtidspersoner").words(manager, QueryDict("kommune=851&maaned=2018-05"))
        assert told[1][1] == "1"
