"""The demo's calendar: which days its story covers, and how a day is drawn. Never today's date."""

from __future__ import annotations

import numpy as np
import pandas as pd

Days = np.ndarray


def day(text: str) -> np.datetime64:
    """Return the ISO date ``text`` as a NumPy day."""
    return np.datetime64(text, "D")


#: Week 52 of 2016, for which the target group was drawn, ends on 1 January 2017.
DRAWN_ON = day("2017-01-01")
#: The first day of the programme, and the last day on which anything is registered. Two weeks of the
#: month after the last closed one (2019-07) are there, as in a jobcentre in the middle of August.
STARTS_ON = day("2017-08-01")
DATA_ENDS_ON = day("2019-08-16")
MONTHS = np.arange("2017-08", "2019-09", dtype="datetime64[M]")
FIRSTS = MONTHS.astype("datetime64[D]")
LASTS = (MONTHS + 1).astype("datetime64[D]") - 1
NEVER = np.datetime64("NaT", "D")
#: Later than everything; stands for "still so" where days are compared.
FAR = day("2100-01-01")

HOLIDAYS = np.array(
    [
        *("2017-01-02", "2017-04-13", "2017-04-14", "2017-04-17", "2017-05-12", "2017-05-25", "2017-05-26"),
        *("2017-06-05", "2017-12-25", "2017-12-26", "2017-12-27", "2017-12-28", "2017-12-29", "2018-01-01"),
        *("2018-03-29", "2018-03-30", "2018-04-02", "2018-04-27", "2018-05-10", "2018-05-11", "2018-05-21"),
        *("2018-06-05", "2018-12-24", "2018-12-25", "2018-12-26", "2018-12-27", "2018-12-28", "2018-12-31"),
        *("2019-01-01", "2019-04-18", "2019-04-19", "2019-04-22", "2019-05-17", "2019-05-30", "2019-05-31"),
        *("2019-06-05", "2019-06-10"),
    ],
    dtype="datetime64[D]",
)


def as_days(values: pd.Series | Days) -> Days:
    """Return a column of dates as NumPy days, whatever unit pandas keeps them in."""
    return np.asarray(values).astype("datetime64[D]")


def workday(days: Days, roll: str = "backward") -> Days:
    """Return the days, moved to the nearest working day before (or with ``roll="forward"`` after) them."""
    return np.busday_offset(as_days(days), 0, roll=roll, holidays=HOLIDAYS)


def between(rng: np.random.Generator, first: Days, last: Days) -> Days:
    """Draw a day for each pair of ``first`` and ``last``, both included; where they cross, ``first``."""
    first, last = np.broadcast_arrays(as_days(first), as_days(last))
    room = np.maximum((last - first).astype(int), 0) + 1
    return first + np.floor(rng.random(first.shape) * room).astype(int)


def day_before(days: Days) -> Days:
    """Return the day before each; what is later than everything stays so."""
    return np.where(days == FAR, FAR, days - 1)


def or_far(days: pd.Series | Days) -> Days:
    """Return the days with every empty one replaced by a day later than everything."""
    days = as_days(days)
    return np.where(np.isnat(days), FAR, days)
