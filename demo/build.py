"""Put a demo together: the contract's data files as frames, the same for the same seed, and as CSV files."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from . import contacts, course, groups, identities, offers, order, rehabilitation, staff, steps, track
from . import people as cast
from .days import as_days, day
from .profiles import Profile

DEFAULT_SEED = 851
#: The columns of each data file, in the contract's order.
COLUMNS = {
    "citizens": ["cpr", "name", "municipality", "unit", "caseworker"],
    "target_group": ["programme", "cpr"],
    "benefit_changes": ["cpr", "effective_on", "benefit", "match_category"],
    "visitations": ["cpr", "decided_on", "group", "deferral_reason", "deferred_until", "note"],
    "facilitators": ["cpr", "name", "start", "end"],
    "plans": ["cpr", "job_goal", "job_goal_on", "cv_on"],
    "contacts": ["cpr", "held_on", "kind", "by"],
    "offers": [
        *("cpr", "kind", "start", "end", "weekly_hours", "company", "cvr"),
        *("agreed_tasks", "agreed_ordinary_hours"),
    ],
    "rehabilitation": ["cpr", "referred_on", "met_on", "recommendation", "decided_on", "decision"],
    "grants": ["programme", "municipality", "amount_dkk", "approved_on"],
}
PROGRAMME = "fsm1"
APPROVED_ON = "2017-06-30"
FIRST_CONTACTS = "2017-08-01"

Frames = dict[str, pd.DataFrame]


def build(profiles: list[Profile], seed: int = DEFAULT_SEED, *, contacts_since: str = FIRST_CONTACTS) -> Frames:
    """Return the data files of ``profiles``, every column text, ready to be written or imported.

    Each municipality draws from its own stream, so adding one leaves the others' people as they were.
    """
    parts = [_municipality(profile, seed, contacts_since) for profile in profiles]
    offset, numbered = 0, []
    for part in parts:
        size = len(part["citizens"])
        numbered.append({name: frame.assign(person=frame["person"] + offset) for name, frame in part.items()})
        offset += size
    frames = {name: pd.concat([part[name] for part in numbered], ignore_index=True) for name in parts[0]}
    citizens = frames["citizens"]
    rng = np.random.default_rng([seed, 1])
    born_on = as_days(citizens["born_on"])
    cpr = identities.cpr_numbers(born_on, citizens["woman"].to_numpy(), rng)
    frames["target_group"] = citizens[["person"]].assign(programme=PROGRAMME)
    return {**{name: _as_text(frame.assign(cpr=cpr[frame["person"]]), name) for name, frame in frames.items()},
            "grants": _grants(profiles)}  # fmt: skip


def _municipality(profile: Profile, seed: int, contacts_since: str) -> Frames:
    """Return the frames of one municipality, people by number."""
    streams = np.random.default_rng([seed, int(profile.code)]).spawn(15)
    here = staff.staff_of(profile, streams[0])
    people = _with_caseworkers(cast.members(profile, streams[1]), here, streams)
    decisions = groups.visitations(profile, people, streams[3])
    people = rehabilitation.settle(profile, people, decisions, streams[12])
    benefits = cast.benefit_changes(people, day(profile.anchor), streams[2])
    people["back_on"] = cast.back_on(people, benefits)
    people["active"] = order.active_at_the_end(benefits, len(people))
    spells = groups.spells(decisions, people)
    helpers = course.facilitators(profile, people, spells, here, streams[9])
    return {
        "citizens": people.assign(municipality=profile.code),
        "benefit_changes": benefits,
        "visitations": decisions,
        "facilitators": helpers,
        "plans": course.plans(profile, people, spells, streams[10]),
        "contacts": contacts.contacts(profile, people, decisions, helpers, contacts_since, streams[11]),
        "offers": _offers(profile, people, decisions, benefits, spells, streams),
        "rehabilitation": rehabilitation.rehabilitation(people, spells, streams[10]),
    }


def _with_caseworkers(people: pd.DataFrame, here: staff.Staff, streams: list[np.random.Generator]) -> pd.DataFrame:
    """Add number, name, caseworker (and who that is, ``worker``), and whether the case is left undone."""
    caseworker = staff.assigned(here, people["unit"].to_numpy().astype(str), streams[8])
    pace = order.pace(here, caseworker)
    return people.assign(
        person=np.arange(len(people)),
        name=identities.names(people["woman"].to_numpy(), streams[7]),
        caseworker=caseworker,
        worker=staff.names_of(here, caseworker, streams[8]),
        pace=pace,
        undone=order.undone(pace, streams[13]),
    )


def _offers(
    profile: Profile,
    people: pd.DataFrame,
    decisions: pd.DataFrame,
    benefits: pd.DataFrame,
    spells: pd.DataFrame,
    streams: list[np.random.Generator],
) -> pd.DataFrame:
    """Return every offer: beside the track, in it, and what goes on at the end for most of the others."""
    beside = offers.other_offers(people, spells, streams[4])
    followed = track.track_offers(people, decisions, benefits, beside, profile.track, streams[5])
    also = offers.beside_placements(followed, streams[6])
    every = pd.concat([beside, steps.in_steps(pd.concat([followed, also]), streams[14])], ignore_index=True)
    going_on = offers.going_on(people, spells, every, streams[14])
    return offers.with_companies(pd.concat([every, going_on], ignore_index=True), profile, people, streams[6])


def _as_text(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return the file's columns as text, days as ISO dates and what is empty as ""."""
    columns = {}
    for column in COLUMNS[name]:
        values = frame[column]
        if pd.api.types.is_datetime64_any_dtype(values):
            values = values.dt.strftime("%Y-%m-%d")
        elif pd.api.types.is_numeric_dtype(values):
            values = values.astype(int)
        columns[column] = values.astype(object).where(values.notna(), "").astype(str)
    text = pd.DataFrame(columns)
    keys = [column for column in COLUMNS[name] if column not in ("note", "by")]
    return text.sort_values(keys[:3], kind="stable").drop_duplicates().reset_index(drop=True)


def _grants(profiles: list[Profile]) -> pd.DataFrame:
    rows = [(PROGRAMME, profile.code, str(profile.grant_dkk), APPROVED_ON) for profile in profiles if profile.grant_dkk]
    return pd.DataFrame(rows, columns=COLUMNS["grants"])


def write(frames: Frames, folder: Path) -> list[Path]:
    """Write the frames as CSV files into ``folder`` (made if missing) and return the files."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for name in COLUMNS:
        file = folder / f"{name}.csv"
        frames[name].to_csv(file, index=False, encoding="utf-8", lineterminator="\n")
        files.append(file)
    return files
