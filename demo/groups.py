"""Visitation decisions of one municipality: the first, the changed, the deferred, the late and the repeated."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .days import DATA_ENDS_ON, NEVER, Days, as_days, between, day, or_far, workday
from .profiles import Profile
from .texts import VISITATION_NOTES

#: To which group a renewed decision leads, by the group before: (group, chance), in order.
NEXT_GROUP = {
    "1": (("1", 0.79), ("2", 0.13), ("3", 0.05), ("deferred", 0.03)),
    "2": (("2", 0.84), ("1", 0.13), ("3", 0.03)),
    "3": (("3", 0.66), ("1", 0.16), ("2", 0.16), ("deferred", 0.02)),
    "deferred": (("1", 0.68), ("2", 0.2), ("3", 0.12)),
    "": (("1", 0.5), ("2", 0.27), ("3", 0.23)),
}
#: The last half year, and the share of groups 1 and 3 that come to group 2 in it: they wait, but not for long.
LATELY_FROM, LATELY = day("2019-02-25"), 0.075


def deferral_reasons(people: pd.DataFrame, rng: np.random.Generator) -> np.ndarray:
    """Return why each member is deferred if they are: maternity or prison for those under 44."""
    under_44 = as_days(people["born_on"]) > day("1974-03-01")
    draw = rng.random(len(people))
    young = np.where(people["woman"] & (draw < 0.75), "barsel", "afsoning")
    return np.where(under_44, young, np.where(draw < 0.5, "afsoning", "andet"))


def visitations(profile: Profile, people: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Return every decision; the one in force on the anchor day is the group in ``people``."""
    anchor = day(profile.anchor)
    first = _first_days(profile, people, rng)
    group = people["group"].to_numpy()
    frames = [
        _decisions(first, group, np.isin(group, ["1", "2", "3"])),
        *_changed_before(people, first, anchor, rng),
        *_deferred(people, first, anchor, rng),
        _late(profile, people, rng),
    ]
    settled = pd.concat(frames, ignore_index=True)
    repeats = _repeated(people, settled, anchor, rng)
    repeated_again = _repeated(people, repeats, anchor, rng) if len(repeats) else repeats
    every = pd.concat([settled, repeats, repeated_again], ignore_index=True)
    every = pd.concat([every, _back_again(people, every, rng)], ignore_index=True)
    every = pd.concat([every, _lately_rehabilitated(people, every, rng)], ignore_index=True)
    gone = or_far(people["gone_on"])[every["person"]]
    every = every[(every["decided_on"] < gone) & (every["decided_on"] <= DATA_ENDS_ON)]
    every = every.sort_values(["person", "decided_on"], kind="stable")
    every = every.drop_duplicates(["person", "decided_on"], keep="first").reset_index(drop=True)
    notes = np.array([VISITATION_NOTES[g] for g in every["group"]])
    every["note"] = np.where(
        rng.random(len(every)) < 0.6, notes[np.arange(len(every)), rng.integers(0, 3, len(every))], ""
    )
    return every


def _decisions(days: Days, groups: np.ndarray, which: np.ndarray, **fields: np.ndarray) -> pd.DataFrame:
    rows = np.flatnonzero(which)
    frame = pd.DataFrame({"person": rows, "decided_on": days[rows], "group": groups[rows]})
    frame["deferral_reason"] = fields["reason"][rows] if "reason" in fields else ""
    frame["deferred_until"] = fields["until"][rows] if "until" in fields else NEVER
    return frame


def _first_days(profile: Profile, people: pd.DataFrame, rng: np.random.Generator) -> Days:
    """Draw when each was first visited: few at first, most around the turn of the year, before leaving if in time."""
    start, anchor = day(profile.visited_from), day(profile.anchor)
    left = or_far(people["left_on"])
    last = np.where((left > start + 60) & (left < anchor), left - 10, anchor)
    days = start + (rng.beta(2.3, 1.7, len(people)) * (last - start).astype(int)).astype(int)
    return workday(days)


def _changed_before(people: pd.DataFrame, first: Days, anchor: np.datetime64, rng: np.random.Generator) -> list:
    """Give some an earlier decision for another group, 45 days or more before the one of the anchor day."""
    group, n = people["group"].to_numpy(), len(people)
    earlier = workday(first - rng.integers(45, 120, n))
    start = first.min() if n else anchor
    happens = np.isin(group, ["1", "2", "3"]) & (rng.random(n) < 0.12) & (earlier >= start)
    other = np.array(["1", "2", "3"])[rng.integers(0, 3, n)]
    return [_decisions(earlier, other, happens & (other != group))]


def _deferred(people: pd.DataFrame, first: Days, anchor: np.datetime64, rng: np.random.Generator) -> list:
    """Deferrals in force on the anchor day, what preceded some, and the visitation after most."""
    n = len(people)
    which = (people["group"] == "deferred").to_numpy()
    until = first + rng.integers(60, 340, n)
    open_ended = rng.random(n) < 0.15
    before = workday(first - rng.integers(30, 90, n))
    known = which & (rng.random(n) < 0.3) & (before >= first.min())
    covered_again = workday(np.maximum(until, anchor) + rng.integers(3, 60, n), "forward")
    back = rng.random(n) < 0.88
    # Who has not come back is deferred to about the last day: nobody is forgotten for a year.
    until = np.where(back, until, DATA_ENDS_ON + rng.integers(-9, 60, n))
    back &= which & ~open_ended & (covered_again < or_far(people["left_on"]))
    reason = deferral_reasons(people, rng)
    return [
        _decisions(first, people["group"].to_numpy(), which, reason=reason, until=np.where(open_ended, NEVER, until)),
        _decisions(before, np.full(n, "1"), known),
        _decisions(covered_again, _next_groups(np.full(n, "deferred"), rng), back),
    ]


