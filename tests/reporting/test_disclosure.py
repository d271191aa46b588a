"""Published reports show no count of 1 or 2, anywhere."""

import pytest

from reporting.closing import close_months
from reporting.disclosure import protect
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


def test_a_hidden_count_takes_its_share_with_it():
    hidden = protect({"count": 2, "of": 10, "share": 0.2, "previous": 1}, "published")
    assert hidden == {
        "count": None,
        "of": 10,
        "share": None,
        "previous": None,
        "suppressed": True,
        "previous_suppressed": True,
    }


@pytest.mark.parametrize("count", [0, 3])
def test_zero_and_three_are_shown(count):
    shown = {"count": count, "of": 10, "share": count / 10}
    assert protect(shown, "published") == shown


def test_a_small_whole_is_hidden_too():
    assert protect({"count": 0, "of": 2, "share": 0.0}, "published")["of"] is None


def test_internal_sees_all_and_the_report_given_is_left_alone():
    report = {"group_2": 1, "bands": {"0-3": 2}, "version": 1}
    assert protect(report, "internal") is report
    hidden = protect(report, "published")
    assert hidden == {"group_2": None, "suppressed": True, "bands": {"0-3": None, "suppressed": True}, "version": 1}
    assert report["bands"] == {"0-3": 2}


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
