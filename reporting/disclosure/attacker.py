"""The reader who tries to work out a hidden count: the least and the most it can be, by linear program.

The reader knows every shown cell, every fact of the system, and that a hidden cell is at least 1 (zeros are
shown). One linear program is kept warm: between two questions only its objective, or the bounds of a cell
that was hidden or shown, change.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import highspy
import numpy as np

from .system import Fact, System

#: How much of the width a linear program may be wrong by.
TOLERANCE = 1e-6


#: One thread and nothing tried twice: the same questions get the same answers.
OPTIONS: dict[str, bool | int | str] = {"output_flag": False, "threads": 1, "presolve": "off", "solver": "simplex"}

DUAL, PRIMAL = 1, 4


class AttackerError(RuntimeError):
    """The linear program has no answer: nothing can be said of what a reader can work out."""


def ceiling(system: System) -> int:
    """Return a number that no hidden count exceeds, so large that the reader learns nothing small from it."""
    return 4 * max(system.counts, default=0) + 10


@dataclass(frozen=True)
class Answer:
    """One question's answer: a table that fits (by column), and what each column's bound costs the reader."""

    table: np.ndarray
    duals: np.ndarray


class Attacker:
    """What a reader can work out from all that is shown.

    ``candidates`` are shown cells that may be hidden later; every other shown cell is a constant. ``facts`` are
    those that matter to the cells (all, when not given).
    """

    def __init__(
        self,
        system: System,
        hidden: Collection[int],
        candidates: Collection[int] = (),
        facts: Iterable[Fact] | None = None,
    ) -> None:
        self.cells = sorted({*hidden, *candidates})
        self.column = {cell: column for column, cell in enumerate(self.cells)}
        self.truth = np.array([system.counts[cell] for cell in self.cells], dtype=float)
        self.ceiling = ceiling(system)
        rows = list(_rows(system.facts if facts is None else facts, system.counts, self.column))
        # With every cell hidden the few pivots of the dual method lead far, and a table says much of other cells;
        # among thousands of fixed cells the primal method finds the nearest reasons.
        self._solver = _solver(rows, self.truth, PRIMAL if candidates else DUAL)
        self._asked: int | None = None
        for cell in sorted(hidden):
            self.hide(cell)

    def hide(self, cell: int) -> None:
        """Hide the cell from the reader."""
        self._solver.changeColBounds(self.column[cell], 1.0, self.ceiling)

    def show(self, cell: int) -> None:
        """Show the cell to the reader."""
        count = self.truth[self.column[cell]]
        self._solver.changeColBounds(self.column[cell], count, count)

    def most(self, cell: int) -> Answer:
        """Return a table that fits in which the cell is as large as can be."""
        return self._ask(cell, -1.0)

    def least(self, cell: int) -> Answer:
        """Return a table that fits in which the cell is as small as can be."""
        return self._ask(cell, 1.0)

    def width(self, cell: int) -> float:
        """Return how wide the reader's interval for the cell is."""
        column = self.column[cell]
        return float(self.most(cell).table[column] - self.least(cell).table[column])

    def _ask(self, cell: int, objective: float) -> Answer:
        column = self.column[cell]
        if self._asked is not None and self._asked != column:
            self._solver.changeColCost(self._asked, 0.0)
        self._solver.changeColCost(column, objective)
        self._asked = column
        self._solver.run()
        status = self._solver.getModelStatus()
        if status != highspy.HighsModelStatus.kOptimal:
            raise AttackerError(f"the reader's linear program ended as {status.name}")
        solution = self._solver.getSolution()
        return Answer(np.array(solution.col_value), np.array(solution.col_dual))


def _solver(rows: list[Row], truth: np.ndarray, strategy: int) -> highspy.Highs:
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = len(truth), len(rows)
    program.col_cost_ = np.zeros(len(truth))
    program.col_lower_ = program.col_upper_ = truth
    program.row_lower_ = np.array([row.low for row in rows])
    program.row_upper_ = np.array([row.high for row in rows])
    program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    program.a_matrix_.start_ = np.cumsum([0, *(len(row.terms) for row in rows)])
    program.a_matrix_.index_ = np.array([column for row in rows for column, _sign in row.terms], dtype=int)
    program.a_matrix_.value_ = np.array([sign for row in rows for _column, sign in row.terms], dtype=float)
    solver = highspy.Highs()
    for option, value in {**OPTIONS, "simplex_strategy": strategy}.items():
        solver.setOptionValue(option, value)
    solver.passModel(program)
    return solver


class Row(NamedTuple):
    """One fact with its constants moved to the bounds."""

    terms: list[tuple[int, int]]
    low: float
    high: float


def _rows(facts: Iterable[Fact], counts: Sequence[int], column: Mapping[int, int]) -> Iterator[Row]:
    """Yield the facts that say anything of the columns."""
    for fact in facts:
        terms = [(column[cell], sign) for cell, sign in fact.terms if cell in column]
        constant = sum(sign * counts[cell] for cell, sign in fact.terms if cell not in column)
        says_nothing = not fact.is_equation and constant >= 0 and all(sign > 0 for _column, sign in terms)
        if terms and not says_nothing:
            yield Row(terms, -constant, -constant if fact.is_equation else highspy.kHighsInf)
