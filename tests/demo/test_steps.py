"""Ordinary hours cut into steps cover the same days, one after the other, with more hours each time."""

import numpy as np
import pandas as pd

from demo.steps import in_steps

DAY = np.timedelta64(1, "D")


def offers(kind="ordinaere_timer", weeks=30, count=60, end=True):
    start = np.full(count, np.datetime64("2018-01-08"))
    return pd.DataFrame(
        {
            "person": np.arange(count),
            "kind": kind,
            "start": start,
            "end": start + np.timedelta64(7 * weeks - 1, "D") if end else np.full(count, np.datetime64("NaT", "D")),
            "weekly_hours": 4,
            "company_number": np.arange(count),
        }
    )


def courses(before):
    after = in_steps(before, np.random.default_rng(1))
    return [rows.sort_values("start") for _person, rows in after.groupby("person")]


def test_the_days_are_the_same_and_the_hours_grow():
    before = offers()
    found = courses(before)
    assert len(found) == 60 and {len(rows) for rows in found} == {1, 2, 3}
    for rows in found:
        assert rows["start"].iloc[0] == before["start"].iloc[0] and rows["end"].iloc[-1] == before["end"].iloc[0]
        assert (rows["start"].to_numpy()[1:] == rows["end"].to_numpy()[:-1] + DAY).all()
        assert rows["weekly_hours"].is_monotonic_increasing and rows["weekly_hours"].is_unique
        assert rows["company_number"].nunique() == 1


def test_open_ones_stay_open_at_the_end_only():
    for rows in courses(offers(end=False)):
        assert rows["end"].isna().tolist() == [False] * (len(rows) - 1) + [True]


def test_short_ones_and_other_kinds_stay_whole():
    assert all(len(rows) == 1 for rows in courses(offers(weeks=9)))
    assert all(len(rows) == 1 for rows in courses(offers(kind="virksomhedspraktik")))


def test_many_hours_do_not_become_fewer():
    for rows in courses(offers().assign(weekly_hours=28)):
        assert (rows["weekly_hours"] == 28).all()


def test_nobody():
    assert in_steps(offers(count=0), np.random.default_rng(1)).empty
