"""Whom the tests of group 2 are about, and who sits at the browser."""

import pytest

from tests import people


@pytest.fixture
def citizen(caseworker):
    """A citizen who has been in group 2 from the beginning."""
    return people.a_member(group="2", since="2017-01-01")


@pytest.fixture
def browser(as_user, caseworker):
    """The browser of a logged-in caseworker."""
    return as_user(caseworker)