def _late(profile: Profile, people: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Visit those without a group on the anchor day until ``visited_by``; ``never`` of those who stay, never."""
    n, anchor, last = len(people), day(profile.anchor), day(profile.visited_by)
    which = (people["group"] == "").to_numpy(copy=True)
    days = np.minimum(workday(between(rng, np.full(n, anchor + 4), last), "forward"), workday(np.full(n, last)))
    stays = np.flatnonzero(which & people["left_on"].isna().to_numpy())
    which[stays[: profile.never]] = False
    return _decisions(days, _next_groups(np.full(n, ""), rng), which)


def _repeated(
    people: pd.DataFrame, before: pd.DataFrame, anchor: np.datetime64, rng: np.random.Generator
) -> pd.DataFrame:
    """Decide anew for about half of the latest decisions, always after the anchor day and before leaving."""
    latest = before.sort_values("decided_on", kind="stable").drop_duplicates("person", keep="last")
    latest = latest[latest["group"] != "deferred"].sort_values("person").reset_index(drop=True)
    days = np.maximum(as_days(latest["decided_on"]), anchor)
    days = workday(days + rng.integers(70, 330, len(latest)), "forward")
    left = or_far(people["left_on"])[latest["person"]]
    happens = (rng.random(len(latest)) < 0.55) & (days < left) & (days <= DATA_ENDS_ON)
    groups = _next_groups(latest["group"].to_numpy().astype(str), rng)
    frame = pd.DataFrame({"person": latest["person"], "decided_on": days, "group": groups})[happens]
    deferred = (frame["group"] == "deferred").to_numpy()
    until = as_days(frame["decided_on"]) + rng.integers(60, 300, len(frame))
    return frame.assign(
        deferral_reason=np.where(deferred, deferral_reasons(people, rng)[frame["person"]], ""),
        deferred_until=np.where(deferred, until, NEVER),
    )


def _lately_rehabilitated(people: pd.DataFrame, before: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Decide in the last half year that some are for the rehabilitation team after all."""
    latest = before.sort_values("decided_on", kind="stable").drop_duplicates("person", keep="last")
    latest = latest[latest["group"].isin(["1", "3"])].sort_values("person").reset_index(drop=True)
    stays = people["left_on"].isna().to_numpy()[latest["person"]]
    days = np.maximum(as_days(latest["decided_on"]) + 40, LATELY_FROM)
    days = workday(between(rng, days, np.full(len(days), DATA_ENDS_ON - 7)), "forward")
    happens = stays & (rng.random(len(latest)) < LATELY) & (days <= DATA_ENDS_ON - 5)
    frame = pd.DataFrame({"person": latest["person"], "decided_on": days, "group": "2"})[happens]
    return frame.assign(deferral_reason="", deferred_until=NEVER)


def _back_again(people: pd.DataFrame, before: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Visit most of those whose last deferral has ended since."""
    latest = before.sort_values("decided_on", kind="stable").drop_duplicates("person", keep="last")
    latest = latest[latest["deferred_until"].notna()].sort_values("person").reset_index(drop=True)
    days = workday(as_days(latest["deferred_until"]) + rng.integers(1, 25, len(latest)), "forward")
    left = or_far(people["left_on"])[latest["person"]]
    after_anchor = as_days(latest["deferred_until"]) > day("2018-07-31")
    happens = (rng.random(len(latest)) < 0.85) & after_anchor & (days < left) & (days <= DATA_ENDS_ON)
    groups = _next_groups(np.full(len(latest), "deferred"), rng)
    frame = pd.DataFrame({"person": latest["person"], "decided_on": days, "group": groups})[happens]
    return frame.assign(deferral_reason="", deferred_until=NEVER)


def _next_groups(before: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Draw the group that follows each of ``before``."""
    result, draw = np.full(len(before), "1", dtype="<U8"), rng.random(len(before))
    for group, chances in NEXT_GROUP.items():
        limits = np.cumsum([chance for _, chance in chances])
        choice = np.minimum(np.searchsorted(limits, draw), len(chances) - 1)
        result = np.where(before == group, np.array([name for name, _ in chances])[choice], result)
    return result


def spells(decisions: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    """Return the unbroken periods in one group: person, group, start, end (empty: to the end of the story)."""
    ordered = decisions.sort_values(["person", "decided_on"], kind="stable")
    begins = (ordered["group"] != ordered.groupby("person")["group"].shift()).to_numpy()
    found = ordered.loc[begins, ["person", "group", "decided_on"]].rename(columns={"decided_on": "start"})
    found["end"] = found.groupby("person")["start"].shift(-1) - pd.Timedelta(days=1)
    gone = as_days(people["gone_on"])[found["person"]]
    found["end"] = np.where(found["end"].isna(), gone - np.timedelta64(1, "D"), found["end"].to_numpy())
    return found.reset_index(drop=True)
