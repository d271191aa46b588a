"""Rehabilitation cases: those that led to another benefit, those that did not, and those under way."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .days import DATA_ENDS_ON, NEVER, as_days, between, day, or_far, workday
from .texts import RECOMMENDATIONS

#: Which decision lies behind a benefit.
DECISIONS = {
    "ressourceforloeb": "ressourceforloeb",
    "fleksjob": "fleksjob",
    "ledighedsydelse": "fleksjob",
    "foertidspension": "foertidspension",
}


def rehabilitation(people: pd.DataFrame, spells: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Return the cases: referral, meeting, recommendation and decision, in that order of days."""
    cases = pd.concat(
        [_before_leaving(people, rng), _without_change(people, spells, rng), _under_way(people, spells, rng)]
    )
    return (
        cases.drop_duplicates(["person", "referred_on"]).sort_values(["person", "referred_on"]).reset_index(drop=True)
    )


def _cases(who: np.ndarray, referred, met, decided, decision: np.ndarray) -> pd.DataFrame:
    """Return the rows, with what is not yet reached (an empty day) left out of what follows from it."""
    words = np.array([RECOMMENDATIONS[d] for d in decision])
    return pd.DataFrame(
        {
            "person": who,
            "referred_on": referred,
            "met_on": met,
            "recommendation": np.where(np.isnat(met), "", words) if len(words) else [],
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
    return _cases(who, referred, met, decided, decision)


def _without_change(people: pd.DataFrame, spells: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Cases that ended with the effort going on: the person waits in group 2 for a new referral."""
    stays = spells[(spells["group"] == "2") & people["left_on"].isna().to_numpy()[spells["person"]]]
    stays = stays.drop_duplicates("person")
    referred = workday(as_days(stays["start"]) + rng.integers(20, 120, len(stays)), "forward")
    met = workday(referred + rng.integers(30, 80, len(stays)), "forward")
    decided = workday(met + rng.integers(5, 30, len(stays)), "forward")
    happens = (rng.random(len(stays)) < 0.14) & (decided <= day("2019-01-31"))
    who = stays["person"].to_numpy()[happens]
    return _cases(who, referred[happens], met[happens], decided[happens], np.full(len(who), "andet"))


def _under_way(people: pd.DataFrame, spells: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Cases of those in group 2 at the end of the story: referred, some already met on, none decided."""
    last = spells.drop_duplicates("person", keep="last")
    waiting = last[(last["group"] == "2") & people["left_on"].isna().to_numpy()[last["person"]]]
    start = np.maximum(as_days(waiting["start"]) + 14, day("2019-02-11"))
    referred = workday(between(rng, start, DATA_ENDS_ON - 10), "forward")
    happens = (rng.random(len(waiting)) < 0.4) & (referred <= DATA_ENDS_ON)
    who, referred = waiting["person"].to_numpy()[happens], referred[happens]
    met = workday(referred + rng.integers(40, 100, len(who)), "forward")
    met = np.where((met <= DATA_ENDS_ON) & (met < or_far(as_days(people["left_on"])[who])), met, NEVER)
    likely = np.array(["ressourceforloeb", "foertidspension", "fleksjob"])[rng.integers(0, 3, len(who))]
    return _cases(who, referred, met, np.full(len(who), NEVER), likely)
