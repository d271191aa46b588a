"""Which day it is, in real use and in a demo."""

from datetime import date

import pytest
from django.utils import timezone

from flereskalmed import environment
from flereskalmed.clock import today
from tests import people


def test_the_day_is_the_real_one_in_denmark(settings):
    assert settings.DEMO_DAY is None
    assert today() == timezone.localdate()


@pytest.mark.parametrize(("value", "expected"), [("", None), ("2019-08-16", date(2019, 8, 16))])
def test_a_demo_stays_on_its_day(monkeypatch, value, expected):
    monkeypatch.setenv("FLERESKALMED_DEMO_DAY", value)
    assert environment.demo_day() == expected


def test_what_is_no_date_is_refused(monkeypatch):
    monkeypatch.setenv("FLERESKALMED_DEMO_DAY", "16-08-2019")
    with pytest.raises(ValueError, match="must be a date like"):
        environment.demo_day()


def test_time_passes_in_production(monkeypatch):
    monkeypatch.setenv("FLERESKALMED_DEMO_DAY", "2019-08-16")
    monkeypatch.setattr(environment, "PRODUCTION", True)
    with pytest.raises(ValueError, match="cannot be set in production"):
        environment.demo_day()


@pytest.mark.django_db
def test_pages_say_which_day_the_demo_stays_on(as_user, caseworker, settings):
    citizen = people.a_member()
    page = f"/borgere/{citizen.pk}/ny/kontakt/"
    assert "Demonstration" not in as_user(caseworker).get(page).content.decode()
    settings.DEMO_DAY = date(2019, 8, 16)
    html = as_user(caseworker).get(page).content.decode()
    assert "For programmet er det fredag 16. august 2019." in html
    assert 'value="2019-08-16"' in html, "forms begin on that day"
