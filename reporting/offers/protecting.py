"""Small counts among the offers of the country: hidden, with what they could be worked out from, and audited.

Each quarter's offers are published by themselves, and an offer ends in one quarter only, so no two tables differ by
a few people. Only the country is published; a municipality's own counts are for its own staff.
"""

from __future__ import annotations

from ..disclosure.audit import audit
from ..disclosure.protection import CannotProtectError, protect_system
from ..disclosure.small import is_small
from ..disclosure.system import State, System
from .counting import ALL, COUNTS, Lines

WAYS = ("kind", "branch")
#: The country's own line is lost only where nothing else protects.
DEAR = 1000.0


def hidden_counts(lines: Lines) -> list[str]:
    """Return the names of the cells to hide, ``line/count``, audited. Raises ``CannotProtectError``."""
    system = offers_system(lines)
    hidden = protect_system(system).hidden
    exposed = audit(system, hidden)
    if exposed:
        raise CannotProtectError([name for name, cell in system.names.items() if cell in exposed])
    return sorted(name for name, cell in system.names.items() if cell in hidden)


def offers_system(lines: Lines) -> System:
    """Return what a reader of the table sees and knows: sums of offers, and people who may stand on several lines."""
    system = System()
    for line, counts in sorted(lines.items()):
        for count in COUNTS:
            # Offers and people of the last resort: everybody's, unless they are few themselves.
            state = State.SHOWN if line == ALL and not is_small(counts[count]) and counts["people"] > 10 else State.FREE
            system.add(f"{line}/{count}", counts[count], DEAR if line == ALL else 1.0, state)
    for line in sorted(lines):
        system.at_most(f"{line}/people", f"{line}/offers")
        system.at_most(f"{line}/led", f"{line}/people")
    for way in WAYS:
        parts = [line for line in sorted(lines) if line.startswith(way + ".")]
        if not parts:
            continue
        system.adds_up(f"{ALL}/offers", [f"{part}/offers" for part in parts])
        for count in ("people", "led"):
            system.at_most_together(f"{ALL}/{count}", [f"{part}/{count}" for part in parts])
            for part in parts:
                system.at_most(f"{part}/{count}", f"{ALL}/{count}")
    return system
