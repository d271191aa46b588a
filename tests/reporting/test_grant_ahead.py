"""The page of a grant where its course is unusual: a programme to come, a deadline that is past, a claim sent back."""

from datetime import date

import pytest

from cases.models import Citizen, Grant
from reporting.closing import close_month, close_months
from reporting.months import Month
from tests import people

from .claiming import step
from .test_grant_page import PAGE, text

pytestmark = pytest.mark.django_db


def a_grant(programme: str = "fsm1") -> Grant:
    return Grant.objects.create(
        programme_id=programme, municipality_id="851", amount_dkk=1001, approved_on=date(2017, 6, 30)
    )


def test_the_programme_that_has_begun_is_shown_before_one_to_come(as_user, manager, settings):
    a_grant(), a_grant("fsm2")
    for day, programme in ((date(2019, 8, 31), "fsm1"), (date(2019, 9, 1), "fsm2")):
        settings.DEMO_DAY = day
        assert as_user(manager).get("/rater/").url == f"/rater/{programme}/851/"


def test_no_last_start_is_told_when_it_is_over(as_user, manager, settings):
    people.an_offer(people.a_member(group="1"), "virksomhedspraktik", "2019-05-01")
    a_grant()
    close_months(Month(2019, 6), Month(2019, 6), today=date(2019, 8, 1))
    for day, told in ((date(2019, 5, 31), True), (date(2019, 6, 30), False)):
        settings.DEMO_DAY = day
        shown = text(as_user(manager).get(PAGE))
        assert "juli 2019 er den sidste måned, der kan lukkes inden" in shown
        assert ("skal begynde senest i maj 2019" in shown) is told


def test_of_a_group_of_nobody_no_month_lacks_nothing(as_user, manager, settings):
    settings.DEMO_DAY = date(2018, 10, 15)
    a_grant()
    shown = text(as_user(manager).get(PAGE))
    assert "Ingen er i indsatsgruppen i de kommende måneder" in shown and "Der er ingen at vælge mellem endnu." in shown
    assert not [said for said in ("Hvad de kommende måneder mangler", "Beregn", "kan ikke nås") if said in shown]
    people.a_member(group="1")
    shown = text(as_user(manager).get(PAGE))
    assert "Hvad de kommende måneder mangler" in shown and "Beregn" in shown and "Ingen er i" not in shown


def test_what_was_sent_back_and_is_met_no_more_shows_who_is_missing(as_user, manager, star, settings):
    settings.DEMO_DAY = date(2018, 5, 2)
    people.visited(people.a_member(), "1", "2018-01-02")
    close_month(Month(2018, 1))
    grant = a_grant()
    step(grant, 2, "claimed", manager)
    step(grant, 2, "returned", star, reason="Se januar igen")
    people.a_member(name="Glemt Borger")
    assert "Glemt Borger" not in text(as_user(manager).get(PAGE)), "met still, by what is closed"
    close_month(Month(2018, 1), reason="En manglede")
    shown = text(as_user(manager).get(PAGE))
    assert "Glemt Borger" in shown and "Anmod om 401 kr." not in shown
    people.visited(Citizen.objects.get(name="Glemt Borger"), "2", "2018-01-03")
    close_month(Month(2018, 1), reason="Visiteret alligevel")
    assert "Anmod om 401 kr." in text(as_user(manager).get(PAGE))
