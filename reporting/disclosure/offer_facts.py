"""The country's offers of a quarter among the cells of a release: sums of offers, and people who may stand twice.

An offer ends in one quarter only, so two quarters share no cell. Nor do the offers and the month: who had an offer that
ended is neither part nor whole of those in group 1, or in any other figure of a month.
"""

from __future__ import annotations

from collections.abc import Mapping

from .system import System
from .tables import OFFERS, Counts, Tables

#: The line of all offers; the others are ``kind.<kind>`` and ``branch.<branch>``.
ALL = "all"
WAYS = ("kind", "branch")
#: What is counted on every line and may be small.
COUNTS = ("offers", "people", "led")
#: The country's own line is lost only where nothing else protects.
DEAR = 1000.0
#: With so few people in all, everybody's own line may have to go as well.
FEW = 10


def offer_cells(lines: Mapping[str, Counts]) -> dict[str, int]:
    """Return the cells of counted offers."""
    return {f"{line}/{count}": counts[count] for line, counts in lines.items() for count in COUNTS}


def offer_cost(cell: str) -> float:
    """Return what it costs the reader to lose a cell."""
    return DEAR if cell.startswith(f"{ALL}/") else 1.0


def stays_shown(cells: Counts, cell: str) -> bool:
    """Whether a count is of all offers, and not to be hidden to protect others."""
    return cell.startswith(f"{ALL}/") and cells[f"{ALL}/people"] > FEW


def add_offer_facts(system: System, tables: Tables) -> None:
    """State what a reader of the offers' table knows."""
    lines = sorted({cell.partition("/")[0] for cell in tables.offers})

    def name(line: str, count: str) -> str:
        return tables.name(OFFERS, f"{line}/{count}")

    for line in lines:
        system.at_most(name(line, "people"), name(line, "offers"))
        system.at_most(name(line, "led"), name(line, "people"))
    for way in WAYS:
        parts = [line for line in lines if line.startswith(way + ".")]
        if not parts:
            continue
        system.adds_up(name(ALL, "offers"), [name(part, "offers") for part in parts])
        for count in ("people", "led"):
            system.at_most_together(name(ALL, count), [name(part, count) for part in parts])
            for part in parts:
                system.at_most(name(part, count), name(ALL, count))
        # Whom no offer led anywhere was led by none on any line.
        people, led = ([name(part, count) for part in parts] for count in ("people", "led"))
        system.at_least([*people, name(ALL, "led")], [*led, name(ALL, "people")])
