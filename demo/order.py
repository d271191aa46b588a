"""Whose case is in good order on the last day, and whose is left undone: what the start page shows.

Undone things gather in the same cases, as in life: one citizen lacks a contact, a plan and an offer at once,
while most lack nothing. How many such cases a caseworker has differs between colleagues (``staff.Login.behind``).
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from .days import DATA_ENDS_ON, as_days
from .people import CASH
from .staff import Staff

#: Share of cases left undone with an ordinary caseworker.
UNDONE = 0.1


def pace(staff: Staff, caseworkers: np.ndarray) -> np.ndarray:
    """Return for each citizen how far behind their caseworker is: 1 is ordinary, also where nobody can log in."""
    behind = {login.username: login.behind for login in staff.caseworkers}
    return np.array([behind.get(name, 1.0) for name in caseworkers])


def undone(pace: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Draw whose case is left undone."""
    return rng.random(len(pace)) < UNDONE * pace


def kept(cases: pd.DataFrame, rng: np.random.Generator, well: float, badly: float) -> np.ndarray:
    """Draw for each case (``undone`` and ``pace``) whether a thing is done.

    With chance ``well`` in a case in good order of an ordinary caseworker, ``badly`` in a case left undone.
    """
    missed = (1 - well) * cases["pace"].to_numpy()
    return rng.random(len(cases)) < np.where(cases["undone"], badly, 1 - missed)


def active_at_the_end(benefits: pd.DataFrame, n: int) -> np.ndarray:
    """Return who is in the cash-assistance system on the last day."""
    ordered = benefits[as_days(benefits["effective_on"]) <= DATA_ENDS_ON].sort_values("effective_on", kind="stable")
    latest = ordered.drop_duplicates("person", keep="last")
    active = np.zeros(n, bool)
    active[latest.loc[latest["benefit"].isin(CASH), "person"]] = True
    return active
