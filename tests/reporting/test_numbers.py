"""Numbers print the Danish way, and no rounding says more than is true."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from reporting import numbers

shares = st.integers(1, 30_000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))


@pytest.fixture(autouse=True)
def danish():
    with translation.override("da"):
        yield


def value_of(text: str) -> Decimal:
    return Decimal(text.removesuffix(" %").replace(".", "").replace(",", "."))


@pytest.mark.parametrize(("number", "text"), [(0, "0"), (999, "999"), (1234, "1.234"), (11749000, "11.749.000")])
def test_thousands_are_set_apart_with_a_dot(number, text):
    assert numbers.whole(number) == text
    assert numbers.kroner(number) == f"{text} kr."


@pytest.mark.parametrize(
    ("count", "of", "decimals", "text"),
    [
        (1, 8, 1, "12,5 %"), (1, 8, 0, "13 %"), (1, 200, 0, "1 %"), (99, 20000, 0, "0 %"),
        (473, 969, 0, "49 %"), (0, 5, 0, "0 %"), (5, 5, 0, "100 %"), (0, 0, 0, "–"), (0, 0, 1, "–"),
    ],
)  # fmt: skip
def test_shares(count, of, decimals, text):
    assert numbers.percent(count, of, decimals) == text


@pytest.mark.parametrize(
    ("count", "of", "text"),
    [
        (24999, 25000, "99,99 %"), (26809, 26810, "99,99 %"), (1210, 1220, "99,18 %"), (1, 3, "33,33 %"),
        (1220, 1220, "100,00 %"), (0, 7, "0,00 %"), (0, 0, "–"),
    ],
)  # fmt: skip
def test_the_visited_share_is_not_100_while_anybody_is_missing(count, of, text):
    assert numbers.percent_until_all(count, of) == text


def test_english_uses_comma_and_point():
    with translation.override("en"):
        assert numbers.whole(1234) == "1,234"
        assert numbers.percent(1, 8, 1) == "12.5 %"
        assert numbers.percent_until_all(24999, 25000) == "99.99 %"


@given(shares, st.sampled_from([0, 1, 2]))
def test_a_share_is_rounded_half_up_from_the_exact_fraction(share, decimals):
    count, of = share
    exact = Fraction(100 * count, of)
    # Far more digits than any such fraction needs to lie on the right side of a half.
    as_decimal = Decimal(exact.numerator) / Decimal(exact.denominator)
    expected = as_decimal.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    assert value_of(numbers.percent(count, of, decimals)) == expected


@given(shares)
def test_two_decimals_say_100_exactly_when_all_are_there(share):
    count, of = share
    assert (numbers.percent_until_all(count, of) == "100,00 %") == (count == of)
    assert abs(value_of(numbers.percent_until_all(count, of)) - Decimal(100 * count) / of) <= Decimal("0.01")


@given(st.integers(0, 10**9))
def test_a_printed_count_reads_back(number):
    assert int(numbers.whole(number).replace(".", "")) == number


class TestFigures:
    def test_a_shown_figure(self):
        figure = {"count": 1234, "of": 2000, "share": 0.617, "previous": 1200}
        shown = numbers.shown_count(figure), numbers.shown_of(figure), numbers.shown_previous(figure)
        assert shown == ("1.234", "2.000", "1.200")
        assert (numbers.shown_share(figure), numbers.shown_share(figure, until_all=True)) == ("62 %", "61,70 %")

    def test_a_hidden_figure_is_a_star_even_where_a_number_was_left_in(self):
        figure = {"count": 2, "of": 9, "share": None, "suppressed": True, "previous": 1, "previous_suppressed": True}
        assert numbers.shown_count(figure) == numbers.shown_share(figure) == numbers.shown_previous(figure) == "*"
        assert numbers.shown_of(figure) == "9"
        assert numbers.is_hidden(figure)

    def test_a_hidden_denominator_hides_the_share(self):
        assert numbers.shown_share({"count": 0, "of": None, "share": None}) == "*"
        assert numbers.shown_of({"count": 0, "of": None}) == "*"

    def test_nothing_to_share(self):
        figure = {"count": 0, "of": 0, "share": None, "previous": None}
        assert (numbers.shown_count(figure), numbers.shown_share(figure)) == ("0", "–")
        assert numbers.shown_previous(figure) == "–"
        assert not numbers.is_hidden(figure)

    def test_a_plain_number_has_no_share_and_no_month_before(self):
        assert numbers.shown_share({"count": 7}) == numbers.shown_previous({"count": 7}) == ""
