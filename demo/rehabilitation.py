"""Rehabilitation cases: those that led to another benefit, those that did not, and those under way."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .days import DATA_ENDS_ON, NEVER, as_days, between, day, workday
from .order import kept
from .people import leaving_days
from .profiles import Profile
from .texts import RECOMMENDATIONS

#: Which decision lies behind a benefit.
DECISIONS = {
    "ressourceforloeb": "ressourceforloeb",
    "fleksjob": "fleksjob",
    "ledighedsydelse": "fleksjob",
    "foertidspension": "foertidspension",
}

#: Many who wait long in group 2 get another benefit in the end: from when, after how many days, and which.
SETTLED_FROM, SETTLED_AFTER = day("2018-07-16"), 150
#: Some of them in the first days of August 2019, when the team is back from its holidays.
LATELY_FROM, LATELY = day("2019-08-01"), 0.17
SETTLED_TO = {"ressourceforloeb": 0.45, "foertidspension": 0.3, "ledighedsydelse": 0.17, "fleksjob": 0.08}


def settle(profile: Profile, people: pd.DataFrame, decisions: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Return the people, ``profile.settled`` of those who wait in group 2 with the benefit that ended the waiting.

    Who is behind settles fewer. Nobody is settled before their latest decision, nor near the anchor days.
    """
    ordered = decisions.sort_values("decided_on", kind="stable")
    latest = ordered.drop_duplicates("person", keep="last").sort_values("person")
    latest = latest[(latest["group"] == "2") & people["left_on"].isna().to_numpy()[latest["person"]]]
    first = ordered[ordered["group"] == "2"].drop_duplicates("person").set_index("person")["decided_on"]
    who = latest["person"].to_numpy()
    since = np.maximum(as_days(first.loc[who]) + SETTLED_AFTER, as_days(latest["decided_on"]) + 35)
    since = np.maximum(since, SETTLED_FROM)
    since = np.where(rng.random(len(who)) < LATELY, np.maximum(since, LATELY_FROM), since)
    days = between(rng, since, DATA_ENDS_ON - 2)
    happens = (rng.random(len(who)) < 1 - (1 - profile.settled) * people["pace"].to_numpy()[who]) & (
        since < DATA_ENDS_ON - 2
    )
    benefits = rng.choice(list(SETTLED_TO), len(who), p=list(SETTLED_TO.values()))
    people = people.copy()
    people.loc[who[happens], "left_to"] = benefits[happens]
    people.loc[who[happens], "left_on"] = leaving_days(days, benefits)[happens]
    return people


def rehabilitation(people: pd.DataFrame, spells: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Return the cases: referral, meeting, recommendation and decision, in that order of days."""
    cases = pd.concat(
        [_before_leaving(people, rng), _without_change(people, spells, rng), _under_way(people, spells, rng)]
    )
    return (
        cases.drop_duplicates(["person", "referred_on"]).sort_values(["person", "referred_on"]).reset_index(drop=True)
    )


def _cases(who: np.ndarray, referred, met, decided, decision: np.ndarray, rng: np.random.Generator) -> pd.DataFrame:
    """Return the rows, with what is not yet reached (an empty day) left out of what follows from it."""
    ways = rng.integers(0, 3, len(who))
    words = np.array([RECOMMENDATIONS[d][way] for d, way in zip(decision, ways, strict=True)])
    held = met <= DATA_ENDS_ON  # not held yet: neither one without a day, nor one that is only booked
    return pd.DataFrame(
        {
            "person": who,
            "referred_on": referred,
            "met_on": met,
            "recommendation": np.where(held, words, "") if len(words) else [],
            "decided_on": decided,
            "decision": np.where(np.isnat(decided), "", decision) if len(words) else [],
        }
    )


def _before_leaving(people: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """The cases behind most changes to ressourceforløb, fleksjob and førtidspension."""
    who = np.flatnonzero(people["left_to"].isin(DECISIONS) & (rng.random(len(people)) < 0.88))
    left = as_days(people["left_on"])[who]
    n = len(who)
    decided = workday(left - rng.integers(0, 22, n))
    met = workday(decided - rng.integers(7, 36, n))
    referred = workday(met - rng.integers(30, 110, n))
    decision = np.array([DECISIONS[status] for status in people["left_to"].to_numpy()[who]], dtype="<U20")
    return _cases(who, referred, met, decided, decision, rng)


def _without_change(people: pd.DataFrame, spells: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Cases that ended with the effort going on: the person waits in group 2 for a new referral."""
    stays = spells[(spells["group"] == "2") & people["left_on"].isna().to_numpy()[spells["person"]]]
    stays = stays.drop_duplicates("person")
    referred = workday(as_days(stays["start"]) + rng.integers(20, 120, len(stays)), "forward")
    met = workday(referred + rng.integers(30, 80, len(stays)), "forward")
    decided = workday(met + rng.integers(5, 30, len(stays)), "forward")
    happens = (rng.random(len(stays)) < 0.14) & (decided <= day("2019-01-31"))
    who = stays["person"].to_numpy()[happens]
    return _cases(who, referred[happens], met[happens], decided[happens], np.full(len(who), "andet"), rng)


def _under_way(people: pd.DataFrame, spells: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Cases of those in group 2 at the end of the story: referred, most with a meeting held or booked, none decided."""
    last = spells.drop_duplicates("person", keep="last")
    waiting = last[(last["group"] == "2") & people["active"].to_numpy()[last["person"]]]
    who = waiting["person"].to_numpy()
    cases = people.iloc[who]
    start = np.maximum(as_days(waiting["start"]) + 3, day("2019-02-11"))
    referred = workday(between(rng, start, np.minimum(start + 90, DATA_ENDS_ON)), "forward")
    happens = kept(cases, rng, 0.95, 0.4) & (referred <= DATA_ENDS_ON)
    met = workday(referred + rng.integers(30, 70, len(who)), "forward")
    booked = (met <= DATA_ENDS_ON) | kept(cases, rng, 0.85, 0.3)
    met = np.where(booked, met, NEVER)
    likely = np.array(["ressourceforloeb", "foertidspension", "fleksjob"])[rng.integers(0, 3, len(who))]
    none = np.full(int(happens.sum()), NEVER)
    return _cases(who[happens], referred[happens], met[happens], none, likely[happens], rng)
