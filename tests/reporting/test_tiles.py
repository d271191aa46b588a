"""The layout of the map of tiles: every municipality once, about where it lies."""

from fractions import Fraction

import pytest

from cases.models import Municipality
from reporting.country import tiles
from reporting.country.tiles import layout


class TestLayout:
    def test_every_municipality_has_one_tile_of_its_own(self, db):
        places = layout()
        assert set(places) == set(Municipality.objects.values_list("code", flat=True))
        assert len({(place.column, place.row) for place in places.values()}) == 98
        assert len({place.short for place in places.values()}) == 98

    @pytest.mark.parametrize(
        ("one", "way", "other"),
        [
            ("860", "north", "851"), ("851", "north", "751"), ("751", "north", "540"), ("561", "west", "621"),
            ("461", "west", "101"), ("621", "west", "461"), ("360", "south", "259"), ("400", "east", "101"),
            ("217", "north", "101"), ("563", "west", "561"), ("492", "south", "461"), ("825", "east", "813"),
        ],
    )  # fmt: skip
    def test_they_lie_as_on_a_map(self, one, way, other):
        a, b = layout()[one], layout()[other]
        apart = {
            "north": b.row - a.row,
            "south": a.row - b.row,
            "west": b.column - a.column,
            "east": a.column - b.column,
        }
        assert apart[way] > 0


def test_fifths_never_part_equal_shares():
    steps = tiles._steps({str(n): Fraction(n // 3, 10) for n in range(10)})
    assert steps["0"] == steps["1"] == steps["2"] == 1
    assert max(steps.values()) <= tiles.CLASSES
