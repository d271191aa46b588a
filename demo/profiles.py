"""What the demo's municipalities look like: how many people, where they stand, and how the months go.

Aalborg and Brønderslev are the two whose local status was published; their numbers on the published
day are exact (domain document, "test cases"). Everything else, months before and after included, is
invented: the other participants have real names and codes and nothing else that is real.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .days import MONTHS

#: A grant was about this much a person of the target group.
DKK_A_PERSON = 9_630


@dataclass(frozen=True)
class Cell:
    """So many active people on the anchor day: one unit, group ("" is none), benefit and match category."""

    unit: str
    group: str
    count: int
    benefit: str = "kontanthjaelp"
    match: str = "aktivitetsparat"


@dataclass(frozen=True)
class Profile:
    """One municipality of the demo.

    ``anchor`` is the day on which ``cells`` (the active) and ``left`` (the others, by benefit status)
    hold exactly. ``track`` is the wanted share of group 1 in the company track, one for each month from
    2017-08. Who is without a group on the anchor day is visited until ``visited_by``, but ``never`` of them.
    ``settled`` is the share of those waiting long in group 2 whose benefit changes before the end.
    """

    code: str
    cells: tuple[Cell, ...]
    left: Mapping[str, int]
    track: tuple[float, ...]
    anchor: str = "2018-03-02"
    grant_dkk: int | None = None
    visited_from: str = "2017-08-14"
    visited_by: str = "2018-09-28"
    never: int = 0
    facilitator: float = 0.92
    job_goal: float = 0.86
    cv: float = 0.74
    contact: float = 0.88
    settled: float = 0.82

    @property
    def active(self) -> int:
        """How many are still in the cash-assistance system on the anchor day."""
        return sum(cell.count for cell in self.cells)

    @property
    def drawn(self) -> int:
        """How many people were drawn."""
        return self.active + sum(self.left.values())


def curve(*points: tuple[str, float]) -> tuple[float, ...]:
    """Return a share for each month of the story, straight between the given months, level outside them."""
    months = [str(month) for month in MONTHS]
    known = [(months.index(month), share) for month, share in points]
    shares = []
    for index in range(len(months)):
        before = [point for point in known if point[0] <= index] or known[:1]
        after = [point for point in known if point[0] >= index] or known[-1:]
        (x0, y0), (x1, y1) = before[-1], after[0]
        shares.append(y0 if x1 == x0 else y0 + (y1 - y0) * (index - x0) / (x1 - x0))
    return tuple(shares)


def ending(*last: float, start: float = 0.16, level: float = 0.37) -> tuple[float, ...]:
    """Return a curve that rises to ``level`` and ends, in 2019-06, with exactly the shares ``last``."""
    rising = curve(("2017-08", start), ("2018-05", level - 0.04), ("2018-12", level))
    return (*rising[: 23 - len(last)], *last, last[-1], last[-1])


JAH, JIH, UH = "Job- og Aktivhuset", "Job- og Integrationshuset", "Uddannelseshuset"

AALBORG = Profile(
    code="851",
    grant_dkk=11_749_000,
    cells=(
        Cell(JAH, "1", 413),
        Cell(JAH, "2", 138),
        Cell(JAH, "3", 120),
        Cell(JAH, "deferred", 37),
        Cell(JAH, "", 8),
        Cell(JIH, "1", 18),
        Cell(JIH, "1", 12, "integrationsydelse"),
        Cell(JIH, "2", 91),
        Cell(JIH, "2", 56, "integrationsydelse"),
        Cell(JIH, "3", 15, "integrationsydelse"),
        Cell(JIH, "deferred", 6, "integrationsydelse"),
        Cell(JIH, "", 1),
        Cell(UH, "1", 30, "uddannelseshjaelp"),
        Cell(UH, "2", 8, "uddannelseshjaelp"),
        Cell(UH, "3", 8, "uddannelseshjaelp"),
        Cell(UH, "deferred", 7, "uddannelseshjaelp"),
        Cell(UH, "", 1, "uddannelseshjaelp"),
    ),
    left={
        "job": 17,
        "uddannelse": 5,
        "ikke_berettiget": 7,
        "doed": 8,
        "folkepension": 13,
        "fraflyttet": 16,
        "foertidspension": 75,
        "fleksjob": 17,
        "ledighedsydelse": 12,
        "ressourceforloeb": 75,
        "revalidering": 6,
    },
    # Up to two months in a row at 40 % or more, twice: the third instalment is one month away at the end.
    track=(
        *curve(("2017-08", 0.14), ("2018-03", 0.335), ("2018-10", 0.388))[:15],
        *(0.405, 0.409, 0.389, 0.386, 0.391, 0.396, 0.404, 0.408, 0.409, 0.409),
    ),
)

BROENDERSLEV = Profile(
    code="810",
    anchor="2018-06-30",
    cells=(
        Cell("Jobcenter", "1", 5, match="jobparat"),
        Cell("Jobcenter", "", 2, match="jobparat"),
        Cell("TTA", "1", 8),
        Cell("TTA", "", 1),
        Cell("Afklaring", "1", 6),
        Cell("Afklaring", "2", 11),
        Cell("Afklaring", "3", 5),
        Cell("Afklaring", "deferred", 1),
        Cell("Afklaring", "", 5),
        Cell("UngeCenter", "1", 3, "uddannelseshjaelp", "uddannelsesparat"),
        Cell("UngeCenter", "", 2, "uddannelseshjaelp", "uddannelsesparat"),
    ),
    # The letter's rows add to 56 (with 2 under "other") while its total says 57: the 57th is "other" here.
    left={
        "job": 4,
        "uddannelse": 1,
        "fleksjob": 4,
        "ledighedsydelse": 5,
        "ressourceforloeb": 21,
        "foertidspension": 10,
        "fraflyttet": 7,
        "doed": 2,
        "andet": 3,
    },
    track=curve(("2017-08", 0.10), ("2018-06", 0.22), ("2019-06", 0.27)),
    visited_from="2017-10-02",
    visited_by="2019-05-31",
    never=4,
    facilitator=0.45,
    contact=0.7,
    settled=0.45,
)
