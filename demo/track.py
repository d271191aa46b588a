"""The company track of group 1, month by month, so that its share follows the wanted curve.

Each month those in the track are counted exactly as the monitoring counts them (domain document,
block 2). Too few: people without an offer begin one, first of all those whose last one just ended.
Too many: the newest planned ends are moved to the month before.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from .days import DATA_ENDS_ON, FAR, FIRSTS, LASTS, NEVER, day_before, or_far, workday

TRACK_KINDS = ("virksomhedspraktik", "loentilskud", "ordinaere_timer", "ordinaer_uddannelse")
TRACK_STATUSES = ("job", "fleksjob", "uddannelse")
#: Weekly hours of each step of a course in companies, in a placement and in ordinary hours.
PLACEMENT_HOURS = np.array([6, 8, 10, 12, 15, 20, 20])
ORDINARY_HOURS = np.array([2, 3, 4, 6, 9, 12, 15])
#: Kinds at the first step and later, with their chances; and shortest and longest weeks of each kind.
FIRST_KINDS = (0.68, 0.05, 0.22, 0.05)
LATER_KINDS = (0.4, 0.08, 0.49, 0.03)
WEEKS = {
    "virksomhedspraktik": (4, 13),
    "loentilskud": (13, 26),
    "ordinaere_timer": (6, 30),
    "ordinaer_uddannelse": (20, 44),
}


class Changing:
    """A value of each person that dated events change: played forward month by month."""

    def __init__(self, events: pd.DataFrame, day: str, value: str, n: int):
        ordered = events.sort_values(day, kind="stable")
        self.days = ordered[day].to_numpy().astype("datetime64[D]")
        self.who, self.values = ordered["person"].to_numpy(), ordered[value].to_numpy().astype(str)
        self.now = np.full(n, "", dtype="<U20")
        self._done = 0

    def advance(self, until: np.datetime64) -> tuple[np.ndarray, np.ndarray]:
        """Let everything up to and including ``until`` happen; return who changed, and to what."""
        stop = int(np.searchsorted(self.days, until, side="right"))
        who, values = self.who[self._done : stop], self.values[self._done : stop]
        self.now[who] = values  # of several, the last stands
        self._done = stop
        return who, values


@dataclass
class Ledger:
    """The offers given so far, a column each."""

    columns: dict[str, np.ndarray] = field(default_factory=dict)

    def add(self, **columns: np.ndarray) -> np.ndarray:
        """Append rows and return their numbers."""
        size = len(self)
        for name, values in columns.items():
            self.columns[name] = np.concatenate([self.columns[name], values]) if name in self.columns else values
        return np.arange(size, len(self))

    def __len__(self) -> int:
        return len(next(iter(self.columns.values()), ()))


def track_offers(
    people: pd.DataFrame,
    decisions: pd.DataFrame,
    benefits: pd.DataFrame,
    others: pd.DataFrame,
    shares: tuple[float, ...],
    rng: np.random.Generator,
) -> pd.DataFrame:
    """Return the track offers of group 1. ``others`` are offers that exist already and count too."""
    n = len(people)
    groups = Changing(decisions, "decided_on", "group", n)
    status = Changing(benefits, "effective_on", "benefit", n)
    course = _Course(people, rng)
    gone = or_far(people["gone_on"])
    others = others[others["kind"].isin(TRACK_KINDS)]
    for first, last, share in zip(FIRSTS, LASTS, shares, strict=True):
        groups.advance(last)
        held = _held_in_month(status, first, last)
        held[others["person"][(others["start"] <= last) & (others["end"].fillna(FAR) >= first)]] = True
        group_1 = (groups.now == "1") & (gone > last)
        wanted = int(share * group_1.sum() + 1e-9)
        missing = wanted - int((group_1 & (held | course.runs_in(first))).sum())
        if missing > 0:
            able = (
                group_1
                & ~held
                & ~course.runs_in(first)
                & np.isin(status.now, ("kontanthjaelp", "uddannelseshjaelp", "integrationsydelse"))
            )
            course.begin(able, missing, first, last)
        elif missing < 0:
            course.stop(group_1 & ~held, -missing, first)
    return course.frame()


def _held_in_month(status: Changing, first: np.datetime64, last: np.datetime64) -> np.ndarray:
    """Return who held a status that counts on any day of the month."""
    status.advance(first)
    held = np.isin(status.now, TRACK_STATUSES)
    who, values = status.advance(last)
    held[who[np.isin(values, TRACK_STATUSES)]] = True
    return held


class _Course:
    """Everybody's course in companies: the offer each is in now, its step, and the company."""

    def __init__(self, people: pd.DataFrame, rng: np.random.Generator):
        n = len(people)
        self.rng, self.ledger = rng, Ledger()
        self.until = np.full(n, np.datetime64("1900-01-01"), dtype="datetime64[D]")
        self.step, self.row = np.zeros(n, int), np.full(n, -1)
        self.company = rng.integers(0, 10**6, n)
        self.left = or_far(people["left_on"])
        self.slow = rng.random(n)

    def runs_in(self, first: np.datetime64) -> np.ndarray:
        """Return whose offer touches the month that begins on ``first`` (none begins later)."""
        return self.until >= first

    def begin(self, able: np.ndarray, count: int, first: np.datetime64, last: np.datetime64) -> None:
        """Let ``count`` of those able begin an offer in the month; who just ended one goes first."""
        last = min(last, DATA_ENDS_ON)
        able = able & (self.left > last)
        recent = (first - self.until).astype(int) < 40
        # Some people never get a turn: "slow" ones wait at the end of the line.
        order = np.lexsort((self.rng.random(len(able)) + 2 * self.slow, ~recent, ~able))
        chosen = np.sort(order[: min(count, int(able.sum()))])
        if not len(chosen):
            return
        rng, size = self.rng, len(chosen)
        again = recent[chosen]
        self.step[chosen] = np.where(again, np.minimum(self.step[chosen] + 1, 6), np.minimum(self.step[chosen], 1))
        self.company[chosen] = np.where(
            again & (rng.random(size) < 0.75), self.company[chosen], rng.integers(0, 10**6, size)
        )
        kind = self._kinds(self.step[chosen])
        start = np.maximum(first, workday(first + (rng.random(size) * (last - first).astype(int)).astype(int)))
        end = self._ends(kind, start, chosen)
        hours = np.where(
            kind == "ordinaere_timer", ORDINARY_HOURS[self.step[chosen]], PLACEMENT_HOURS[self.step[chosen]]
        )
        hours = np.where(kind == "ordinaer_uddannelse", 30, hours)
        rows = self.ledger.add(
            person=chosen,
            kind=kind,
            start=start,
            end=end,
            weekly_hours=hours,
            company_number=self.company[chosen].copy(),
        )
        self.row[chosen], self.until[chosen] = rows, or_far(end)

    def _kinds(self, steps: np.ndarray) -> np.ndarray:
        draw, kinds = self.rng.random(len(steps)), np.array(TRACK_KINDS)
        first = np.minimum(np.searchsorted(np.cumsum(FIRST_KINDS), draw), 3)
        later = np.minimum(np.searchsorted(np.cumsum(LATER_KINDS), draw), 3)
        return kinds[np.where(steps == 0, first, later)]

    def _ends(self, kind: np.ndarray, start: np.ndarray, who: np.ndarray) -> np.ndarray:
        """Whole weeks by kind; some ordinary hours are open; everything ends when the person leaves."""
        low, high = (np.array([WEEKS[k][i] for k in kind]) for i in (0, 1))
        end = start + 7 * self.rng.integers(low, high + 1) - 1
        is_open = (kind == "ordinaere_timer") & (self.rng.random(len(kind)) < 0.12)
        end = np.where(is_open, FAR, end)
        end = np.maximum(np.minimum(end, day_before(self.left[who])), start)
        return np.where(end == FAR, NEVER, end)

    def stop(self, able: np.ndarray, count: int, first: np.datetime64) -> None:
        """End ``count`` running offers on the last day of the month before, those ending soonest first."""
        running = np.flatnonzero(able & self.runs_in(first))
        if not len(running):
            return
        started = self.ledger.columns["start"][self.row[running]]
        running = running[started < first - 13]
        chosen = running[np.argsort(self.until[running], kind="stable")][:count]
        self.ledger.columns["end"][self.row[chosen]] = first - 1
        self.until[chosen] = first - 1

    def frame(self) -> pd.DataFrame:
        """Return the offers given."""
        names = ("person", "kind", "start", "end", "weekly_hours", "company_number")
        if not len(self.ledger):
            return pd.DataFrame({name: [] for name in names})
        return pd.DataFrame(self.ledger.columns)
