"""Brønderslev's strategy: the table of the domain document comes out of the demo's registrations."""

from datetime import date
from fractions import Fraction

import pytest

from accounts.models import Role
from cases.importing import load
from cases.models import Citizen, Membership
from demo.build import build, write
from demo.profiles import BROENDERSLEV
from demo.strategy import NAME, store_strategy, wanted
from reporting.fulltime import AgeBand, Period, full_time
from reporting.months import Month, months_between
from reporting.targets.judging import State
from reporting.targets.models import Target
from reporting.targets.standing import standings_of
from tests.conftest import make_user

pytestmark = pytest.mark.django_db
MAY = Month(2018, 5)


@pytest.fixture(params=[851, 2], ids=["default seed", "another seed"])
def standing(request, tmp_path):
    """Return where the strategy stood in May 2018; what the document says holds whatever the seed."""
    frames = build([BROENDERSLEV], request.param)
    frames["citizens"]["caseworker"] = ""
    write(frames, tmp_path)
    load(tmp_path)
    store_strategy(request.param)
    return standings_of(Target.objects.filter(name=NAME), MAY)[0]


def test_its_table_is_the_documents(standing, as_user, settings):
    settings.DEMO_DAY = date(2018, 6, 30)
    assert (standing.target.municipality_id, standing.target.start_value) == ("810", 437)
    assert standing.at_start.value == 437
    told = [(str(s.due_on), int(s.value), s.measured.value, str(s.measured.month)) for s in standing.stands]
    assert told == [
        ("2017-07-01", 401, 400, "2017-06"),
        ("2018-01-01", 380, 354, "2017-12"),
        ("2018-07-01", 370, 346, "2018-05"),
        ("2018-12-31", 360, 346, "2018-05"),
    ]
    assert [s.state for s in standing.stands] == [State.ON_TIME, State.EARLY, State.EARLY, State.EARLY]
    leader = make_user("viggo", Role.MANAGER, "810")
    page = as_user(leader).get(f"/kommune/810/maal/{standing.target.pk}/", {"maaned": "2018-05"}).content.decode()
    for number in ("437", "401", "400", "380", "354", "370", "346", "360"):
        assert f">{number}<" in page, number


def test_every_month_is_the_whole_number_it_was_drawn_for(standing):
    months = months_between(Month(2016, 12), Month(2019, 7))
    found = dict.fromkeys(months, Fraction())
    for row in full_time("810", [Period.of(month) for month in months], [AgeBand(30, None)], ["kontanthjaelp"]):
        found[Month.of(row.period.first)] += row.persons
    assert found == wanted()


def test_those_it_is_measured_in_are_outside_the_target_group(standing):
    assert Membership.objects.count() == 106
    assert Citizen.objects.filter(municipality="810").count() > 106 + 300
