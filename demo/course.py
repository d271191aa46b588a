"""What group 1 is given for the course: personal job facilitators, job goals and CVs."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .days import DATA_ENDS_ON, FAR, NEVER, as_days, between, day, or_far, workday
from .order import kept
from .profiles import Profile
from .staff import Staff
from .texts import JOB_GOALS

#: After these somebody keeps the job facilitator for a while; after others the facilitator stops.
FOLLOWED = ("job", "fleksjob", "uddannelse", "")
#: In the last half year most of what group 1 still lacked was caught up; less so in the cases left undone.
CAUGHT_UP_FROM = day("2019-03-01")
CAUGHT_UP_BADLY = 0.3


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
    rows = pd.concat([rows, _assigned_late(profile, people, spells, rows, names, rng)], ignore_index=True)
    return rows.sort_values(["person", "start"], kind="stable").reset_index(drop=True)


def _still(people: pd.DataFrame, spells: pd.DataFrame) -> pd.DataFrame:
    """Return who is in group 1 with an active case on the last day, and since when."""
    last = spells.drop_duplicates("person", keep="last")
    return last[(last["group"] == "1") & people["active"].to_numpy()[last["person"]]].reset_index(drop=True)


def _caught_up_on(people: pd.DataFrame, still: pd.DataFrame, after: np.ndarray, well: float, rng):
    """Draw who of those ``still`` in group 1 gets what they lack, and on which working day after ``after``."""
    who = still["person"].to_numpy()
    on = np.maximum(as_days(still["start"]) + 10, np.maximum(after + 1, CAUGHT_UP_FROM))
    on = workday(between(rng, on, DATA_ENDS_ON), "forward")
    gets = kept(people.iloc[who], rng, well, CAUGHT_UP_BADLY) & (on <= DATA_ENDS_ON)
    return who, on, gets


def _assigned_late(profile: Profile, people, spells, rows: pd.DataFrame, names: np.ndarray, rng) -> pd.DataFrame:
    """Give most of those without a facilitator today one in the last half year."""
    until = np.full(len(people), np.datetime64("1900-01-01", "D"))
    np.maximum.at(until, rows["person"].to_numpy(), or_far(rows["end"]))
    still = _still(people, spells)
    still = still[until[still["person"]] <= DATA_ENDS_ON]
    who, start, gets = _caught_up_on(people, still, until[still["person"]], 0.9 * profile.facilitator, rng)
    return _assignments(who, names[rng.integers(0, len(names), len(who))], start, np.full(len(who), FAR), gets)


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
    written = pd.concat([once[has_goal | has_cv], later[renewed]], ignore_index=True)
    late = [_written_late(profile, people, spells, written, column, rng) for column in ("job_goal_on", "cv_on")]
    return pd.concat([written, *late], ignore_index=True)


def _written_late(profile: Profile, people, spells, written: pd.DataFrame, column: str, rng) -> pd.DataFrame:
    """Write down in the last half year what most of those still lack in ``column``."""
    still = _still(people, spells)
    still = still[~still["person"].isin(written.loc[written[column].notna(), "person"])]
    well = min((profile.job_goal if column == "job_goal_on" else profile.cv) + 0.12, 1.0)
    who, on, gets = _caught_up_on(people, still, np.full(len(still), CAUGHT_UP_FROM), well, rng)
    days = {"job_goal_on": np.full(len(who), NEVER), "cv_on": np.full(len(who), NEVER), column: on}
    goals = np.array(JOB_GOALS)[rng.integers(0, len(JOB_GOALS), len(who))]
    return pd.DataFrame({"person": who, "job_goal": np.where(np.isnat(days["job_goal_on"]), "", goals), **days})[gets]
