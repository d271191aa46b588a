"""The contact course: an interview about every third month and, in group 1, a contact in most months."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .days import DATA_ENDS_ON, FAR, FIRSTS, LASTS, Days, as_days, between, day, or_far, workday
from .order import kept
from .profiles import Profile
from .track import Changing

#: Chance of a contact in a month, by group; group 1 has its municipality's own.
CONTACTS = {"2": 0.3, "3": 0.25, "deferred": 0.06, "": 0.2}
#: The month in progress is half over, and the careful are early; chance by the day the story ends.
THIS_MONTH = 0.82
#: An interview is called for when the last would be this old, in days, by the end of the month; the chance it is held.
CALLED_AFTER, HELD = 62, 0.95
#: Share of the cases left undone in which nobody called any more, some time in the last half year; and of others.
FORGOTTEN, SELDOM_FORGOTTEN = 0.5, 0.012
FORGOTTEN_FROM = day("2019-02-01")


def contacts(
    profile: Profile,
    people: pd.DataFrame,
    decisions: pd.DataFrame,
    helpers: pd.DataFrame,
    since: str,
    rng: np.random.Generator,
) -> pd.DataFrame:
    """Return an interview at each visitation, the interviews that are called for, and the monthly contacts.

    Interviews and contacts outside group 1 are held by the citizen's caseworker (``worker`` in ``people``), the
    others by the facilitator there is (``helpers``) on the day. Only those from ``since`` on are kept: a whole
    country would be too many rows.
    """
    held = _monthly(profile, people, decisions, rng)
    worker = people["worker"].to_numpy()
    first = decisions[["person"]].assign(held_on=as_days(decisions["decided_on"]), kind="samtale", group="")
    both = pd.concat([first, held], ignore_index=True)
    both = both[both["held_on"] >= since].reset_index(drop=True)
    helper = _on_the_day(helpers, both)
    facilitated = (both["group"] == "1") & (both["kind"] == "kontakt") & (helper != "")
    both["by"] = np.where(facilitated, helper, worker[both["person"]])
    return both.drop_duplicates(["person", "held_on", "kind"]).reset_index(drop=True)


def _on_the_day(helpers: pd.DataFrame, held: pd.DataFrame) -> np.ndarray:
    """Return the name of each person's facilitator on the day of each contact, "" where there is none."""
    ordered = helpers.assign(start=as_days(helpers["start"]), until=or_far(helpers["end"])).sort_values("start")
    asked = held[["person", "held_on"]].assign(row=np.arange(len(held))).sort_values("held_on", kind="stable")
    found = pd.merge_asof(
        asked.astype({"held_on": "datetime64[s]"}),
        ordered.astype({"start": "datetime64[s]"}),
        left_on="held_on",
        right_on="start",
        by="person",
    ).sort_values("row")
    covers = (found["until"] >= found["held_on"]).to_numpy()
    return np.where(covers, found["name"].fillna("").to_numpy().astype(str), "")


def _monthly(profile: Profile, people: pd.DataFrame, decisions: pd.DataFrame, rng) -> pd.DataFrame:
    """Draw for every person and month whether they were seen, on which day, and whether it was an interview."""
    n = len(people)
    groups = Changing(decisions, "decided_on", "group", n)
    decided_on, decided_for = as_days(decisions["decided_on"]), decisions["person"].to_numpy()
    left, back, forgotten = or_far(people["left_on"]), or_far(people["back_on"]), _forgotten(people, rng)
    chances = {"1": profile.contact, **CONTACTS}
    latest = np.full(n, FIRSTS[0] - 30)
    parts = []
    for first, last in zip(FIRSTS, LASTS, strict=True):
        groups.advance(first)
        until = np.minimum(np.minimum(last, np.where(back <= first, FAR, left - 1)), DATA_ENDS_ON)
        usual = np.select([groups.now == group for group in chances], list(chances.values()))
        called = _called(groups.now, latest, until, last)
        chance = np.where(called & (groups.now != "1"), np.maximum(usual, HELD), usual)
        if last > DATA_ENDS_ON:
            chance = np.where(groups.now == "1", THIS_MONTH, chance)
        chance = np.where((until < first) | (forgotten <= first), 0, chance)
        on = np.maximum(workday(between(rng, np.full(n, first), np.maximum(until, first))), first)
        seen = np.flatnonzero(rng.random(n) < chance)
        interview = called[seen]
        latest[seen[interview]] = on[seen[interview]]
        here = (decided_on >= first) & (decided_on <= last)
        np.maximum.at(latest, decided_for[here], decided_on[here])
        kind = np.where(interview, "samtale", "kontakt")
        parts.append(pd.DataFrame({"person": seen, "held_on": on[seen], "kind": kind, "group": groups.now[seen]}))
    return pd.concat(parts, ignore_index=True)


def _called(group: np.ndarray, latest: Days, until: Days, last: np.datetime64) -> np.ndarray:
    """Return whose interview is called for in the month: everybody's, but the deferred are let alone."""
    return (group != "deferred") & ((np.minimum(until, last) - latest).astype(int) >= CALLED_AFTER)


def _forgotten(people: pd.DataFrame, rng: np.random.Generator) -> Days:
    """Draw from when on nobody called any more: in some of the cases left undone, and in very few others."""
    n = len(people)
    never_again = ~kept(people, rng, 1 - SELDOM_FORGOTTEN, 1 - FORGOTTEN)
    return np.where(never_again, between(rng, np.full(n, FORGOTTEN_FROM), DATA_ENDS_ON - 30), FAR)
