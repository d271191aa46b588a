"""Which blocks the report of a programme has, as its definition file says, and what its instalments ask of a figure."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from cases.models import Grant, Programme

from .indicators import BY_KEY, Indicator, indicators_of
from .instalments import read_rule
from .instalments.rules import ShareRule
from .table_definitions import TABLES, TableDefinition


@dataclass(frozen=True)
class BlockPlan:
    """A block of a programme's monthly report: its table, the figure it begins with, and all its figures in order."""

    table: TableDefinition
    first: Indicator
    lines: tuple[Indicator, ...]

    @property
    def rest(self) -> tuple[Indicator, ...]:
        """Its figures but the first."""
        return tuple(line for line in self.lines if line != self.first)

    @property
    def lacks_its_whole(self) -> bool:
        """Whether no line says how many the first figure is counted of."""
        return self.first.of is not None and all(line.counts != self.first.of for line in self.lines)


@dataclass(frozen=True)
class Mark:
    """The share that an instalment asks of a figure, and its condition in words."""

    number: int
    share: Fraction
    text: str


def blocks_of(programme: Programme) -> tuple[BlockPlan, ...]:
    """Return the blocks of a programme's report: of each table those figures that the programme has."""
    own = indicators_of(programme)
    return tuple(
        BlockPlan(
            TABLES[block["table"]],
            BY_KEY[block["first"]],
            tuple(indicator for indicator in own if indicator.key in TABLES[block["table"]].figures),
        )
        for block in programme.parameters.get("blocks", [])
    )


def headlines_of(programme: Programme) -> tuple[str, ...]:
    """Return the keys of the shares that the blocks begin with: those by which places and units are compared."""
    return tuple(block.first.key for block in blocks_of(programme) if block.first.of is not None)


def marks_of(programme: Programme, place: str | None) -> dict[str, tuple[Mark, ...]]:
    """Return what the instalments ask of each figure, by its key.

    In the country, and where there is a grant: of who takes no part nothing is asked.
    """
    if place is not None and not Grant.objects.filter(programme=programme, municipality=place).exists():
        return {}
    found: dict[str, tuple[Mark, ...]] = {}
    for row in programme.parameters.get("instalments", []):
        rule = read_rule(row)
        if isinstance(rule, ShareRule):
            mark = Mark(row["number"], rule.threshold, rule.text)
            found[rule.indicator] = (*found.get(rule.indicator, ()), mark)
    return found


def compared_of(programme: Programme) -> tuple[str, ...]:
    """Return the keys of the shares by which the country's municipalities are compared, each with its months."""
    return tuple(programme.parameters.get("compared", []))


def compared_first(programme: Programme) -> str:
    """Return the one of them that a page shows where none was chosen."""
    return programme.parameters["compared_first"]
