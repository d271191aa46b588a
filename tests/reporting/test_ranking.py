"""Places among the municipalities: exact, ties shown as ties, nothing of what is hidden."""

import pytest
from django.utils import translation

from reporting.ranking import Rank, ranks, shown_fraction


def figure(count, of=100, **marks):
    return {"count": count, "of": of, **marks}


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        ({"a": (3, 4)}, {"a": (1, 1, 1)}),
        ({"a": (3, 4), "b": (1, 4), "c": (6, 8)}, {"a": (1, 2, 3), "b": (3, 3, 3), "c": (1, 2, 3)}),
        # 39.96 % is not 40 %, though both print as 40 %
        ({"a": (3996, 10000), "b": (4000, 10000)}, {"a": (2, 2, 2), "b": (1, 1, 2)}),
        ({"a": (0, 5), "b": (0, 7)}, {"a": (1, 2, 2), "b": (1, 2, 2)}),
        ({"a": (0, 0), "b": (1, 7)}, {"b": (1, 1, 1)}),
    ],
)
def test_places(shares, expected):
    found = ranks({code: figure(*share) for code, share in shares.items()}, list(shares))
    assert {code: (rank.first, rank.last, rank.of) for code, rank in found.items()} == expected


def test_a_hidden_share_has_no_place_and_takes_none():
    figures = {"a": figure(None, suppressed=True), "b": figure(5), "c": figure(9, None, of_suppressed=True)}
    assert ranks(figures, "abc") == {"b": Rank(1, 1, 1)}
    assert shown_fraction(figures["c"]) is None


def test_only_those_that_take_part_stand_in_the_order():
    figures = {"a": figure(90), "b": figure(5)}
    assert ranks(figures, {"b"}) == {"b": Rank(1, 1, 1)}
    assert ranks(figures, {"b", "nowhere"}) == {"b": Rank(1, 1, 1)}


def test_a_place_in_words():
    assert str(Rank(31, 31, 88)) == "plads 31 af 88"
    assert str(Rank(4, 6, 88)) == "delt plads 4–6 af 88"
    with translation.override("da"):
        assert "delt" not in str(Rank(1, 1, 1))
