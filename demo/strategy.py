"""Brønderslev's investment strategy, and the citizens outside the target group in whom it is measured.

The published numbers (domain document) are exact: a start of 437 full-time persons over 30 on kontanthjælp, its
milestones, and what was measured at three of them. The months between are invented, and so are the people.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
from django.db import transaction

from cases.cpr import hashes
from cases.importing import load
from cases.models import Citizen
from reporting.fulltime import AgeBand, Period, full_time
from reporting.months import Month, months_between
from reporting.targets.models import Milestone, Target
from reporting.targets.rules import check_now

from . import identities
from .days import between, day

PLACE, UNIT, YOUNG_UNIT = "810", "Jobcenter", "UngeCenter"
BENEFIT, OVER_30 = "kontanthjaelp", AgeBand(30, None)
NAME = "Færre over 30 på kontanthjælp"
STARTS_ON, START = date(2017, 1, 1), 437
MILESTONES = {date(2017, 7, 1): 401, date(2018, 1, 1): 380, date(2018, 7, 1): 370, date(2018, 12, 31): 360}
#: Full-time persons in some months, straight between them. 437, 400, 354 and 346 were published.
KNOWN = {"2016-12": 437, "2017-06": 400, "2017-12": 354, "2018-05": 346, "2018-12": 341, "2019-07": 338}
#: How many leave and come each month beside what the numbers ask for.
CHURN = 4
#: What comes after: status and how often.
THEN = {
    "job": 0.38, "uddannelse": 0.08, "ressourceforloeb": 0.2, "fleksjob": 0.09, "foertidspension": 0.08,
    "sygedagpenge": 0.06, "ikke_berettiget": 0.06, "fraflyttet": 0.05,
}  # fmt: skip
YOUNG = 64


def store_strategy(seed: int) -> int:
    """Store the strategy and the citizens it is measured in; return how many people that took."""
    rng = np.random.default_rng([seed, 810, 4])
    stays = _stays(_missing(), rng)
    people = _people(stays, rng)
    with tempfile.TemporaryDirectory(prefix="demo-") as folder, transaction.atomic():
        _written(people, stays, rng, Path(folder))
        load(folder)
        target = Target.objects.create(
            municipality_id=PLACE,
            name=NAME,
            measure="full_time",
            benefit=BENEFIT,
            from_age=30,
            direction="fall",
            starts_on=STARTS_ON,
            start_value=START,
        )
        Milestone.objects.bulk_create(
            Milestone(target=target, due_on=due, value=value) for due, value in MILESTONES.items()
        )
        check_now()
    return len(people)


def wanted() -> dict[Month, int]:
    """Return the full-time persons of every month of the story, whole numbers all."""
    known = {Month.parse(month): value for month, value in KNOWN.items()}
    months = months_between(min(known), max(known))
    at = [months.index(month) for month in known]
    values = np.round(np.interp(range(len(months)), at, list(known.values())))
    return {month: int(value) for month, value in zip(months, values, strict=True)}


def _missing() -> dict[Month, int]:
    """Return how many days on the benefit each month lacks beside those of the target group's own people."""
    months = wanted()
    rows = full_time(PLACE, [Period.of(month) for month in months], [OVER_30], [BENEFIT])
    own = {month: 0 for month in months}
    for row in rows:
        own[Month.of(row.period.first)] += row.days
    return {month: value * month.last.day - own[month] for month, value in months.items()}


def _stays(missing: Mapping[Month, int], rng: np.random.Generator) -> pd.DataFrame:
    """Return who is on the benefit from when until when (the day of the next status; empty: still).

    In each month so many are there all month, and one comes on the day that makes the month's sum whole.
    """
    since: list[date | None] = []
    until: dict[int, date] = {}
    there: list[int] = []

    def come(on: date | None) -> None:
        there.append(len(since))
        since.append(on)

    for number, (month, days) in enumerate(missing.items()):
        whole, rest = divmod(days, month.last.day)
        leave = max(len(there) + (CHURN if number else 0) - whole, CHURN if number else 0)
        for person in rng.choice(there, min(leave, len(there)), replace=False) if number else ():
            there.remove(int(person))
            until[int(person)] = month.first
        for _one in range(whole - len(there)):
            come(month.first if number else None)
        if rest:
            come(month.last.replace(day=month.last.day - rest + 1))
    return pd.DataFrame({"since": since, "until": [until.get(person) for person in range(len(since))]})


def _people(stays: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Return everybody with name, CPR number and unit: those over 30 all the way, then the young."""
    old = len(stays)
    n = old + YOUNG
    first = np.r_[np.full(old, day("1956-01-02")), np.full(YOUNG, day("1992-01-02"))]
    last = np.r_[np.full(old, day("1986-11-30")), np.full(YOUNG, day("1997-12-30"))]
    born_on = between(rng, first, last)
    new_year = born_on.astype("datetime64[Y]").astype("datetime64[D]") == born_on
    woman = rng.random(n) < 0.5
    return pd.DataFrame(
        {
            "cpr": _cpr_numbers(np.where(new_year, born_on + 1, born_on), woman, rng),
            "name": identities.names(woman, rng),
            "municipality": PLACE,
            "unit": np.r_[np.full(old, UNIT), np.full(YOUNG, YOUNG_UNIT)],
            "caseworker": "",
        }
    )


def _cpr_numbers(born_on: np.ndarray, woman: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Draw CPR numbers that nobody stored has."""
    while True:
        drawn = identities.cpr_numbers(born_on, woman, rng)
        keys = [key for cpr in drawn for key in hashes(str(cpr))]
        if not Citizen.objects.filter(cpr_hash__in=keys).exists():
            return drawn


def _written(people: pd.DataFrame, stays: pd.DataFrame, rng: np.random.Generator, folder: Path) -> None:
    """Write the two data files that the ordinary import reads."""
    old = len(stays)
    early = between(rng, np.full(len(people), day("2008-03-03")), np.full(len(people), day("2016-11-25")))
    early[old:] = between(rng, np.full(YOUNG, day("2015-12-28")), np.full(YOUNG, day("2018-06-25")))
    begun = [str(on or early[number]) for number, on in enumerate(stays["since"])]
    then = rng.choice(list(THEN), old, p=list(THEN.values()))
    rows = [(people["cpr"][n], on, BENEFIT, "aktivitetsparat") for n, on in enumerate(begun)]
    rows += [(people["cpr"][n], str(on), then[n], "") for n, on in enumerate(stays["until"]) if on is not None]
    rows += [
        (cpr, str(on), "uddannelseshjaelp", "uddannelsesparat")
        for cpr, on in zip(people["cpr"][old:], early[old:], strict=True)
    ]
    people.to_csv(folder / "citizens.csv", index=False, encoding="utf-8")
    columns = ["cpr", "effective_on", "benefit", "match_category"]
    pd.DataFrame(rows, columns=columns).to_csv(folder / "benefit_changes.csv", index=False, encoding="utf-8")
