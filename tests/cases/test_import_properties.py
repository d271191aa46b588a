"""For any set of rows: refused means untouched, a dry run stores nothing, loading twice changes nothing."""

import csv
import tempfile
from datetime import date
from pathlib import Path

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stdnum.dk import cpr as stdnum_cpr
from stdnum.exceptions import ValidationError

from cases.cpr import InvalidCprError, parse_cpr
from cases.importing import ImportRefused, bulk, load
from cases.importing.layout import BY_NAME

from .importing import ANNA, BO, CARLA, CITIZENS, stored

pytestmark = pytest.mark.django_db

CPRS = st.sampled_from([ANNA, BO, CARLA])
DAYS = st.dates(date(2018, 1, 1), date(2018, 1, 6))
OPEN_ENDED = st.one_of(st.just(""), DAYS)
NOTES = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8)
ROWS = {
    "target_group": st.tuples(st.sampled_from(["fsm1", "fsm2"]), CPRS, OPEN_ENDED),
    "benefit_changes": st.tuples(CPRS, DAYS, st.sampled_from(["kontanthjaelp", "job", "doed"]), st.just("")),
    "visitations": st.tuples(CPRS, DAYS, st.sampled_from(["1", "2"]), st.just(""), st.just(""), NOTES),
    "facilitators": st.tuples(CPRS, st.sampled_from(["Carl", "Dora"]), DAYS, OPEN_ENDED),
    "contacts": st.tuples(CPRS, DAYS, st.just("kontakt"), NOTES),
    "plans": st.tuples(CPRS, NOTES, OPEN_ENDED, OPEN_ENDED),
    "rehabilitation": st.tuples(CPRS, DAYS, OPEN_ENDED, NOTES, st.just(""), st.just("")),
}
SETS = st.fixed_dictionaries({name: st.lists(rows, max_size=3) for name, rows in ROWS.items()})
OFTEN = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


def _write(folder: Path, rows: dict[str, list[tuple]]) -> None:
    (folder / "citizens.csv").write_text(CITIZENS, encoding="utf-8")
    for name, lines in rows.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([BY_NAME[name].names, *lines])


@OFTEN
@given(SETS)
def test_any_set_is_stored_whole_or_not_at_all(rows):
    with tempfile.TemporaryDirectory() as name, transaction.atomic():
        folder, empty = Path(name), stored()
        _write(folder, rows)
        try:
            promised = load(folder, dry_run=True)
        except ImportRefused as refused:
            assert all("regel:" not in error.message and error.column != "*" for error in refused.errors)
            promised = None
        assert stored() == empty
        if promised is not None:
            assert load(folder).stored == promised.stored
            full = stored()
            again = load(folder)
            assert stored() == full
            assert not any(again.stored.values())
        transaction.set_rollback(True)


def _outcome(folder: Path) -> tuple:
    """Load; return what came of it and what is stored then, and leave everything as it was."""
    with transaction.atomic():
        try:
            told: tuple = ("stored", load(folder).stored)
        except ImportRefused as refused:
            told = ("refused", [(error.file, error.row, error.column, str(error.message)) for error in refused.errors])
        held = stored()
        transaction.set_rollback(True)
    return told, held


FIRST: dict[str, list[tuple]] = {
    "target_group": [("fsm1", ANNA, "")],
    "facilitators": [(ANNA, "Carl", "2018-01-02", "2018-01-04")],
    "contacts": [(ANNA, "2018-01-05", "kontakt", "")],
    "plans": [(ANNA, "pedel", "2018-01-01", "")],
}
SECOND: dict[str, dict[str, list[tuple]]] = {
    "more": {**FIRST, "contacts": [*FIRST["contacts"], (BO, "2018-01-05", "kontakt", "")]},
    "nothing new": FIRST,
    "refused: overlaps what is stored": {"facilitators": [(ANNA, "Dora", "2018-01-03", "")]},
    "refused: dead before what is stored": {"benefit_changes": [(ANNA, "2018-01-01", "doed", "")]},
    "another plan": {"plans": [(ANNA, "kok", "2018-01-01", "")]},
}


@pytest.mark.parametrize("what", SECOND)
def test_over_what_is_stored_a_bulk_load_does_what_row_by_row_does(tmp_path, monkeypatch, what):
    _write(tmp_path, FIRST)
    load(tmp_path)
    _write(tmp_path, {**{name: [] for name in FIRST}, **SECOND[what]})
    by_row = _outcome(tmp_path)
    monkeypatch.setattr(bulk, "outnumber", lambda cursor, rows: True)
    monkeypatch.setattr(bulk, "WORTH_IT", 1)
    assert _outcome(tmp_path) == by_row
    assert by_row[0][0] == ("refused" if what.startswith("refused") else "stored")


def test_a_bulk_load_stores_the_same_and_puts_every_key_back(tmp_path, monkeypatch):
    keys = """
        SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace
        UNION ALL SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
    """
    monkeypatch.setattr(bulk, "WORTH_IT", 1)
    _write(tmp_path, {"contacts": [(ANNA, "2018-01-01", "kontakt", "")]})
    with connection.cursor() as cursor:
        cursor.execute(keys)
        before = sorted(cursor.fetchall())
        assert load(tmp_path).stored == {"citizens": 3, "contacts": 1}
        cursor.execute(keys)
        assert sorted(cursor.fetchall()) == before
        assert not bulk.outnumber(cursor, 4)
        assert bulk.outnumber(cursor, 5)
        _write(tmp_path, {"contacts": [(ANNA, f"2018-01-0{day}", "kontakt", "") for day in (1, 2, 3)]})
        assert load(tmp_path).stored == {"citizens": 0, "contacts": 2}, "a second one, over the first"
        cursor.execute(keys)
        assert sorted(cursor.fetchall()) == before


@given(st.from_regex(r"[0-9]{6}-?[0-9]{4}", fullmatch=True) | st.text(max_size=12))
def test_a_cpr_number_is_what_stdnum_takes_for_one(text):
    try:
        read = parse_cpr(text)
    except InvalidCprError as error:
        assert len(text) < 4 or text not in str(error)  # a letter or two stand in any message
        return
    digits = read.digits
    assert stdnum_cpr.is_valid(digits)
    assert read.born_on == stdnum_cpr.get_birth_date(digits)
    assert read.checksum_ok == (stdnum_cpr.checksum(digits) == 0)
    with pytest.raises(ValidationError):
        stdnum_cpr.validate(digits[:-1])


def test_after_a_first_load_the_planner_knows_how_many_rows_there_are(tmp_path):
    """Whatever the database noted of the tables before: a month closed right afterwards is planned for these."""
    known = "SELECT reltuples FROM pg_class WHERE relname = 'cases_citizen'"
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE cases_citizen")
        _write(tmp_path, {})
        assert load(tmp_path).stored["citizens"] == 3
        cursor.execute(known)
        assert cursor.fetchone() == (3,)
