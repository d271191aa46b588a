"""Showing again what need not be hidden."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np

from .attacker import TOLERANCE, Attacker
from .system import Group, System, groups
from .witnesses import WIDTH, Witnesses

#: How many small counts may be asked about in all. Where nearly every count is small, asking on would take minutes;
#: then what is left stays hidden, which protects all the same. A number, not a time, so that the answer is one.
QUESTIONS = 1500


def show_again(
    system: System, hidden_at_first: Collection[int], extra: Collection[int], wanted: Mapping[int, int]
) -> list[int]:
    """Show each extra hidden cell again, dearest first, unless somebody gets exposed; return those that stay hidden.

    ``wanted``: small counts that need a wider interval than the others.
    """
    kept = []
    questions = QUESTIONS
    for group in groups(system, {*hidden_at_first, *extra}):
        trimming = _Trimming(system, group, wanted, questions)
        kept += trimming.run(extra)
        questions = trimming.questions
    return kept


class _Trimming:
    """One group of hidden cells that share facts; what is shown in it tells nothing of other groups."""

    def __init__(self, system: System, group: Group, wanted: Mapping[int, int], questions: int) -> None:
        self.questions = questions
        self._costs = system.costs
        self._primaries = [cell for cell in group.cells if system.is_primary(cell)]
        self._reader = Attacker(system, group.cells, facts=group.facts)
        self._wanted = np.array([wanted.get(cell, WIDTH) - TOLERANCE for cell in self._primaries])
        columns = [self._reader.column[cell] for cell in self._primaries]
        self._seen = Witnesses(self._reader.truth, np.array(columns, dtype=int))

    def run(self, extra: Collection[int]) -> list[int]:
        """Return the extra cells of the group that must stay hidden."""
        kept = []
        own = [cell for cell in self._reader.cells if cell in extra]
        for cell in sorted(own, key=lambda cell: (-self._costs[cell], cell)):
            if not self.questions:
                kept.append(cell)
                continue
            self._reader.show(cell)
            dropped = self._seen.keep_only(self._reader.column[cell])
            if not self._all_safe():
                self._reader.hide(cell)
                self._seen.put_back(dropped)
                kept.append(cell)
        return kept

    def _all_safe(self) -> bool:
        """Ask about every small count that is not known to be safe, until one is exposed."""
        for number, cell in enumerate(self._primaries):
            if self._seen.spread[number] >= self._wanted[number]:
                continue
            if not self.questions:
                return False
            self.questions -= 1
            for answer in (self._reader.least(cell), self._reader.most(cell)):
                self._seen.add(answer.table)
            if self._seen.spread[number] < self._wanted[number]:
                return False
        return True
