"""What is hidden protects: nobody is exposed, nothing is hidden that need not be, the same every time."""

import hashlib
import os
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.errors import UnsatisfiedAssumption

from reporting.disclosure.attacker import Attacker
from reporting.disclosure.audit import audit
from reporting.disclosure.protection import CannotProtectError, Pattern, protect_system
from reporting.disclosure.system import State, System

from .small_tables import linked_tables, two_way, two_way_tables, with_a_track

SLOW = settings(max_examples=30)
person = st.tuples(st.booleans(), st.booleans(), st.booleans())
shapes = st.one_of(
    two_way_tables(), two_way_tables(least=3, most=8), st.lists(person, min_size=1, max_size=20).map(with_a_track)
)


def exposed(system: System, pattern: Pattern) -> list[int]:
    """Return what a reader with a linear program of their own finds."""
    reader = Attacker(system, pattern.hidden)
    return [cell for cell in system.primaries() if reader.width(cell) < 2 - 1e-6]


def protected(system: System) -> Pattern:
    """Return the pattern; where there is none, hiding everything that may be hidden must not help either."""
    try:
        return protect_system(system)
    except CannotProtectError:
        assert audit(system, {*system.hidden_at_first(), *system.candidates()})
        raise UnsatisfiedAssumption from None


@SLOW
@given(shapes)
def test_nobody_is_exposed(system):
    pattern = protected(system)
    assert set(system.primaries()) <= pattern.hidden
    assert exposed(system, pattern) == []
    assert audit(system, pattern.hidden) == []
    assert not any(system.counts[cell] == 0 or system.states[cell] is State.SHOWN for cell in pattern.hidden)


@SLOW
@given(linked_tables())
def test_nobody_is_exposed_by_two_months_of_which_one_is_published(system):
    pattern = protected(system)
    assert exposed(system, pattern) == []


@SLOW
@given(two_way_tables(least=2, most=4))
def test_nothing_is_hidden_that_need_not_be(system):
    pattern = protected(system)
    for cell in pattern.extra:
        assert audit(system, pattern.hidden - {cell}), "it could be shown"


def test_a_cheap_cell_is_hidden_rather_than_a_dear_one():
    pattern = protect_system(system := two_way([[1, 9, 9], [9, 9, 9], [9, 9, 9]]))
    names = {cell: name for name, cell in system.names.items()}
    assert [names[cell] for cell in pattern.primary] == ["0/0"]
    assert len(pattern.extra) == 3
    assert not any("all" in names[cell] for cell in pattern.extra)


def test_nothing_small_hides_nothing():
    assert protect_system(two_way([[5, 0], [0, 7]])) == Pattern((), ())


def test_what_was_hidden_stays_hidden_and_what_was_shown_stays_shown():
    system = two_way([[1, 9, 9], [9, 9, 9], [9, 9, 9]])
    system.states[system.names["2/2"]] = State.HIDDEN
    system.states[system.names["0/1"]] = State.SHOWN
    pattern = protect_system(system)
    assert system.names["2/2"] in pattern.primary
    assert system.names["0/1"] not in pattern.hidden
    assert audit(system, pattern.hidden) == []


def test_a_count_that_cannot_be_protected_is_named():
    with pytest.raises(CannotProtectError) as error:
        protect_system(two_way([[1, 0], [0, 0]]))
    assert set(error.value.cells) & {"0/0", "0/all", "all/0"}


SCRIPT = """
from tests.reporting.small_tables import two_way
from reporting.disclosure.protection import protect_system
table = [[(7 * row * row + 5 * column + row * column) % 11 for column in range(6)] for row in range(25)]
print(protect_system(two_way(table)))
"""


def test_the_same_pattern_whatever_the_hash_seed():
    patterns = set()
    for seed in ("0", "1", "42"):
        run = subprocess.run(
            [sys.executable, "-c", SCRIPT],
            capture_output=True,
            text=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
        )
        assert "extra=(" in run.stdout
        patterns.add(hashlib.sha256(run.stdout.encode()).hexdigest())
    assert len(patterns) == 1
