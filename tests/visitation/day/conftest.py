"""The day of these tests, and the start page as the caseworker asks for it."""

import pytest

from .reading import ON, PAGE


@pytest.fixture(autouse=True)
def that_day(settings):
    settings.DEMO_DAY = ON


@pytest.fixture
def ask(as_user, caseworker):
    """Ask for the start page as the caseworker; returns the response."""
    return lambda query="", **headers: as_user(caseworker).get(PAGE + query, **headers)
