"""Every rule of the files that the import or the database would refuse, over the whole demo."""

from itertools import pairwise

import pandas as pd
import pytest
from stdnum.dk import cpr as stdnum_cpr
from stdnum.dk import cvr as stdnum_cvr

from cases.codes import Benefit, MatchCategory, OfferKind
from cases.cpr import parse_cpr
from demo.build import COLUMNS
from visitation.codes import Decision, DeferralReason, Group

from .counting import CASH, by_cpr, rows

DATED = {
    "benefit_changes": ["effective_on"],
    "visitations": ["decided_on"],
    "facilitators": ["start"],
    "plans": ["job_goal_on", "cv_on"],
    "contacts": ["held_on"],
    "offers": ["start"],
    "rehabilitation": ["referred_on", "met_on", "decided_on"],
}
ENDS = [
    ("facilitators", "start", "end"),
    ("offers", "start", "end"),
    ("visitations", "decided_on", "deferred_until"),
    ("rehabilitation", "referred_on", "met_on"),
    ("rehabilitation", "met_on", "decided_on"),
    ("rehabilitation", "referred_on", "decided_on"),
]
KEYS = [
    ("citizens", ["cpr"]),
    ("target_group", ["cpr"]),
    ("benefit_changes", ["cpr", "effective_on"]),
    ("visitations", ["cpr", "decided_on"]),
    ("contacts", ["cpr", "held_on", "kind", "by"]),
    ("rehabilitation", ["cpr", "referred_on"]),
]


def test_columns_are_the_contracts(frames):
    assert {name: list(frame.columns) for name, frame in frames.items()} == COLUMNS


def test_codes_are_known(frames):
    known = [
        ("benefit_changes", "benefit", {*Benefit.values}),
        ("benefit_changes", "match_category", {"", *MatchCategory.values}),
        ("visitations", "group", {*Group.values}),
        ("visitations", "deferral_reason", {"", *DeferralReason.values}),
        ("offers", "kind", {*OfferKind.values}),
        ("offers", "agreed_ordinary_hours", {"", "yes", "no"}),
        ("rehabilitation", "decision", {"", *Decision.values}),
        ("contacts", "kind", {"samtale", "kontakt"}),
    ]
    for name, column, values in known:
        assert set(frames[name][column]) == values & set(frames[name][column]), (name, column)
        assert len(set(frames[name][column])) > 1


@pytest.mark.parametrize(("name", "columns"), KEYS)
def test_registered_once(frames, name, columns):
    assert not frames[name].duplicated(columns).any()


@pytest.mark.parametrize(("name", "first", "last"), ENDS)
def test_dates_are_in_order(frames, name, first, last):
    both = frames[name][(frames[name][first] != "") & (frames[name][last] != "")]
    assert len(both) and (both[first] <= both[last]).all()


def test_nothing_is_registered_after_death_or_the_end_of_the_story(frames):
    changes = frames["benefit_changes"]
    death = changes[changes["benefit"] == "doed"].set_index("cpr")["effective_on"]
    assert len(death) > 30
    for name, columns in DATED.items():
        for column in columns:
            died_on = frames[name]["cpr"].map(death).fillna("9999")
            assert (frames[name][column] <= died_on).all(), (name, column)
            # A meeting of the team may be booked; nothing else lies ahead.
            latest = "2019-10-31" if column == "met_on" else "2019-08-16"
            assert (frames[name][column] <= latest).all(), (name, column)


def test_who_moved_away_or_retired_is_left_alone(frames):
    changes = frames["benefit_changes"]
    gone = changes[changes["benefit"].isin(["fraflyttet", "folkepension"])].set_index("cpr")["effective_on"]
    for name in ("visitations", "contacts", "offers"):
        column = DATED[name][0]
        assert (frames[name][column] < frames[name]["cpr"].map(gone).fillna("9999")).all(), name


def test_one_facilitator_at_a_time(frames):
    several = 0
    for assigned in by_cpr(frames, "facilitators").values():
        ordered = sorted(assigned, key=lambda row: row["start"])
        for before, after in pairwise(ordered):
            several += 1
            assert before["end"] and before["end"] < after["start"]
    assert several > 50


def test_a_deferral_and_only_a_deferral_has_a_reason(frames):
    frame = frames["visitations"]
    deferred = frame["group"] == "deferred"
    assert (deferred == (frame["deferral_reason"] != "")).all()
    assert (frame.loc[~deferred, "deferred_until"] == "").all()
    assert (frame.loc[deferred, "decided_on"] > "2018-07-01").any()


def test_a_decision_has_its_date(frames):
    frame = frames["rehabilitation"]
    assert ((frame["decision"] == "") == (frame["decided_on"] == "")).all()
    assert ((frame["met_on"] == "") & (frame["decided_on"] == "")).any()


def test_cpr_numbers_are_dates_of_grown_ups_and_nobodys(frames):
    numbers = [parse_cpr(text) for text in frames["citizens"]["cpr"]]
    assert not any(number.checksum_ok for number in numbers)
    assert not any((number.born_on.day, number.born_on.month) == (1, 1) for number in numbers)
    years = [number.born_on.year for number in numbers]
    assert min(years) >= 1951 and max(years) <= 1994
    assert stdnum_cpr.checksum("0707614285") == 0  # a number that passes, so that the check above can fail


def test_cvr_numbers_are_valid_and_never_given_out(frames):
    numbers = set(frames["offers"]["cvr"]) - {""}
    assert len(numbers) > 100
    assert all(stdnum_cvr.is_valid(number) and number >= "90000000" for number in numbers)


def test_everybody_was_on_assistance_for_five_years_without_a_long_gap(frames):
    """From the end of 2011 on: no gap of more than four weeks before the drawing."""
    for changes in by_cpr(frames, "benefit_changes").values():
        before = sorted((c["effective_on"], c["benefit"]) for c in changes if c["effective_on"] <= "2016-12-31")
        assert before[0][0] <= "2011-12-31"
        assert before[-1][1] in CASH
        for (day, benefit), (following, _next) in pairwise(before):
            assert benefit in CASH or (pd.Timestamp(following) - pd.Timestamp(day)).days <= 28


def test_weekly_hours_grow_in_the_same_company(frames):
    grew = 0
    for offers in by_cpr(frames, "offers").values():
        ordinary = sorted((o for o in offers if o["kind"] == "ordinaere_timer"), key=lambda o: o["start"])
        for before, after in pairwise(ordinary):
            grew += before["company"] == after["company"] and int(before["weekly_hours"]) < int(after["weekly_hours"])
    assert grew > 100


def test_agreements_are_sometimes_missing(frames):
    placements = [o for o in rows(frames, "offers") if o["kind"] == "virksomhedspraktik"]
    with_tasks = sum(bool(o["agreed_tasks"]) for o in placements) / len(placements)
    with_hours = sum(o["agreed_ordinary_hours"] == "yes" for o in placements) / len(placements)
    assert 0.6 < with_tasks < 0.85 and 0.3 < with_hours < 0.55
