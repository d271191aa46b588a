"""A release as one system: its own tables, those published before, and the cells they have in common."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from math import log1p

from .audit import audit
from .offer_facts import add_offer_facts, offer_cost, stays_shown
from .protection import CannotProtectError, protect_system
from .small import is_small
from .system import State, System
from .tables import COUNTRY, GROUP_1_BEFORE, GROUP_2, MISSING, OFFERS, Tables, place_facts

#: What it costs the reader to lose a figure. What others are a share of is dear: its shares go with it.
COSTS = {
    "drawn": 10.0,
    "gross_target_group": 10.0,
    "visited": 8.0,
    "group_1": 6.0,
    GROUP_1_BEFORE: 6.0,
    GROUP_2 + "all": 6.0,
    GROUP_2 + "still": 4.0,
    "company_track": 3.0,
    "job_or_education": 3.0,
    "facilitator": 2.0,
    MISSING: 0.5,
}
#: A region's total is worth this many of a municipality's.
REGION = 4.0
#: What a reader has seen in another release, or the country's total: hidden only where nothing else protects.
LAST_RESORT = 1000.0


@dataclass(frozen=True)
class Published:
    """Tables that are published already, and the names of the cells hidden in them."""

    tables: Tables
    hidden: frozenset[str]


@dataclass(frozen=True)
class Choice:
    """What a release hides: small counts (and what was hidden before), and what protects them."""

    primary: frozenset[str]
    extra: frozenset[str]

    @property
    def hidden(self) -> frozenset[str]:
        """All hidden cells."""
        return self.primary | self.extra


def protect_tables(tables: Tables, published: Sequence[Published]) -> Choice:
    """Return what to hide in ``tables`` beside all that is published. Raises ``CannotProtectError``.

    The country's totals are never hidden to protect others, unless there are so few people in all that
    nothing else protects them.
    """
    try:
        return _choose(tables, published, country_is_shown=True)
    except CannotProtectError:
        return _choose(tables, published, country_is_shown=False)


def _choose(tables: Tables, published: Sequence[Published], *, country_is_shown: bool) -> Choice:
    system = release_system(tables, published, country_is_shown=country_is_shown)
    pattern = protect_system(system)
    primary, extra = set(pattern.primary), set(pattern.extra)
    own = [(name, cell) for name, cell in system.names.items() if name.startswith(tables.key + "/")]
    return Choice(
        frozenset(name for name, cell in own if cell in primary), frozenset(name for name, cell in own if cell in extra)
    )


def audit_tables(tables: Tables, published: Sequence[Published], hidden: Collection[str]) -> list[str]:
    """Return the cells that the choice exposes, beside all that is published, in a system built anew."""
    system = release_system(tables, published, country_is_shown=False)
    names = [*hidden, *(name for earlier in published for name in earlier.hidden)]
    exposed = set(audit(system, {system.names[name] for name in names}))
    return sorted(name for name, cell in system.names.items() if cell in exposed)


def release_system(tables: Tables, published: Sequence[Published], *, country_is_shown: bool = True) -> System:
    """Return the system of the release. What is published comes oldest first."""
    system = System()
    for number, earlier in enumerate(published):
        _add_published(system, earlier, published[:number])
        _add_facts(system, earlier.tables)
    for place, counts in tables.by_place().items():
        for figure, count in sorted(counts.items()):
            shown = country_is_shown and not is_small(count) and _is_total(tables, place, figure)
            _add_own(system, tables, place, figure, count, published, State.SHOWN if shown else State.FREE)
    _add_facts(system, tables)
    return system


def _is_total(tables: Tables, place: str, figure: str) -> bool:
    """Whether the cell is the country's own, not to be hidden to protect others."""
    return place == COUNTRY or (place == OFFERS and stays_shown(tables.offers, figure))


def _add_published(system: System, earlier: Published, before: Sequence[Published]) -> None:
    for place, counts in earlier.tables.by_place().items():
        for figure, count in sorted(counts.items()):
            name = earlier.tables.name(place, figure)
            if name not in earlier.hidden:
                system.add(name, count, state=State.SHOWN)
                continue
            twins = [twin for twin in _twins(earlier.tables, place, figure, before) if twin.hides(system, count)]
            if twins:
                system.same(name, twins[0].name)
            else:
                system.add(name, count, state=State.HIDDEN)


def _add_own(
    system: System, tables: Tables, place: str, figure: str, count: int, published: Sequence[Published], state: State
) -> None:
    """Add a cell of the release, as what the reader takes it for: the same count as one published before."""
    name = tables.name(place, figure)
    twins = [twin for twin in _twins(tables, place, figure, published) if twin.name in system.names]
    hiding = [twin for twin in twins if twin.hides(system, count)]
    if hiding:
        system.same(name, hiding[0].name)
        return
    cost = (offer_cost(figure) if place == OFFERS else _cost(place, figure, tables)) * _weight(count)
    if any(not twin.is_hidden and system.counts[system.names[twin.name]] == count for twin in twins):
        cost *= LAST_RESORT
    elif any(twin.is_hidden and twin.is_revised for twin in twins) and state is State.FREE:
        state = State.HIDDEN
    system.add(name, count, cost, state)


def _weight(count: int) -> float:
    """Return how much more the reader loses with a large count than with a small one that protects as well."""
    return 1 + log1p(count)


def _cost(place: str, figure: str, tables: Tables) -> float:
    cost = COSTS.get(figure, 1.0)
    if place == COUNTRY:
        return cost * LAST_RESORT**2
    return cost if place in tables.regions else cost * REGION


@dataclass(frozen=True)
class Twin:
    """A published cell that measures the same thing; late registrations may have made it another number."""

    name: str
    is_hidden: bool
    is_revised: bool

    def hides(self, system: System, count: int) -> bool:
        """Whether it is hidden and the same number, so that to the reader it is one cell."""
        return self.is_hidden and count > 0 and system.counts[system.names[self.name]] == count


def _twins(tables: Tables, place: str, figure: str, published: Sequence[Published]) -> Iterator[Twin]:
    """Yield the published cells that measure what this one does."""
    for earlier in published:
        same = _same_figure(tables, figure, earlier.tables)
        if same is not None and earlier.tables.holds(place, same):
            name = earlier.tables.name(place, same)
            yield Twin(name, name in earlier.hidden, tables.month == earlier.tables.month)


def _same_figure(tables: Tables, figure: str, other: Tables) -> str | None:
    if tables.month == other.month or figure == "drawn":
        return figure
    if other.month == tables.month.previous() and figure == GROUP_1_BEFORE:
        return "group_1"
    if other.month == tables.month.next() and figure == "group_1":
        return GROUP_1_BEFORE
    return None


def _add_facts(system: System, tables: Tables) -> None:
    """State what is true of the tables. What is true of municipalities is then true of regions by adding."""
    for figure in tables.figures():
        for region in sorted(set(tables.regions.values())):
            codes = sorted(code for code, own in tables.regions.items() if own == region)
            system.adds_up(tables.name(region, figure), [tables.name(code, figure) for code in codes])
        regions = sorted(set(tables.regions.values()))
        system.adds_up(tables.name(COUNTRY, figure), [tables.name(region, figure) for region in regions])
    facts = list(place_facts(tables))
    for code in sorted(tables.regions):
        for fact in facts:
            whole, parts = tables.name(code, fact.whole), [tables.name(code, part) for part in fact.parts]
            if fact.adds_up:
                system.adds_up(whole, parts)
            else:
                system.at_most_together(whole, parts)
    add_offer_facts(system, tables)
