"""Who the members of one municipality are, where they stand on the anchor day, and when they leave.

One row a member, numbered from 0; all later parts add registrations about these numbers.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from cases.codes import CASH_ASSISTANCE, LEFT_PROGRAMME

from .days import DATA_ENDS_ON, DRAWN_ON, NEVER, STARTS_ON, Days, as_days, between, day, workday
from .profiles import Profile

CASH = [benefit.value for benefit in CASH_ASSISTANCE]
LEFT_FOR_GOOD = [benefit.value for benefit in LEFT_PROGRAMME]
YOUNG = "uddannelseshjaelp"
PENSION_AGE = 65
#: Chance a year of leaving for each status after the anchor day, by group. The last three take a member out.
LEAVING = {
    "1": {"job": 0.055, "uddannelse": 0.02, "fleksjob": 0.015, "ledighedsydelse": 0.01, "ressourceforloeb": 0.02,
          "foertidspension": 0.012, "revalidering": 0.006, "ikke_berettiget": 0.01, "andet": 0.004,
          "fraflyttet": 0.02, "doed": 0.005, "folkepension": 0.012},
    "2": {"job": 0.004, "ressourceforloeb": 0.2, "foertidspension": 0.17, "ledighedsydelse": 0.07,
          "fleksjob": 0.045, "fraflyttet": 0.015, "doed": 0.01, "folkepension": 0.014},
    "3": {"job": 0.006, "ressourceforloeb": 0.02, "foertidspension": 0.04, "ikke_berettiget": 0.01,
          "fraflyttet": 0.03, "doed": 0.03, "folkepension": 0.012},
}  # fmt: skip


def members(profile: Profile, rng: np.random.Generator) -> pd.DataFrame:
    """Return the members in random order with unit, group, benefit, match category and when they left.

    ``left_to`` is "" for those who stay to the end; ``left_on`` their day; ``gone_on`` the day of death,
    removal or pension, after which nothing is registered.
    """
    people = pd.concat([_active(profile), _left(profile, rng)], ignore_index=True)
    people = people.iloc[rng.permutation(len(people))].reset_index(drop=True)
    people["left_on"] = NEVER
    _leave_before_anchor(people, day(profile.anchor), rng)
    _leave_after_anchor(people, day(profile.anchor), rng)
    people["gone_on"] = people["left_on"].where(people["left_to"].isin(LEFT_FOR_GOOD))
    people["born_on"] = _births(people, rng)
    people["woman"] = rng.random(len(people)) < 0.5
    return people


def _active(profile: Profile) -> pd.DataFrame:
    cells = pd.DataFrame([vars(cell) for cell in profile.cells])
    people = cells.loc[cells.index.repeat(cells["count"])].drop(columns="count")
    return people.assign(left_to="", anchored=True)


def _left(profile: Profile, rng: np.random.Generator) -> pd.DataFrame:
    """Return those who had left: units and benefits as among the active, the group drawn from why they left."""
    statuses = np.repeat(list(profile.left), list(profile.left.values()))
    active = _active(profile)
    people = active[["unit", "benefit"]].iloc[rng.integers(0, len(active), len(statuses))].reset_index(drop=True)
    draw = rng.random(len(statuses))
    rehabilitated = np.isin(statuses, ["foertidspension", "fleksjob", "ledighedsydelse", "ressourceforloeb"])
    group = np.where(
        rehabilitated, np.where(draw < 0.82, "2", np.where(draw < 0.93, "1", "3")), np.where(draw < 0.7, "1", "3")
    )
    # Nobody draws folkepension from a young people's house.
    people.loc[(statuses == "folkepension") & (people["benefit"] == YOUNG), "benefit"] = "kontanthjaelp"
    return people.assign(group=group, match="aktivitetsparat", left_to=statuses, anchored=False)


def _leave_before_anchor(people: pd.DataFrame, anchor: np.datetime64, rng: np.random.Generator) -> None:
    rows = np.flatnonzero(~people["anchored"])
    days = between(rng, np.full(len(rows), DRAWN_ON + 14), anchor)
    benefits = people.loc[rows, "left_to"].to_numpy()
    people.loc[rows, "left_on"] = leaving_days(days, benefits)


def leaving_days(days: Days, benefits: np.ndarray) -> Days:
    """Benefits begin on the first of a month; death comes any day; the rest on a working day."""
    first = days.astype("datetime64[M]").astype("datetime64[D]")
    monthly = np.isin(benefits, ["folkepension", "foertidspension"])
    return np.where(monthly, first, np.where(benefits == "doed", days, workday(days)))


def _leave_after_anchor(people: pd.DataFrame, anchor: np.datetime64, rng: np.random.Generator) -> None:
    """Let the causes compete: each draws a waiting time, and the first within the story wins."""
    for group, chances in LEAVING.items():
        like = ("1", "deferred", "") if group == "1" else (group,)
        rows = np.flatnonzero(people["anchored"] & people["group"].isin(like))
        rates = np.array(list(chances.values()))[:, None] * np.ones(len(rows))
        young = (people.loc[rows, "benefit"] == YOUNG).to_numpy()
        rates[list(chances).index("folkepension"), young] = 1e-9
        waits = rng.exponential(1 / rates) * 365
        cause, wait = waits.argmin(axis=0), waits.min(axis=0)
        room = int((DATA_ENDS_ON - anchor).astype(int)) - 40
        leaves = wait < room
        benefits = np.array(list(chances))[cause[leaves]]
        days = leaving_days(anchor + 35 + wait[leaves].astype(int), benefits)
        people.loc[rows[leaves], "left_to"] = benefits
        people.loc[rows[leaves], "left_on"] = days


def _births(people: pd.DataFrame, rng: np.random.Generator) -> Days:
    """Draw days of birth: 25 to 62 at the start, the young under 30 to the end, pensioners 65 on their day."""
    n = len(people)
    youngest, oldest = day("1992-06-30"), day("1955-02-01")
    ages = rng.beta(1.6, 1.5, n) * (youngest - oldest).astype(int)
    born = oldest + ages.astype(int)
    born = np.where(people["benefit"] == YOUNG, between(rng, np.full(n, day("1989-09-15")), day("1993-06-30")), born)
    pensioned = (people["left_to"] == "folkepension").to_numpy()
    first = people["left_on"].to_numpy().astype("datetime64[M]") - 12 * PENSION_AGE
    born[pensioned] = first.astype("datetime64[D]")[pensioned] - rng.integers(2, 27, n)[pensioned]
    # Nobody is born on a 1 January: see ``identities.cpr_numbers``.
    new_year = born.astype("datetime64[Y]").astype("datetime64[D]") == born
    return np.where(new_year, born + 1, born)


def back_on(people: pd.DataFrame, benefits: pd.DataFrame) -> Days:
    """Return the day on which each who left came back to cash assistance; empty for all others."""
    left = as_days(people["left_on"])[benefits["person"]]
    back = benefits[benefits["benefit"].isin(CASH) & (as_days(benefits["effective_on"]) > left)]
    days = np.full(len(people), NEVER)
    days[back["person"]] = as_days(back["effective_on"])
    return days


def benefit_changes(people: pd.DataFrame, anchor: np.datetime64, rng: np.random.Generator) -> pd.DataFrame:
    """Return the whole benefit history: at least five years on assistance, leaving it, and what came after."""
    n = len(people)
    benefit, everyone = people["benefit"].to_numpy(), np.ones(n, bool)
    is_young, is_new = benefit == YOUNG, benefit == "integrationsydelse"
    eighteen = as_days(people["born_on"]) + int(18.1 * 365.25)
    since = workday(between(rng, np.where(is_young, eighteen, day("2003-01-06")), day("2011-11-30")))
    paused = rng.random(n) < 0.05
    pause = workday(between(rng, np.full(n, day("2014-03-03")), day("2015-07-31")))
    matched = people["match"].to_numpy()
    rematched = matched != "aktivitetsparat"
    first = np.where(is_new, "kontanthjaelp", np.where(is_young, "kontanthjaelp", benefit))
    second = np.where(is_young, YOUNG, first)
    parts = [
        _rows(everyone, since, first, ""),
        _rows(everyone, np.full(n, day("2014-01-01")), second, "aktivitetsparat"),
        # A sanction or short closure: under four weeks, so still "five years" (domain document).
        _rows(paused, pause, np.full(n, "ikke_berettiget"), ""),
        _rows(paused, pause + rng.integers(5, 21, n), second, "aktivitetsparat"),
        _rows(is_new, np.full(n, day("2016-07-01")), benefit, "aktivitetsparat"),
        _rows(rematched, workday(between(rng, np.full(n, STARTS_ON), anchor)), benefit, matched),
        _rows(people["left_to"] != "", as_days(people["left_on"]), people["left_to"].to_numpy(), ""),
        _afterwards(people, anchor, rng),
    ]
    return pd.concat(parts, ignore_index=True)


def _rows(which: np.ndarray, days: Days, benefits: np.ndarray, match: str | np.ndarray) -> pd.DataFrame:
    rows = np.flatnonzero(which)
    match = np.broadcast_to(match, len(benefits))
    return pd.DataFrame(
        {"person": rows, "effective_on": days[rows], "benefit": benefits[rows], "match_category": match[rows]}
    )


#: What comes after leaving: (status left to, next status, chance, shortest and longest wait in days).
AFTER = (
    ("job", "", 0.3, 90, 300),
    ("uddannelse", "", 0.2, 60, 240),
    ("ledighedsydelse", "fleksjob", 0.5, 60, 330),
    ("ressourceforloeb", "foertidspension", 0.15, 300, 600),
    ("fleksjob", "ledighedsydelse", 0.1, 120, 400),
)


def _afterwards(people: pd.DataFrame, anchor: np.datetime64, rng: np.random.Generator) -> pd.DataFrame:
    """Return a second change for some, always after the anchor day; "" is back to the former benefit."""
    parts = []
    for left_to, then, chance, shortest, longest in AFTER:
        days = as_days(people["left_on"]) + rng.integers(shortest, longest, len(people))
        days = workday(days, "forward")
        happens = (people["left_to"] == left_to).to_numpy() & (rng.random(len(people)) < chance)
        happens &= (days > anchor) & (days <= DATA_ENDS_ON)
        benefits = people["benefit"].to_numpy() if then == "" else np.full(len(people), then)
        parts.append(_rows(happens, days, benefits, np.where(benefits == then, "", "aktivitetsparat")))
    return pd.concat(parts, ignore_index=True)
