"""Invented names, CPR numbers and CVR numbers that nobody has."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .days import Days
from .texts import LAST, MEN, WOMEN

CPR_WEIGHTS = np.array([4, 3, 2, 7, 6, 5, 4, 3, 2, 1])
CVR_WEIGHTS = np.array([2, 7, 6, 5, 4, 3, 2, 1])


def names(woman: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Draw a full name for each person."""
    n = len(woman)
    first = np.where(
        woman, np.array(WOMEN)[rng.integers(0, len(WOMEN), n)], np.array(MEN)[rng.integers(0, len(MEN), n)]
    )
    last = np.array(LAST)[rng.integers(0, len(LAST), n)]
    return np.char.add(np.char.add(first, " "), last)


def cpr_numbers(born_on: Days, woman: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Draw a CPR number for each birth date, all different, that can belong to no living person.

    Every number fails the modulus-11 check. Real numbers without it exist only for a few birth dates,
    all of them a 1 January, on which nobody in the demo is born. The rules for a number hold all the
    same: a date, the century in the seventh digit (0-3), odd for men and even for women.
    """
    dates = np.char.replace(np.datetime_as_string(born_on.astype("datetime64[D]")), "-", "")
    ddmmyy = np.array([text[6:8] + text[4:6] + text[2:4] for text in dates])
    digits = np.array([[int(c) for c in text] for text in ddmmyy]).reshape(-1, 6)
    base = digits @ CPR_WEIGHTS[:6]
    serial = np.full(len(ddmmyy), -1)
    todo = np.arange(len(ddmmyy))
    while len(todo):
        serial[todo] = 2 * rng.integers(1, 1999, len(todo)) + ~woman[todo].astype(bool)
        last = np.stack([serial // 1000, serial // 100 % 10, serial // 10 % 10, serial % 10], axis=1)
        passes = (base + last @ CPR_WEIGHTS[6:]) % 11 == 0
        taken = pd.Series(ddmmyy).str.cat(pd.Series(serial).astype(str), sep="-").duplicated().to_numpy()
        todo = np.flatnonzero(passes | taken)
    return np.array([f"{date}{number:04d}" for date, number in zip(ddmmyy, serial, strict=True)])


def cvr_numbers(rng: np.random.Generator, count: int) -> np.ndarray:
    """Draw CVR numbers with a right check digit from the nineties of millions, which were never given out."""
    found = np.empty(0, int)
    while len(found) < count:
        draw = rng.integers(90_000_000, 100_000_000, 16 * count)
        digits = draw[:, None] // 10 ** np.arange(7, -1, -1) % 10
        found = np.unique(np.concatenate([found, draw[(digits @ CVR_WEIGHTS) % 11 == 0]]))
        rng.shuffle(found)
    return found[:count].astype(str)
