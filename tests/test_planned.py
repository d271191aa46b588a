"""Statements planned once for a connection give what they gave before, and are planned again only when they differ."""

from datetime import date

import pytest
from django.db import ProgrammingError, connection, transaction

from cases.models import Citizen
from flereskalmed import planned as module
from flereskalmed.planned import planned
from tests import people

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_planned():
    connection.ensure_connection()
    with connection.connection.cursor() as cursor:
        cursor.execute("DEALLOCATE ALL")
    module._names.pop(connection.connection, None)


def asked(sql: str, params) -> list[tuple]:
    with planned(), connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def plans() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM pg_prepared_statements WHERE name LIKE 'planned_%'")
        return cursor.fetchone()[0]


def test_a_statement_is_planned_once_and_takes_other_values():
    sql = "SELECT %(day)s + %(days)s, %(word)s::text"
    assert asked(sql, {"day": date(2018, 2, 27), "days": 2, "word": "å%s"}) == [(date(2018, 3, 1), "å%s")]
    assert asked(sql, {"day": date(2018, 1, 1), "days": 1, "word": "b"}) == [(date(2018, 1, 2), "b")]
    assert plans() == 1


def test_a_list_of_values_belongs_to_the_statement():
    sql = "SELECT %(word)s IN %(words)s, %(word)s LIKE 'a%%'"
    assert asked(sql, {"word": "a", "words": ("a", "b'%(word)s")}) == [(True, True)]
    assert asked(sql, {"word": "a", "words": ("c",)}) == [(False, True)]
    assert plans() == 2


def test_values_that_the_statement_does_not_name_are_left_out():
    assert asked("SELECT %(one)s::int", {"one": 1, "other": None, "third": "x"}) == [(1,)]


def test_what_the_models_ask_is_answered_alike():
    known = [people.a_citizen(name=f"Borger {number}") for number in range(3)]
    people.a_citizen("810")
    for names in (["Borger 0"], ["Borger 1"], ["Borger 0", "Borger 2"]):
        found = Citizen.objects.filter(municipality="851", name__in=names).order_by("pk")
        with planned():
            assert list(found) == [one for one in known if one.name in names]
    assert plans() == 2  # one name, two names


def test_a_mistake_is_a_mistake_of_the_statement_and_leaves_nothing_behind():
    for _ in range(2):
        with pytest.raises(ProgrammingError), transaction.atomic():
            asked("SELECT %(one)s::int FROM nowhere", {"one": 1})
    assert plans() == 0 and asked("SELECT %(one)s::int", {"one": 1}) == [(1,)]


def test_a_connection_keeps_no_more_plans_than_it_should(monkeypatch):
    monkeypatch.setattr(module, "MOST", 3)
    for number in range(8):
        assert asked(f"SELECT %s + {number}", [1]) == [(1 + number,)]
        assert plans() <= 3


def test_outside_nothing_is_planned():
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s + 1", [1])
    assert plans() == 0
