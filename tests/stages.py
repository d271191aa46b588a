"""What several tests look at, stored once: each test finds it as it was made, and nobody after the last."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from cases import reference
from cases.models import Municipality, Programme
from questionnaires.models import Questionnaire
from questionnaires.reference import questionnaires


def put_reference_data_back() -> None:
    """Store the reference data that the flush after a transactional test took away, now or in an earlier run."""
    if not Municipality.objects.exists():
        ContentType.objects.clear_cache()  # the flush gave the models new numbers
        Municipality.objects.bulk_create(Municipality(**row) for row in reference.municipalities())
        Programme.objects.bulk_create(Programme(**row) for row in reference.programmes())
        Questionnaire.objects.bulk_create(Questionnaire(**row) for row in questionnaires())


@contextmanager
def stage(blocker, build: Callable[[], Any]) -> Iterator[Any]:
    """Store what ``build`` stores inside a transaction that is undone at the end; give what it returns.

    Every test's own transaction lies within it. A test that commits cannot stand on a stage.
    """
    around = transaction.atomic()
    with blocker.unblock():
        around.__enter__()
        try:
            made = build()
        except BaseException:
            transaction.set_rollback(True)
            around.__exit__(None, None, None)
            raise
    try:
        yield made
    finally:
        with blocker.unblock():
            transaction.set_rollback(True)
            around.__exit__(None, None, None)


def fresh(made: list[Any]) -> list[Any]:
    """Return the same rows as they stand in the database: no test keeps what another changed in memory."""
    return [type(row)._base_manager.get(pk=row.pk) for row in made]


def staged(build: Callable[[], Any], scope: str) -> Any:
    """Return a fixture that stores what ``build`` stores once for all tests of a class or module."""

    @pytest.fixture(scope=scope)
    def on_stage(django_db_setup, django_db_blocker):
        with stage(django_db_blocker, build) as made:
            yield made

    return on_stage
