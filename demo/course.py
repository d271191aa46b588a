"""The contact course of one municipality: facilitators, plans and monthly contacts."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .days import DATA_ENDS_ON, FAR, FIRSTS, LASTS, NEVER, as_days, between, day, or_far, workday
from .profiles import Profile
from .staff import Staff
from .texts import JOB_GOALS
from .track import Changing

#: Chance of a contact in a month, by group; group 1 has its municipality's own.
CONTACTS = {"2": 0.46, "3": 0.38, "deferred": 0.06, "": 0.2}
#: After these somebody keeps the job facilitator for a while; after others the facilitator stops.
FOLLOWED = ("job", "fleksjob", "uddannelse", "")


def facilitators(profile: Profile, people: pd.DataFrame, spells: pd.DataFrame, staff: Staff, rng) -> pd.DataFrame:
    """Give most spells in group 1 a personal job facilitator, some late, and let some change to another."""
    ones = spells[spells["group"] == "1"].reset_index(drop=True)
    n, who = len(ones), ones["person"].to_numpy()
    left = or_far(people["left_on"])[who]
    begins = as_days(ones["start"])
    start = workday(begins + np.minimum(rng.exponential(22, n), 200).astype(int), "forward")
    end = or_far(ones["end"])
    stops = ~np.isin(people["left_to"].to_numpy()[who], FOLLOWED)
    end = np.where(stops, np.minimum(end, np.maximum(left - 1, begins)), end)
    chance = np.where(left > begins, profile.facilitator, 0.12)
    given = (rng.random(n) < chance) & (start <= end) & (start <= DATA_ENDS_ON)
    names = np.array(staff.facilitators)
    first = rng.integers(0, len(names), n)
    change = between(rng, start + 60, np.minimum(end, DATA_ENDS_ON))
    changes = given & (rng.random(n) < 0.17) & (change > start) & (change < np.minimum(end, DATA_ENDS_ON))
    gap = np.where(rng.random(n) < 0.3, rng.integers(5, 40, n), 1)
    again = change + gap
    second = changes & (again <= end) & (again <= DATA_ENDS_ON)
    rows = pd.concat(
        [
            _assignments(who, names[first], start, np.where(changes, change, end), given),
            _assignments(who, names[(first + 1) % len(names)], again, end, second),
        ],
        ignore_index=True,
    )
    return rows.sort_values(["person", "start"], kind="stable").reset_index(drop=True)


def _assignments(who, names, start, end, which) -> pd.DataFrame:
    frame = pd.DataFrame({"person": who, "name": names, "start": start, "end": np.where(end == FAR, NEVER, end)})
    return frame[which]


def plans(profile: Profile, people: pd.DataFrame, spells: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Write down job goal and CV of most of group 1, often on different days, and a new goal for some."""
    ones = spells[spells["group"] == "1"].drop_duplicates("person").reset_index(drop=True)
    n, who = len(ones), ones["person"].to_numpy()
    start = as_days(ones["start"])
    limit = np.minimum(or_far(people["left_on"])[who] - 1, DATA_ENDS_ON)
    goal_on = workday(start + np.minimum(rng.exponential(40, n), 400).astype(int), "forward")
    cv_on = workday(start + np.minimum(rng.exponential(75, n), 500).astype(int), "forward")
    has_goal = (rng.random(n) < profile.job_goal) & (goal_on <= limit)
    has_cv = (rng.random(n) < profile.cv) & (cv_on <= limit)
    goals = np.array(JOB_GOALS)[rng.integers(0, len(JOB_GOALS), n)]
    once = pd.DataFrame(
        {
            "person": who,
            "job_goal": np.where(has_goal, goals, ""),
            "job_goal_on": np.where(has_goal, goal_on, NEVER),
            "cv_on": np.where(has_cv, cv_on, NEVER),
        }
    )
    renewed_on = workday(goal_on + rng.integers(90, 400, n), "forward")
    renewed = has_goal & (rng.random(n) < 0.18) & (renewed_on <= limit)
    goals = np.array(JOB_GOALS)[rng.integers(0, len(JOB_GOALS), n)]
    later = pd.DataFrame({"person": who, "job_goal": goals, "job_goal_on": renewed_on, "cv_on": NEVER})
    return pd.concat([once[has_goal | has_cv], later[renewed]], ignore_index=True)


def contacts(
    profile: Profile, people: pd.DataFrame, decisions: pd.DataFrame, staff: Staff, since: str, rng: np.random.Generator
) -> pd.DataFrame:
    """Hold an interview before each visitation and a contact in most months; a few people are forgotten.

    Only those from ``since`` on are kept (a whole country would be too many rows).
    """
    n = len(people)
    worker = np.array(staff.caseworker_names)[rng.integers(0, len(staff.caseworker_names), n)]
    helper = np.array(staff.facilitators)[rng.integers(0, len(staff.facilitators), n)]
    held = _monthly(profile, people, decisions, rng)
    ones = (held["group"] == "1").to_numpy()
    interview = rng.random(len(held)) < np.where(ones, 0.28, 0.7)
    who = held["person"].to_numpy()
    monthly = held[["person", "held_on"]].assign(
        kind=np.where(interview, "samtale", "kontakt"),
        by=np.where(ones & ~interview, helper[who], worker[who]),
    )
    first = decisions[["person"]].assign(
        held_on=as_days(decisions["decided_on"]), kind="samtale", by=worker[decisions["person"]]
    )
    both = pd.concat([first, monthly], ignore_index=True)
    both = both[both["held_on"] >= since]
    return both.drop_duplicates(["person", "held_on", "kind"]).reset_index(drop=True)


def _monthly(profile: Profile, people: pd.DataFrame, decisions: pd.DataFrame, rng) -> pd.DataFrame:
    """Draw for every person and month whether there was a contact, and on which day."""
    n = len(people)
    groups = Changing(decisions, "decided_on", "group", n)
    left = or_far(people["left_on"])
    forgotten = np.where(rng.random(n) < 0.05, between(rng, np.full(n, day("2018-01-01")), DATA_ENDS_ON), FAR)
    chances = {"1": profile.contact, **CONTACTS}
    parts = []
    for first, last in zip(FIRSTS, LASTS, strict=True):
        groups.advance(first)
        until = np.minimum(np.minimum(last, left - 1), DATA_ENDS_ON)
        chance = np.select([groups.now == group for group in chances], list(chances.values()))
        # The month in progress is half over: fewer have been seen.
        chance = np.where((until < first) | (forgotten <= first), 0, chance * (0.55 if last > DATA_ENDS_ON else 1))
        on = np.maximum(workday(between(rng, np.full(n, first), np.maximum(until, first))), first)
        seen = np.flatnonzero(rng.random(n) < chance)
        parts.append(pd.DataFrame({"person": seen, "held_on": on[seen], "group": groups.now[seen]}))
    return pd.concat(parts, ignore_index=True)
