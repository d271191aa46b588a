"""Choosing what to hide beside the small counts, until no reader can work one of them out.

Greedy, led by the reader's own arithmetic: where a small count is exposed, the duals of the reader's two linear
programs say which shown cells give it away, and the cheapest of them is hidden. Afterwards every cell hidden this
way is shown again, dearest first, where nobody gets exposed by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from .attacker import TOLERANCE, Answer, Attacker
from .audit import audit
from .system import Group, System, groups
from .trimming import show_again
from .witnesses import WIDTH, Witnesses

#: How often the audit may send the choice back because of whole numbers.
ROUNDS = 5


class CannotProtectError(Exception):
    """A small count stays exposed whatever is hidden. ``cells`` are their names."""

    def __init__(self, cells: list[str]) -> None:
        super().__init__(f"cannot protect {', '.join(cells[:10])}")
        self.cells = cells


@dataclass(frozen=True)
class Pattern:
    """What is hidden: the cells that must be, and those hidden to protect them."""

    primary: tuple[int, ...]
    extra: tuple[int, ...]

    @property
    def hidden(self) -> frozenset[int]:
        """All hidden cells; a reader cannot tell the two kinds apart."""
        return frozenset(self.primary + self.extra)


def protect_system(system: System) -> Pattern:
    """Return what to hide. The same system gives the same pattern. Raises ``CannotProtectError``."""
    wanted: dict[int, int] = {}
    pattern = None
    first, candidates = system.hidden_at_first(), frozenset(system.candidates())
    for _round in range(ROUNDS):
        enough: list[int] = []
        for group in groups(system, {*first, *candidates}):
            if not candidates.isdisjoint(group.cells):  # where there is nothing to choose, the audit will tell
                enough += _Protection(system, group, wanted).run()
        extra = show_again(system, first, enough, wanted)
        before, pattern = pattern, Pattern(tuple(first), tuple(sorted(extra)))
        exposed = audit(system, pattern.hidden)
        if not exposed:
            return pattern
        if pattern == before:
            break
        wanted |= {cell: wanted.get(cell, WIDTH) + 1 for cell in exposed}
    raise CannotProtectError(_names(system, exposed))


class _Protection:
    """One search among cells that share facts. ``wanted``: small counts that need a wider interval than the others."""

    def __init__(self, system: System, group: Group, wanted: Mapping[int, int]) -> None:
        self._system = system
        candidates = sorted(set(system.candidates()).intersection(group.cells))
        self._reader = Attacker(system, sorted(set(group.cells).difference(candidates)), candidates, group.facts)
        self._primaries = [cell for cell in group.cells if system.is_primary(cell)]
        columns = [self._reader.column[cell] for cell in self._primaries]
        self._wanted = np.array([wanted.get(cell, WIDTH) - TOLERANCE for cell in self._primaries])
        self._seen = Witnesses(self._reader.truth, np.array(columns, dtype=int))
        self._costs = np.array([system.costs[cell] for cell in self._reader.cells])
        self._shown = np.zeros(len(self._costs), dtype=bool)
        self._shown[[self._reader.column[cell] for cell in candidates]] = True

    def run(self) -> list[int]:
        """Return cells that protect, when hidden beside those hidden at first; more than need be."""
        return [cell for number in range(len(self._primaries)) for cell in self._protect(number)]

    def _protect(self, number: int) -> list[int]:
        """Hide cells until this small count is safe; return them."""
        hidden: list[int] = []
        while not self._is_safe(number):
            answers = self._ask(number)
            if self._is_safe(number):
                break
            column = self._best(answers)
            if column is None:
                raise CannotProtectError(_names(self._system, [self._primaries[number]]))
            self._shown[column] = False
            hidden.append(self._reader.cells[column])
            self._reader.hide(hidden[-1])
        return hidden

    def _is_safe(self, number: int) -> bool:
        return bool(self._seen.spread[number] >= self._wanted[number])

    def _ask(self, number: int) -> tuple[Answer, Answer]:
        cell = self._primaries[number]
        answers = self._reader.least(cell), self._reader.most(cell)
        for answer in answers:
            self._seen.add(answer.table)
        return answers

    def _best(self, answers: tuple[Answer, Answer]) -> int | None:
        """Return the shown column that gives the reader's two programs most room for its cost; None: no one does."""
        room = np.zeros(len(self._costs))
        for answer in answers:
            room += np.maximum(answer.duals, 0) * (self._reader.truth - 1)
            room += np.maximum(-answer.duals, 0) * (self._reader.ceiling - self._reader.truth)
        gives_room = self._shown & (room > TOLERANCE)
        score = np.where(gives_room, np.minimum(room, WIDTH) / self._costs, 0.0)
        return int(np.argmax(score)) if gives_room.any() else None


def _names(system: System, cells: Iterable[int]) -> list[str]:
    wanted = set(cells)
    return [name for name, cell in system.names.items() if cell in wanted]
