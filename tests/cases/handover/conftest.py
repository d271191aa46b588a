"""A colleague who leaves, their three citizens, and the form as a user fills it in."""

from datetime import date
from uuid import uuid4

import pytest

from accounts.models import Role
from cases.handover.doing import Order, hand_over
from cases.handover.models import Handover, Kind
from cases.handover.plan import plan
from cases.models import Citizen
from tests import people
from tests.conftest import make_user

from .asking import NEW

DAY = date(2018, 3, 15)


@pytest.fixture(autouse=True)
def day(settings):
    settings.DEMO_DAY = DAY


@pytest.fixture
def leaver():
    return make_user("lars", Role.CASEWORKER, "851", first_name="Lars", last_name="Lund")


@pytest.fixture
def three(leaver):
    names = ("Aase Aggersø", "Bodil Birk", "Cleo Clausen")
    return [people.a_member(name=name, group="1", caseworker=leaver) for name in names]


@pytest.fixture
def ask(as_user):
    """Fill in the form as a user; what is not named is usual."""

    def post(user, query, receiver, **fields):
        sent = {"hvem": "alle", "til": receiver.pk, "reason": "Lars rejser", "token": uuid4(), "dag": "2018-03-15"}
        return as_user(user).post(NEW + query, {**sent, **fields})

    return post


@pytest.fixture
def gives(manager):
    """Hand citizens over; return the hand-over."""

    def give(kind, giver, receiver, citizens, by=manager, on=DAY):
        meant = Citizen.objects.filter(pk__in=[citizen.pk for citizen in citizens])
        order = Order(kind, (giver, giver.display_name if giver else ""), receiver, on, by, "Lars rejser", uuid4())
        return hand_over(order, meant.all, plan(kind, meant.all(), receiver, on).mark)

    return give


@pytest.fixture
def given(gives, leaver, caseworker, three) -> Handover:
    """Three cases handed over from the leaver to the caseworker."""
    return gives(Kind.CASEWORKER, leaver, caseworker, three)
