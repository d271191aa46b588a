"""The reader's arithmetic and the audit, against a reader who tries every whole-number table there is."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from reporting.disclosure.attacker import Attacker
from reporting.disclosure.audit import audit
from reporting.disclosure.system import InconsistentTablesError, State, System

from .small_tables import every_table, two_way, two_way_tables, with_a_track

SLOW = settings(max_examples=25)
tiny = two_way_tables(least=2, most=3, values=st.integers(0, 4))


def hidden_also(system: System, names: list[str]) -> list[int]:
    """Hide cells by name beside the small ones; return all hidden."""
    for name in names:
        system.states[system.names[name]] = State.HIDDEN
    return system.hidden_at_first()


@SLOW
@given(tiny, st.data())
def test_the_bounds_are_those_of_every_table_that_fits(system, data):
    names = sorted(name for name, cell in system.names.items() if system.counts[cell] > 2 and "all" not in name)
    hidden = hidden_also(system, data.draw(st.lists(st.sampled_from(names), unique=True)) if names else [])
    assume(0 < len(hidden) <= 6 and not any("all" in name for name, cell in system.names.items() if cell in hidden))
    tables = every_table(system, hidden, most=9)
    reader = Attacker(system, hidden)
    for at, cell in enumerate(hidden):
        column = reader.column[cell]
        assert reader.least(cell).table[column] == pytest.approx(tables[:, at].min())
        assert reader.most(cell).table[column] == pytest.approx(tables[:, at].max())


person = st.tuples(st.booleans(), st.booleans(), st.booleans())


@SLOW
@given(st.lists(person, min_size=1, max_size=6), st.sets(st.sampled_from(["track", "part 0", "part 1", "part 2"])))
def test_the_audit_finds_what_every_table_shows_of_an_overlapping_track(people, names):
    system = with_a_track(people)
    system.states[system.names["group"]] = State.SHOWN
    hidden = hidden_also(system, sorted(names))
    assume(hidden)
    tables = every_table(system, hidden, most=7)
    narrow = [
        c for at, c in enumerate(hidden) if system.is_primary(c) and tables[:, at].max() - tables[:, at].min() < 2
    ]
    assert audit(system, hidden) == narrow


@SLOW
@given(tiny)
def test_the_audit_finds_every_exposed_count_of_a_table_that_hides_the_small_ones_only(system):
    hidden = system.hidden_at_first()
    assume(0 < len(hidden) <= 7)
    tables = every_table(system, hidden, most=7)
    width = tables.max(axis=0) - tables.min(axis=0)
    assert audit(system, hidden) == [cell for cell, wide in zip(hidden, width, strict=True) if wide < 2]


def test_a_total_minus_its_visible_parts_gives_a_count_away():
    system = two_way([[1, 5], [6, 7]])
    assert audit(system, system.hidden_at_first()) == [system.names["0/0"]]


def test_the_audit_refuses_a_pattern_that_shows_a_small_count_or_hides_a_zero():
    system = two_way([[1, 5, 0], [6, 7, 9]])
    assert audit(system, []) == [system.names["0/0"]]
    everything = [cell for cell in range(len(system.counts)) if system.states[cell] is not State.SHOWN]
    assert audit(system, everything) == [system.names["0/2"]]


def test_three_pairs_give_their_three_counts_away():
    """Three pairs that add to 4 each leave one table only."""
    system = System()
    for name in "abc":
        system.add(name, 2)
    for pair in ("ab", "bc", "ca"):
        system.add(pair, 4, state=State.SHOWN)
    for pair in ("ab", "bc", "ca"):
        system.adds_up(pair, list(pair))
    assert audit(system, system.hidden_at_first()) == [0, 1, 2]


def test_two_names_of_one_cell_are_one_count():
    system = System()
    system.add("july/visited", 5)
    system.same("august/previous", "july/visited")
    system.add("august/visited", 6)
    assert system.names["august/previous"] == system.names["july/visited"]
    assert len(system.counts) == 2


@pytest.mark.parametrize("state", [State.FREE, State.SHOWN])
def test_counts_that_contradict_their_facts_are_refused_without_naming_a_count(state):
    system = System()
    system.add("whole", 7, state=state), system.add("part", 8)
    with pytest.raises(InconsistentTablesError) as error:
        system.at_most("part", "whole")
    with pytest.raises(InconsistentTablesError):
        system.adds_up("whole", ["part"])
    assert "whole" in str(error.value) and "8" not in str(error.value)


def test_a_name_is_taken_once():
    system = System()
    system.add("a", 1)
    with pytest.raises(ValueError, match="there already"):
        system.add("a", 2)
    with pytest.raises(ValueError, match="there already"):
        system.same("a", "a")
    with pytest.raises(ValueError, match="below zero"):
        system.add("b", -1)
