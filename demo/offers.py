"""The offers beside the company track, and what is agreed with the companies."""

from __future__ import annotations

import numpy as np
import pandas as pd

from cases.codes import OfferKind

from .days import DATA_ENDS_ON, DRAWN_ON, FAR, NEVER, as_days, between, day, day_before, or_far, workday
from .identities import cvr_numbers
from .order import kept
from .profiles import Profile
from .texts import COMPANY_FIRST, COMPANY_KIND, PUBLIC_PLACES, TASKS

#: Chance that somebody of a group ever gets one, weeks from and to, hours from and to.
OTHERS = {
    "mentor": ({"1": 0.14, "2": 0.16, "3": 0.36}, (13, 52), (1, 3)),
    "vejledning_opkvalificering": ({"1": 0.4, "2": 0.34, "3": 0.2}, (4, 26), (4, 25)),
    "nytteindsats": ({"1": 0.05, "2": 0.01, "3": 0.01}, (4, 13), (10, 25)),
    "virksomhedspraktik": ({"1": 0.0, "2": 0.16, "3": 0.07}, (4, 13), (3, 12)),
}
#: Share of the cases in good order and of the others with guidance or municipal work (no track) on the last day.
GOING_ON, GOING_ON_BADLY = 0.95, 0.45
GOING_ON_FROM = day("2019-04-01")
IN_COMPANY = ("virksomhedspraktik", "loentilskud", "ordinaere_timer")


def other_offers(people: pd.DataFrame, spells: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Return guidance, mentors, municipal work and the placements of groups 2 and 3, each within its period."""
    parts = [
        _of_kind(kind, people, spells, rng.spawn(1)[0], chances, weeks, hours)
        for kind, (chances, weeks, hours) in OTHERS.items()
        for _ in range(2)  # a person may have two of a kind, also at once
    ]
    return pd.concat(parts, ignore_index=True)


def _of_kind(kind, people, spells, rng, chances, weeks, hours) -> pd.DataFrame:
    left = or_far(people["left_on"])[spells["person"]]
    start_of = as_days(spells["start"])
    last = np.minimum(or_far(spells["end"]), DATA_ENDS_ON)
    start = workday(between(rng, start_of, last), "forward")
    end = start + 7 * rng.integers(*weeks, len(spells)) - 1
    # A mentor often stays as long as needed; such offers are open.
    end = np.where((kind == "mentor") & (rng.random(len(spells)) < 0.3), FAR, end)
    end = np.minimum(end, day_before(left))
    limits = spells["group"].map(chances).fillna(0).to_numpy()
    happens = (rng.random(len(spells)) < limits) & (start < left) & (start <= DATA_ENDS_ON) & (end >= start)
    frame = pd.DataFrame(
        {
            "person": spells["person"].to_numpy(),
            "kind": kind,
            "start": start,
            "end": np.where(end == FAR, NEVER, end),
            "weekly_hours": rng.integers(*hours, len(spells)),
            "company_number": rng.integers(0, 10**6, len(spells)),
        }
    )
    return frame[happens].reset_index(drop=True)


def _last_days(offers: pd.DataFrame, n: int) -> np.ndarray:
    """Return the last day of each person's offers; mentor alone is no active offer."""
    until, active = np.full(n, DRAWN_ON), (offers["kind"] != "mentor").to_numpy()
    np.maximum.at(until, offers["person"].to_numpy()[active].astype(int), or_far(offers["end"])[active])
    return until


def going_on(
    people: pd.DataFrame, spells: pd.DataFrame, offers: pd.DataFrame, rng: np.random.Generator
) -> pd.DataFrame:
    """Return guidance or municipal work that runs on the last day, for most of those whose offers have all ended.

    The deferred are let alone; so are those whose offer ends in the days to come.
    """
    until = _last_days(offers, len(people))
    last = spells.drop_duplicates("person", keep="last")
    able = people["active"].to_numpy(copy=True) & (until < DATA_ENDS_ON)
    able[last.loc[last["group"] == "deferred", "person"]] = False
    after = np.maximum(
        np.maximum(until + 1, GOING_ON_FROM),
        np.where(people["back_on"].isna(), GOING_ON_FROM, as_days(people["back_on"])),
    )
    start = workday(between(rng, after, np.minimum(after + 60, DATA_ENDS_ON)), "forward")
    gets = np.flatnonzero(able & kept(people, rng, GOING_ON, GOING_ON_BADLY) & (start <= DATA_ENDS_ON))
    municipal = rng.random(len(gets)) < 0.08
    return pd.DataFrame(
        {
            "person": gets,
            "kind": np.where(municipal, "nytteindsats", "vejledning_opkvalificering"),
            "start": start[gets],
            "end": DATA_ENDS_ON + rng.integers(5, 110, len(gets)),
            "weekly_hours": np.where(municipal, rng.integers(10, 20, len(gets)), rng.integers(3, 16, len(gets))),
            "company_number": rng.integers(0, 10**6, len(gets)),
        }
    )


def beside_placements(track: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Give some placements a few ordinary hours in the same company for the same time: the model's aim."""
    if track.empty:
        return track
    also = (track["kind"] == "virksomhedspraktik") & (track["weekly_hours"] >= 8) & (rng.random(len(track)) < 0.18)
    hours = rng.integers(2, 6, len(track))
    return track.assign(kind="ordinaere_timer", weekly_hours=hours)[also].reset_index(drop=True)


def with_companies(
    offers: pd.DataFrame, profile: Profile, people: pd.DataFrame, rng: np.random.Generator
) -> pd.DataFrame:
    """Fill in company, CVR number and the agreement. In some placements the agreement is missing, as in life.

    Of what runs on the last day nearly all is agreed, except in the cases left undone.
    """
    size = max(6, profile.drawn // 8)
    first, second = np.array(COMPANY_FIRST), np.array(COMPANY_KIND)
    names = np.char.add(first[rng.integers(0, len(first), size)], " ")
    names = np.char.add(names, second[rng.integers(0, len(second), size)])
    cvr = np.where(rng.random(size) < 0.94, cvr_numbers(rng, size), "")
    number = offers["company_number"].to_numpy().astype(int) % size
    n = len(offers)
    in_company = np.isin(offers["kind"], IN_COMPANY)
    public = (offers["kind"] == "nytteindsats").to_numpy()
    places = np.array(PUBLIC_PLACES)[number % len(PUBLIC_PLACES)]
    good = (or_far(offers["end"]) >= DATA_ENDS_ON) & ~people["undone"].to_numpy()[offers["person"].astype(int)]
    draw = np.where(good, 0.5, 1) * rng.random(n)
    tasks = np.array(TASKS)[number % len(TASKS)]
    hours_agreed = np.where(draw < 0.42, "yes", np.where(draw < 0.7, "no", ""))
    paid = np.isin(offers["kind"], ["ordinaere_timer"])
    return offers.drop(columns="company_number").assign(
        company=np.where(in_company, names[number], np.where(public, places, "")),
        cvr=np.where(in_company, cvr[number], ""),
        agreed_tasks=np.where((in_company | public) & (rng.random(n) < np.where(good, 0.94, 0.72)), tasks, ""),
        agreed_ordinary_hours=np.where(paid, "yes", np.where(in_company, hours_agreed, "")),
        kind=pd.Categorical(offers["kind"], categories=OfferKind.values).astype(str),
    )
