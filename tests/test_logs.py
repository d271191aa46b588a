"""No line of the log repeats the row that the database refused."""

import logging
import sys

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction

from tests import people
from visitation.models import Visitation

pytestmark = pytest.mark.django_db
SECRET = "meget privat\n\nover flere linjer"


def formatted(message: str, exc_info=None) -> str:
    """Return what the console gets of a log line."""
    configured = settings.LOGGING["formatters"]["plain"]
    from flereskalmed.logs import WithoutValues

    assert configured["()"] == f"{WithoutValues.__module__}.{WithoutValues.__name__}"
    record = logging.LogRecord("x", logging.ERROR, __file__, 1, message, None, exc_info)
    return WithoutValues(configured["format"], style=configured["style"]).format(record)


def refused() -> IntegrityError:
    citizen = people.a_member()
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        Visitation.objects.create(citizen=citizen, decided_on="2018-01-01", group="9", note=SECRET)
    return caught.value


def test_a_traceback_keeps_the_rule_and_drops_the_row():
    error = refused()
    assert "meget privat" in str(error), "the database does repeat the row"
    try:
        raise RuntimeError("derefter") from error
    except RuntimeError:
        line = formatted("Internal Server Error: /x", sys.exc_info())
    assert "group_is_known" in line and "derefter" in line and "RuntimeError" in line
    assert "privat" not in line and "flere linjer" not in line


def test_a_message_that_holds_the_error_drops_it_too():
    line = formatted(f"Task raised unexpected: {refused()!s}")
    assert "group_is_known" in line and "privat" not in line and "flere linjer" not in line


def test_other_lines_are_as_they_were():
    assert formatted("Not Found: /borgere/3/").endswith("ERROR x: Not Found: /borgere/3/")


def test_the_worker_writes_its_lines_in_the_same_way():
    from flereskalmed.celery import app

    assert app.conf.worker_hijack_root_logger is False
