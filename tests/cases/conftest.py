"""What several files about companies begin with."""

import pytest

from tests import people


@pytest.fixture
def company():
    """A company of Aalborg's register."""
    return people.a_company("Bageriet", "13585628")


@pytest.fixture
def client_of(as_user, caseworker):
    """A browser logged in as the caseworker."""
    return as_user(caseworker)
