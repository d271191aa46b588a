"""Social and health measures for group 3. The data files have none, so they are stored after the load, in bulk."""

from __future__ import annotations

import numpy as np
import pandas as pd

from cases.codes import LEFT_PROGRAMME
from cases.models import BenefitChange
from visitation.codes import Group, MeasureKind
from visitation.models import Measure, Visitation

from .days import DATA_ENDS_ON, FAR, NEVER, as_days, or_far, workday
from .staff import COLLEAGUES, LOGINS

#: How often each kind is given; how long it lasts, in days; how often without an end, and with another one beside it.
KINDS = {
    MeasureKind.STOETTEKONTAKTPERSON: 0.3,
    MeasureKind.BOSTOETTE: 0.3,
    MeasureKind.RET_OG_PLIGT_MENTOR: 0.22,
    MeasureKind.MISBRUGSBEHANDLING: 0.18,
}
LASTS, OPEN, BESIDE = (120, 400), 0.88, 0.3
#: Share of the periods in group 3 that an ordinary caseworker leaves without a measure.
WITHOUT = 0.07
BATCH = 5_000


def store_measures(seed: int) -> int:
    """Give most periods in group 3 a measure, some two; the same for the same seed. Return how many."""
    rng = np.random.default_rng([seed, 3])
    periods = _periods()
    given = periods[rng.random(len(periods)) >= WITHOUT * periods["behind"]]
    measures = pd.concat([_drawn(given, rng), _drawn(given[rng.random(len(given)) < BESIDE], rng)])
    measures = measures.drop_duplicates(["citizen", "kind", "start"])
    Measure.objects.bulk_create(
        [
            Measure(citizen_id=row.citizen, kind=row.kind, start=row.start.date(), end=_or_none(row.end))
            for row in measures.itertuples()
        ],
        batch_size=BATCH,
    )
    return len(measures)


def _or_none(day: pd.Timestamp):
    return None if pd.isna(day) else day.date()


def _periods() -> pd.DataFrame:
    """Return each unbroken period in group 3: citizen, start, last day (far off: still), and how far work is behind."""
    rows = Visitation.objects.order_by("citizen", "decided_on").values_list(
        "citizen_id", "citizen__caseworker__username", "group", "decided_on"
    )
    frame = pd.DataFrame(rows, columns=["citizen", "caseworker", "group", "start"])
    begins = frame["group"] != frame.groupby("citizen")["group"].shift()
    frame = frame[begins].assign(start=lambda found: pd.to_datetime(found["start"]))
    following = or_far(frame.groupby("citizen")["start"].shift(-1))
    gone = dict(
        BenefitChange.objects.filter(benefit__in=LEFT_PROGRAMME)
        .order_by("-effective_on")
        .values_list("citizen", "effective_on")
    )
    left = or_far(pd.to_datetime(frame["citizen"].map(gone)))
    until = np.minimum(following, left)
    behind = {login.username: login.behind for login in (*LOGINS, *COLLEAGUES)}
    frame = frame.assign(
        until=np.where(until == FAR, FAR, until - 1), behind=frame["caseworker"].map(behind).fillna(1.0)
    )
    return frame[(frame["group"] == Group.THREE.value) & (as_days(frame["until"]) > as_days(frame["start"]))]


def _drawn(periods: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Draw a measure for each period: begun within weeks, over by its last day at the latest."""
    size, until = len(periods), as_days(periods["until"])
    start = workday(as_days(periods["start"]) + rng.integers(3, 45, size), "forward")
    start = np.minimum(start, np.minimum(until, DATA_ENDS_ON))
    end = np.where(rng.random(size) < OPEN, FAR, start + rng.integers(*LASTS, size))
    end = np.minimum(end, until)
    return pd.DataFrame(
        {
            "citizen": periods["citizen"].to_numpy(),
            "kind": rng.choice([kind.value for kind in KINDS], size, p=list(KINDS.values())),
            "start": pd.to_datetime(start),
            "end": pd.to_datetime(np.where(end == FAR, NEVER, end)),
        }
    )
