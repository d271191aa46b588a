"""The demo's files, built once for all tests of the package."""

import pytest

from demo.build import build
from demo.country import demo_profiles


@pytest.fixture(scope="session")
def frames():
    """Return the ordinary demo's files as frames of text."""
    return build(demo_profiles())
