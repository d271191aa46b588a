"""Everything that is published together as one system of cells, and what a reader knows of how they fit.

A cell is a count with a name. Facts are equations (the parts add up to the whole) and bounds (a part is at
most its whole; overlapping parts add to at least what they cover). No Django here, and nothing random.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum

from .small import SUPPRESS_BELOW


class State(Enum):
    """What is settled about a cell before the protection begins."""

    FREE = "free"
    #: Shown whatever happens: it is known already, or it must never be hidden.
    SHOWN = "shown"
    #: Hidden whatever happens: it was hidden in an earlier release.
    HIDDEN = "hidden"


class InconsistentTablesError(ValueError):
    """The counts contradict what the tables say of them. ``str()`` and ``cells`` name the cells, never a count."""

    def __init__(self, cells: Sequence[str]) -> None:
        super().__init__(f"{', '.join(cells)}: the counts do not fit their parts")
        self.cells = tuple(cells)


@dataclass(frozen=True)
class Fact:
    """``sum(sign * y[cell])`` is zero (``is_equation``) or not negative."""

    terms: tuple[tuple[int, int], ...]
    is_equation: bool


@dataclass
class System:
    """Cells by number, their names, and the facts that tie them together.

    Several names may be one cell (``same``): this month's count in one report is last month's in the next.
    """

    names: dict[str, int] = field(default_factory=dict)
    counts: list[int] = field(default_factory=list)
    costs: list[float] = field(default_factory=list)
    states: list[State] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)

    def add(self, name: str, count: int, cost: float = 1.0, state: State = State.FREE) -> None:
        """Add a cell. ``cost`` is what it would be to lose it to the reader."""
        if name in self.names:
            raise ValueError(f"the cell {name} is there already")
        if count < 0 or cost <= 0:
            raise ValueError(f"the cell {name} has a count below zero or no cost")
        self.names[name] = len(self.counts)
        self.counts.append(count)
        self.costs.append(cost)
        self.states.append(state)

    def same(self, name: str, as_name: str) -> None:
        """Give the cell ``as_name`` one more name."""
        if name in self.names:
            raise ValueError(f"the cell {name} is there already")
        self.names[name] = self.names[as_name]

    def adds_up(self, whole: str, parts: Iterable[str]) -> None:
        """State that the parts add up to the whole."""
        self._state([whole], parts, is_equation=True)

    def at_most(self, part: str, whole: str) -> None:
        """State that the part is at most its whole."""
        self._state([whole], [part], is_equation=False)

    def at_most_together(self, whole: str, parts: Iterable[str]) -> None:
        """State that the whole is at most its overlapping parts together."""
        self._state(list(parts), [whole], is_equation=False)

    def at_least(self, more: Iterable[str], less: Iterable[str]) -> None:
        """State that the first together are at least the others together."""
        self._state(list(more), less, is_equation=False)

    def _state(self, plus: Sequence[str], minus: Iterable[str], *, is_equation: bool) -> None:
        signs: dict[int, int] = {}
        for names, sign in ((plus, 1), (minus, -1)):
            for name in names:
                cell = self.names[name]
                signs[cell] = signs.get(cell, 0) + sign
        terms = tuple((cell, sign) for cell, sign in signs.items() if sign)
        total = sum(sign * self.counts[cell] for cell, sign in terms)
        if total < 0 or (is_equation and total):
            raise InconsistentTablesError(plus)
        self.facts.append(Fact(terms, is_equation))

    def is_primary(self, cell: int) -> bool:
        """Whether the cell is a small count that must stay secret."""
        return 0 < self.counts[cell] < SUPPRESS_BELOW and self.states[cell] is not State.SHOWN

    def primaries(self) -> list[int]:
        """Return the cells that must stay secret."""
        return [cell for cell in range(len(self.counts)) if self.is_primary(cell)]

    def hidden_at_first(self) -> list[int]:
        """Return the cells that are hidden before any is hidden to protect another."""
        return [
            cell
            for cell in range(len(self.counts))
            if self.is_primary(cell) or (self.states[cell] is State.HIDDEN and self.counts[cell])
        ]

    def candidates(self) -> list[int]:
        """Return the cells that may be hidden to protect others; a zero is always shown."""
        return [
            cell
            for cell, count in enumerate(self.counts)
            if count >= SUPPRESS_BELOW and self.states[cell] is State.FREE
        ]


@dataclass
class Group:
    """Hidden cells that facts tie together, and these facts."""

    cells: list[int] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)


def groups(system: System, hidden: Collection[int]) -> Iterator[Group]:
    """Yield the groups of hidden cells, in order."""
    leader = {cell: cell for cell in sorted(hidden)}

    def find(cell: int) -> int:
        while leader[cell] != cell:
            leader[cell] = cell = leader[leader[cell]]
        return cell

    tied = [(fact, [cell for cell, _sign in fact.terms if cell in leader]) for fact in system.facts]
    tied = [(fact, cells) for fact, cells in tied if cells]
    for _fact, cells in tied:
        first, *others = sorted(find(cell) for cell in cells)
        for other in others:
            leader[find(other)] = find(first)
    groups: dict[int, Group] = {}
    for cell in sorted(hidden):
        groups.setdefault(find(cell), Group()).cells.append(cell)
    for fact, cells in tied:
        groups[find(cells[0])].facts.append(fact)
    yield from groups.values()
