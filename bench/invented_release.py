"""Invented releases of the whole country: months of counts with as many small ones as the real tables have."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from cases import reference
from reporting.disclosure.tables import BANDS, COUNTRY, GROUP_1_BEFORE, GROUP_2, MISSING, Tables
from reporting.indicators import TRACK_PARTS
from reporting.months import Month

PEOPLE = 27_000
#: Ten municipalities take no part.
WITHOUT = 10
GROUPS = ("", "group_1", "group_2", "group_3", "group_deferred")
GROUP_SHARES = (0.08, 0.45, 0.27, 0.15, 0.05)
SHARES = {
    "facilitator": 0.7,
    "job_goal": 0.5,
    "cv": 0.6,
    "contact_in_month": 0.8,
    "virksomhedspraktik": 0.16,
    "loentilskud": 0.02,
    "ordinaere_timer": 0.06,
    "fleksjob": 0.03,
    "ordinaer_uddannelse": 0.03,
    "employment": 0.6,
    "flex_job": 0.8,
    "education": 0.7,
}
BENEFITS = ("fleksjob", "ressourceforloeb", "foertidspension", "job", "ledighedsydelse")


class Country:
    """27,000 invented people who change a little from month to month."""

    def __init__(self, seed: int = 851, people: int = PEOPLE) -> None:
        self.random = np.random.default_rng(seed)
        places = sorted(row["code"] for row in reference.municipalities())
        self.regions = {row["code"]: row["region"] for row in reference.municipalities()}
        sizes = self.random.lognormal(0, 0.9, len(places))
        sizes[self.random.choice(len(places), WITHOUT, replace=False)] = 0
        self.codes = places
        self.place = self.random.choice(len(places), people, p=sizes / sizes.sum())
        self.measured = self.random.random(people) < 0.93
        self.group = self.random.choice(len(GROUPS), people, p=GROUP_SHARES)
        self.marks = {key: self.random.random(people) < share for key, share in SHARES.items()}

    def months(self, first: Month, number: int, *, with_group_2: bool = True) -> Iterator[Tables]:
        """Yield the tables of some months in a row, each with a few late registrations about the one before."""
        for step in range(number):
            before = self.group.copy()
            self._change(self.group, 0.002)  # registered late: the month before was closed without it
            lagged = self._lagged()
            self.group = before if step == 0 else self.group
            self._change(self.group, 0.03)
            for key, share in SHARES.items():
                again = self.random.random(len(self.group)) < 0.1
                self.marks[key] = np.where(again, self.random.random(len(again)) < share, self.marks[key])
            yield self._tables(first.plus(step), {**self._own(), **lagged, **(self._group_2() if with_group_2 else {})})

    def _change(self, groups: np.ndarray, share: float) -> None:
        changed = self.random.random(len(groups)) < share
        groups[changed] = self.random.choice(len(GROUPS), int(changed.sum()), p=GROUP_SHARES)

    def _own(self) -> dict[str, np.ndarray]:
        masks = {"drawn": self.measured | True, "gross_target_group": self.measured, MISSING: self._in(0)}
        masks |= {"visited": self.measured & (self.group > 0)}
        masks |= {GROUPS[number]: self._in(number) for number in range(1, len(GROUPS))}
        own = ("facilitator", "job_goal", "cv", "contact_in_month")
        return masks | {key: self._in(1) & self.marks[key] for key in own}

    def _lagged(self) -> dict[str, np.ndarray]:
        group_1 = self._in(1)
        parts = {key: group_1 & self.marks[key] for key in TRACK_PARTS}
        job = parts["ordinaere_timer"] & self.marks["employment"]
        flex = parts["fleksjob"] & self.marks["flex_job"] & ~job
        education = parts["ordinaer_uddannelse"] & self.marks["education"] & ~job & ~flex
        split = {"employment": job, "flex_job": flex, "education": education}
        track = np.logical_or.reduce(list(parts.values()))
        return (
            {GROUP_1_BEFORE: group_1, "company_track": track, "job_or_education": job | flex | education}
            | parts
            | split
        )

    def _group_2(self) -> dict[str, np.ndarray]:
        group_2, draw = self._in(2), np.random.default_rng(2).random((4, len(self.group)))
        still, months = group_2 & (draw[0] < 0.75), draw[1] * 18
        masks = {GROUP_2 + "still": still, GROUP_2 + "changed": group_2 & ~still}
        masks |= {GROUP_2 + band: still & (np.minimum(months // 3, 4) == n) for n, band in enumerate(BANDS)}
        masks |= {GROUP_2 + "over": still & (months > 9.2), GROUP_2 + "without_offer": still & (draw[2] < 0.4)}
        which = (draw[3] * len(BENEFITS)).astype(int)
        return masks | {f"{GROUP_2}by.{name}": group_2 & ~still & (which == n) for n, name in enumerate(BENEFITS)}

    def _in(self, group: int) -> np.ndarray:
        return self.measured & (self.group == group)

    def _tables(self, month: Month, masks: dict[str, np.ndarray]) -> Tables:
        columns = {key: np.bincount(self.place[mask], minlength=len(self.codes)) for key, mask in masks.items()}
        counts = {code: {key: int(column[n]) for key, column in columns.items()} for n, code in enumerate(self.codes)}
        counts[COUNTRY] = {key: int(column.sum()) for key, column in columns.items()}
        return Tables(str(month), month, counts, self.regions)
