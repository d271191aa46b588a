"""Published reports show no count of 1 or 2, anywhere."""

import pytest

from reporting.closing import close_months
from reporting.disclosure import is_small
from reporting.months import Month
from reporting.reports import group2_report, monthly_report
from tests import people


def numbers(value, path=""):
    """Yield every whole number in a report with its path."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from numbers(item, f"{path}/{key}")
    elif isinstance(value, list):
        for item in value:
            yield from numbers(item, path)
    elif isinstance(value, int) and not isinstance(value, bool):
        yield path, value


@pytest.mark.parametrize("count", [1, 2])
def test_one_and_two_are_small(count):
    assert is_small(count)


@pytest.mark.parametrize("value", [0, 3, None, True, 1.0])
def test_zero_three_and_what_is_no_count_are_not_small(value):
    assert not is_small(value)


@pytest.mark.django_db
def test_no_small_count_is_left_in_any_published_report():
    for group in ("1", "1", "2", "3"):
        people.a_member(group=group)
    close_months(Month(2018, 1), Month(2018, 3))
    month = Month(2018, 3)
    internal = [monthly_report(month, "851"), group2_report(month), group2_report(month, "851")]
    published = [
        monthly_report(month, "851", audience="published"),
        group2_report(month, audience="published"),
        group2_report(month, "851", audience="published"),
    ]
    for report, hidden in zip(internal, published, strict=True):
        small = [path for path, n in numbers(report) if n in (1, 2) and not path.endswith("/version")]
        assert small, "the case has small counts"
        assert not [path for path, n in numbers(hidden) if n in (1, 2) and not path.endswith("/version")]
    assert published[1]["by_municipality"] == []
