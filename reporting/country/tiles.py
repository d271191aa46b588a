"""The municipalities as tiles laid out by geography, coloured by a share. Grey: does not take part.

The layout is our own (``tiles.csv``): each municipality about where it lies, the crowded capital drawn apart.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from cases.models import Municipality

from ..numbers import percent, shown_share
from ..ranking import shown_fraction
from .lines import Country, Line

SIDE, GAP = 46, 2
CLASSES = 5
#: How a tile looks where it has no share to show.
OUTSIDE, UNSHOWN = "outside", "unshown"


@dataclass(frozen=True)
class Place:
    """Where a municipality's tile lies, and its name in short."""

    column: int
    row: int
    short: str


@dataclass(frozen=True)
class Tile:
    """One tile, every text finished. ``look``: a step of the colours, ``outside`` or ``unshown``."""

    x: int
    y: int
    name: str
    value: str
    title: str
    look: str
    is_own: bool

    @property
    def middle(self) -> int:
        """Where its texts are centred."""
        return self.x + SIDE // 2

    @property
    def name_y(self) -> int:
        """The line its name stands on: alone in the middle, or above its share."""
        return self.y + (19 if self.value else 27)

    @property
    def value_y(self) -> int:
        """The line its share stands on."""
        return self.y + 36


@dataclass(frozen=True)
class TileMap:
    """The map: its tiles, its size, and what the colours mean."""

    tiles: tuple[Tile, ...]
    width: int
    height: int
    legend: tuple[tuple[str, str], ...]

    side: int = SIDE


@cache
def layout() -> dict[str, Place]:
    """Return where the tile of each municipality lies, by code."""
    with (Path(__file__).parent / "tiles.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: Place(int(row["column"]), int(row["row"]), row["short"]) for row in csv.DictReader(file)}


def tile_map(country: Country, key: str, own: str | None) -> TileMap:
    """Return the map of ``key``. Municipalities without figures are outside, like those that do not take part."""
    places, lines = layout(), {line.code: line for line in country.lines}
    names = dict(Municipality.objects.values_list("code", "name"))
    shares = {line.code: shown_fraction(line.figure(key)) for line in country.lines if line.takes_part}
    steps = _steps({code: share for code, share in shares.items() if share is not None})
    tiles = tuple(
        _tile(place, names[code], lines.get(code), key, steps.get(code), code == own) for code, place in places.items()
    )
    width = (max(place.column for place in places.values()) + 1) * (SIDE + GAP)
    height = (max(place.row for place in places.values()) + 1) * (SIDE + GAP)
    return TileMap(tiles, width, height, _legend(steps, lines, key, tiles))


def _tile(place: Place, name: str, line: Line | None, key: str, step: int | None, is_own: bool) -> Tile:
    x, y = place.column * (SIDE + GAP), place.row * (SIDE + GAP)
    if line is None or not line.takes_part:
        return Tile(x, y, place.short, "", _("%(name)s: deltager ikke") % {"name": name}, OUTSIDE, is_own)
    value = shown_share(line.figure(key))
    exact = shown_share(line.figure(key), until_all=key == "visited")
    look = UNSHOWN if step is None else f"step-{step}"
    return Tile(x, y, place.short, value, f"{name}: {exact}", look, is_own)


def _steps(shares: Mapping[str, Fraction]) -> dict[str, int]:
    """Return each municipality's step of the colours: fifths of the municipalities, equal shares never parted."""
    ordered = sorted(shares.values())
    return {code: ordered.index(share) * CLASSES // len(ordered) + 1 for code, share in shares.items()}


def _legend(
    steps: Mapping[str, int], lines: Mapping[str, Line], key: str, tiles: tuple[Tile, ...]
) -> tuple[tuple[str, str], ...]:
    """Return the looks in use with what they mean, from low to high."""
    entries = []
    for step in sorted(set(steps.values())):
        inside = [lines[code] for code, own in steps.items() if own == step]
        inside.sort(key=lambda line: line.sort[key])
        low, high = (_edge(line.figure(key), key) for line in (inside[0], inside[-1]))
        entries.append((f"step-{step}", low if low == high else f"{low} – {high}"))
    looks = {tile.look for tile in tiles}
    others = ((UNSHOWN, _("Vises ikke")), (OUTSIDE, _("Deltager ikke")))
    return (*entries, *(entry for entry in others if entry[0] in looks))


def _edge(figure: Mapping[str, Any], key: str) -> str:
    """Print where a step begins or ends, finer than the shares themselves: two steps may print alike otherwise."""
    if key == "visited":
        return shown_share(figure, until_all=True)
    return percent(figure["count"], figure["of"], 1)
