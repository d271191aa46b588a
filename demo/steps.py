"""Ordinary hours that grow in steps: a long period in one company becomes several with more hours each."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .days import DATA_ENDS_ON, FAR, NEVER, as_days, or_far

#: Shorter periods stay whole; of the longer ones this share grows, each step by one to three hours a week.
SHORTEST_WEEKS, GROWS = 10, 0.65
MOST_HOURS = 20


def in_steps(offers: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Return the offers with long ordinary hours cut into two or three periods that follow each other.

    Together they cover the same days as before, so whoever counts who had ordinary hours counts the same.
    """
    offers = offers.reset_index(drop=True)
    weeks = (np.minimum(or_far(offers["end"]), DATA_ENDS_ON) - as_days(offers["start"])).astype(int) // 7
    cut = (
        (offers["kind"] == "ordinaere_timer").to_numpy() & (weeks >= SHORTEST_WEEKS) & (rng.random(len(offers)) < GROWS)
    )
    whole, long = offers[~cut], offers[cut]
    count = np.where(weeks[cut] >= 2 * SHORTEST_WEEKS, rng.integers(2, 4, len(long)), 2)
    pieces = long.loc[long.index.repeat(count)]
    step = pieces.groupby(level=0).cumcount().to_numpy()
    size, total = count.repeat(count), weeks[cut].repeat(count)
    starts, ends = as_days(pieces["start"]), or_far(pieces["end"])
    growth = rng.integers(1, 4, len(long)).repeat(count)
    end = np.where(step == size - 1, ends, starts + 7 * (total * (step + 1) // size) - 1)
    grown = pieces.assign(
        start=starts + 7 * (total * step // size),
        end=np.where(end == FAR, NEVER, end),
        weekly_hours=np.minimum(pieces["weekly_hours"] + growth * step, np.maximum(pieces["weekly_hours"], MOST_HOURS)),
    )
    return pd.concat([whole, grown], ignore_index=True)
