"""Invented systems of tables for the tests of disclosure control, and a reader who tries every table there is."""

from itertools import product

import numpy as np
from hypothesis import strategies as st

from reporting.disclosure.system import State, System

#: Many small counts, as in the municipalities' tables.
counts = st.sampled_from([0, 0, 1, 1, 2, 2, 3, 4, 5, 8, 13, 40])


def two_way(table: list[list[int]], *, total_is_shown: bool = True) -> System:
    """Return a table with its margins; the total is never hidden."""
    system = System()
    rows, columns = range(len(table)), range(len(table[0]))
    for row, column in product(rows, columns):
        system.add(f"{row}/{column}", table[row][column])
    for row in rows:
        system.add(f"{row}/all", sum(table[row]), cost=4)
        system.adds_up(f"{row}/all", [f"{row}/{column}" for column in columns])
    for column in columns:
        system.add(f"all/{column}", sum(line[column] for line in table), cost=4)
        system.adds_up(f"all/{column}", [f"{row}/{column}" for row in rows])
    system.add("all/all", sum(map(sum, table)), cost=100, state=State.SHOWN if total_is_shown else State.FREE)
    system.adds_up("all/all", [f"{row}/all" for row in rows])
    system.adds_up("all/all", [f"all/{column}" for column in columns])
    return system


def with_a_track(people: list[tuple[bool, bool, bool]]) -> System:
    """Return a group, those of it in a track, and the track's three overlapping parts."""
    system = System()
    system.add("group", len(people), cost=9)
    system.add("track", sum(any(person) for person in people), cost=3)
    system.at_most("track", "group")
    for part in range(3):
        system.add(f"part {part}", sum(person[part] for person in people))
        system.at_most(f"part {part}", "track")
    system.at_most_together("track", [f"part {part}" for part in range(3)])
    return system


@st.composite
def two_way_tables(draw, least: int = 2, most: int = 5, values=counts) -> System:
    """Return an invented table of some shape."""
    columns = draw(st.integers(least, most))
    line = st.lists(values, min_size=columns, max_size=columns)
    return two_way(draw(st.lists(line, min_size=least, max_size=most)))


@st.composite
def linked_tables(draw) -> System:
    """Return this month's and last month's table of the same places, with last month's already published."""
    places, system = range(draw(st.integers(2, 4))), System()
    for month in ("before", "now"):
        state = State.SHOWN if month == "before" and draw(st.booleans()) else State.FREE
        numbers = draw(st.lists(st.tuples(counts, counts), min_size=len(places), max_size=len(places)))
        for place, parts in zip(places, numbers, strict=True):
            for name, count in (("a", parts[0]), ("b", parts[1]), ("all", sum(parts))):
                settled = state if name == "all" and sum(parts) > 2 else State.FREE
                system.add(f"{month} {place} {name}", count, state=settled)
            system.adds_up(f"{month} {place} all", [f"{month} {place} a", f"{month} {place} b"])
        system.add(f"{month} all", sum(map(sum, numbers)), cost=100)
        system.adds_up(f"{month} all", [f"{month} {place} all" for place in places])
    return system


def every_table(system: System, hidden: list[int], most: int) -> np.ndarray:
    """Return all whole-number values of the hidden cells, 1 to ``most``, that fit the system: one row each."""
    tables = np.stack(np.meshgrid(*[np.arange(1, most + 1)] * len(hidden), indexing="ij"), -1).reshape(-1, len(hidden))
    fits = np.ones(len(tables), dtype=bool)
    for fact in system.facts:
        total = np.zeros(len(tables), dtype=int)
        for cell, sign in fact.terms:
            total += sign * (tables[:, hidden.index(cell)] if cell in hidden else system.counts[cell])
        fits &= (total == 0) if fact.is_equation else (total >= 0)
    return tables[fits]
