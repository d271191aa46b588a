"""The proof that a pattern protects: done anew, in another way than the protection chose it.

The hidden cells fall into groups that share facts; everything shown is a constant. For each group its own
program is asked, first linear, then with whole numbers. A count is safe when two tables of whole numbers, checked
here in exact arithmetic against every fact, differ enough in it: the proof rests on no solver's word.
"""

from __future__ import annotations

from collections.abc import Collection

import highspy
import numpy as np

from .attacker import OPTIONS, ceiling
from .system import Fact, Group, State, System, groups

#: The least difference between two possible values of a small count.
WIDTH = 2


def audit(system: System, hidden: Collection[int]) -> list[int]:
    """Return the small counts that the pattern exposes, by number; empty: it passed."""
    hidden = frozenset(hidden)
    primaries = system.primaries()
    exposed = {cell for cell in primaries if cell not in hidden}
    exposed |= {cell for cell in hidden if system.counts[cell] == 0 or system.states[cell] is State.SHOWN}
    for group in groups(system, hidden):
        exposed |= _Group(system, group, [cell for cell in group.cells if cell in set(primaries)]).exposed()
    return sorted(exposed)


class _Group:
    """The questions about one group."""

    def __init__(self, system: System, group: Group, primaries: list[int]) -> None:
        self._counts = system.counts
        self._group = group
        self._primaries = primaries
        self._ceiling = ceiling(system)
        self._every = np.arange(len(group.cells), dtype=np.int32)
        self._nothing = np.zeros(len(group.cells))
        truth = {cell: system.counts[cell] for cell in group.cells}
        self._least, self._most = dict(truth), dict(truth)

    def exposed(self) -> set[int]:
        """Return the small counts of the group whose interval is too narrow."""
        exposed: set[int] = set()
        for whole_numbers in (False, True):
            unsure = [cell for cell in self._primaries if not self._is_safe(cell)]
            solver = _program(self._group, self._counts, self._ceiling, whole_numbers) if unsure else None
            for cell in unsure:
                if solver is None or self._is_safe(cell):
                    continue
                values = [self._ask(solver, cell, sign) for sign in (1.0, -1.0)]
                if abs(values[1] - values[0]) < WIDTH - 1e-6:
                    exposed.add(cell)
        return exposed | {cell for cell in self._primaries if not self._is_safe(cell)}

    def _is_safe(self, cell: int) -> bool:
        return self._most[cell] - self._least[cell] >= WIDTH

    def _ask(self, solver: highspy.Highs, cell: int, sign: float) -> float:
        """Return the least (or, with a minus, the most) the cell can be, and keep the table as evidence."""
        column = self._group.cells.index(cell)
        solver.changeColsCost(len(self._nothing), self._every, self._nothing)
        solver.changeColCost(column, sign)
        solver.run()
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return float(self._counts[cell])  # no answer is no proof
        table = list(solver.getSolution().col_value)
        self._keep({cell: round(value) for cell, value in zip(self._group.cells, table, strict=True)})
        return table[column]

    def _keep(self, table: dict[int, int]) -> None:
        """Take a table of whole numbers as evidence, if it fits all that the reader knows."""
        if min(table.values()) < 1 or not all(self._fits(fact, table) for fact in self._group.facts):
            return
        for cell in self._primaries:
            self._least[cell] = min(self._least[cell], table[cell])
            self._most[cell] = max(self._most[cell], table[cell])

    def _fits(self, fact: Fact, table: dict[int, int]) -> bool:
        total = sum(sign * table.get(cell, self._counts[cell]) for cell, sign in fact.terms)
        return total == 0 if fact.is_equation else total >= 0


def _program(group: Group, counts: list[int], most: int, whole_numbers: bool) -> highspy.Highs:
    """Return the program of the group's cells, each at least 1."""
    solver = highspy.Highs()
    for option, value in OPTIONS.items():
        solver.setOptionValue(option, value)
    column = {cell: number for number, cell in enumerate(group.cells)}
    for number in column.values():
        solver.addCol(0.0, 1.0, float(most), 0, [], [])
        if whole_numbers:
            solver.changeColIntegrality(number, highspy.HighsVarType.kInteger)
    for fact in group.facts:
        terms = [(column[cell], float(sign)) for cell, sign in fact.terms if cell in column]
        known = float(sum(sign * counts[cell] for cell, sign in fact.terms if cell not in column))
        high = -known if fact.is_equation else highspy.kHighsInf
        columns, signs = zip(*terms, strict=True)
        solver.addRow(-known, high, len(terms), list(columns), list(signs))
    return solver
