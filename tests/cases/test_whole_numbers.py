"""Whole numbers in forms: read as the pages print them, and never a thousand as one."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from cases.forms.fields import WholeNumberField


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("15", 15),
        (" 15 ", 15),
        ("1.000", 1000),
        ("2.582.700", 2_582_700),
        ("2 582 700", 2_582_700),
        ("2582700", 2_582_700),
    ],
)
def test_a_number_may_stand_with_its_thousands_apart(text, number):
    assert WholeNumberField().clean(text) == number


@pytest.mark.parametrize("text", ["1.0", "1,5", "1.00", "1000.000", ".000", "1.0000", "12,000", "x", "1e3", "9" * 5000])
def test_what_may_be_meant_otherwise_is_refused(text):
    with pytest.raises(ValidationError, match="Skriv et helt tal uden decimaler"):
        WholeNumberField().clean(text)


def test_on_english_pages_the_comma_sets_apart():
    with translation.override("en"):
        assert WholeNumberField().clean("12,000") == 12_000


def test_limits_are_told_in_plain_words():
    field = WholeNumberField(min_value=0, max_value=9)
    with pytest.raises(ValidationError, match="mindst 0"):
        field.clean("-1")
    with pytest.raises(ValidationError, match="højst være 9"):
        field.clean("10")
