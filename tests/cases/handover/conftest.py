"""A colleague who leaves, their three citizens, and the form as a user fills it in."""

from datetime import date
from uuid import uuid4

import pytest

from accounts.models import Role
from tests import people
from tests.conftest import make_user

from .asking import NEW


@pytest.fixture(autouse=True)
def day(settings):
    settings.DEMO_DAY = date(2018, 3, 15)


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
