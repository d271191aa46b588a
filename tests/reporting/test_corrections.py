"""What a correction changed in the offers of its quarter: shown and hidden numbers, in words."""

from datetime import date

import pytest
from django.utils import translation

from reporting.offers.counting import Period
from reporting.offers.report import offers_report
from reporting.releasing import corrections

PERIOD = Period(date(2018, 1, 1), date(2018, 3, 31), date(2018, 9, 30))


def line(offers: int, people: int, led: int) -> dict[str, int]:
    """Return the counts of a line."""
    return {"offers": offers, "people": people, "led": led, "days": 70 * offers}


@pytest.fixture
def versions(monkeypatch):
    """Two versions of a release: the later has one more wage subsidy, mentors for the first time, and no branch."""
    before = {"all": line(9, 8, 4), "kind.loentilskud": line(9, 8, 4), "branch.none": line(9, 8, 4)}
    now = {"all": line(14, 12, 4), "kind.loentilskud": line(10, 9, 4), "kind.mentor": line(4, 3, 0)}
    reports = {1: offers_report(before, PERIOD), 2: offers_report(now, PERIOD, {"kind.loentilskud/led"})}
    monkeypatch.setattr(corrections, "quarterly_kinds", lambda close: ["offers"])
    monkeypatch.setattr(corrections, "quarterly_report", lambda close, kind: reports[close])
    monkeypatch.setattr(corrections, "published_reports", lambda close: [])
    return 1, 2


def test_every_count_that_differs_is_told_once(versions):
    changes = {change["figure"]: (change["before"], change["now"]) for change in corrections.changes_between(*versions)}
    assert changes == {
        "all.offers": (9, 14), "all.people": (8, 12),
        "kind.loentilskud.offers": (9, 10), "kind.loentilskud.people": (8, 9), "kind.loentilskud.led": (4, None),
        "kind.mentor.offers": (0, 4), "kind.mentor.people": (0, 3),
        "branch.none.offers": (9, 0), "branch.none.people": (8, 0), "branch.none.led": (4, 0),
    }  # fmt: skip


def test_the_same_twice_has_no_change(versions):
    assert corrections.changes_between(1, 1) == corrections.changes_between(2, 2) == []


def test_a_municipality_that_is_not_shown_is_no_nought(monkeypatch):
    """Its line is left out where it is small or protects another: neither version may say that nobody waits."""
    waits = {"still_on_assistance": {"count": 20}, "over_9_months": {"count": 5}, "bands": {"0-3": 15, "3-6": 5}}
    country = {**waits, "municipality": None, "group_2": 30, "without_active_offer": {"count": 9}}
    country["changed_benefit"] = {"count": 4, "by_benefit": {}}
    lines = {1: [{"municipality": "851", **waits}], 2: []}
    reports = {version: {**country, "by_municipality": own} for version, own in lines.items()}
    monkeypatch.setattr(corrections, "quarterly_kinds", lambda close: ["group2"])
    monkeypatch.setattr(corrections, "quarterly_report", lambda close, kind: reports[close])
    monkeypatch.setattr(corrections, "published_reports", lambda close: [])
    told = {change["figure"]: (change["before"], change["now"]) for change in corrections.changes_between(1, 2)}
    shown = {"still_on_assistance": 20, "over_9_months": 5, "bands.0-3": 15, "bands.3-6": 5}
    assert told == {figure: (count, None) for figure, count in shown.items()}
    assert {change["before"] for change in corrections.changes_between(2, 1)} == {None}


def test_a_report_that_only_one_of_them_has_is_no_change(versions, monkeypatch):
    """It was not published with the other: there is nothing to compare."""
    monkeypatch.setattr(corrections, "quarterly_kinds", lambda close: ["offers"] if close == 1 else [])
    assert corrections.changes_between(*versions) == corrections.changes_between(2, 1) == []


@pytest.mark.parametrize(
    ("figure", "danish", "english"),
    [
        ("all.people", "Alle tilbud: borgere", "All offers: citizens"),
        ("kind.mentor.offers", "Mentor: antal", "Mentor: number"),
        (
            "branch.none.led",
            "Uden virksomhed eller branche: i timer eller job",
            "Without company or branch: in hours or a job",
        ),
    ],
)
def test_a_count_has_a_name_in_the_reader_s_language(figure, danish, english):
    change = {"report": "offers", "figure": figure}
    assert corrections.name_of(change) == danish
    with translation.override("en"):
        assert corrections.name_of(change) == english


def test_a_benefit_of_group_2_says_what_it_is_counted_of():
    named = {
        corrections.name_of({"report": "group2", "figure": f"changed_benefit{more}"}) for more in ("", ".fleksjob")
    }
    assert named == {"Har skiftet ydelse", "Har skiftet ydelse: fleksjob"}
