"""The tables of a release as plain counts, by place and figure, and what is true of them by definition."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from ..indicators import TRACK_PARTS
from ..months import Month

#: The place that is everybody.
COUNTRY = "DK"
#: Where the country's offers stand: counted by kind and branch, not by place. Their figures are ``line/count``.
OFFERS = "offers"
#: Figures that are no indicator of their own: who is not visited yet, and group 1 of the month before.
MISSING, GROUP_1_BEFORE = "missing", "group_1_before"
#: The figures of the group 2 analysis begin with this; ``GROUP_2 + "by." + benefit`` are the changes.
GROUP_2 = "g2."
BANDS = ("0-3", "3-6", "6-9", "9-12", "12+")

Counts = Mapping[str, int]


@dataclass(frozen=True)
class Tables:
    """What one close publishes: the counts of every municipality and of the country (``COUNTRY``).

    ``key`` is the close's own name in a system of several. ``mark`` is the months of waiting that are too many.
    ``offers`` are the country's offers of the quarter that is published with the month, if one is.
    """

    key: str
    month: Month
    counts: Mapping[str, Counts]
    regions: Mapping[str, str]
    mark: int = 9
    offers: Counts = field(default_factory=dict)

    def name(self, place: str, figure: str) -> str:
        """Return the name of a cell of these tables."""
        return f"{self.key}/{place}/{figure}"

    def figures(self) -> list[str]:
        """Return the names of all figures of a place, in a fixed order."""
        return sorted(self.counts[COUNTRY])

    def holds(self, place: str, figure: str) -> bool:
        """Tell whether there is such a cell."""
        return figure in (self.offers if place == OFFERS else self.counts[COUNTRY])

    @property
    def group_2(self) -> str:
        """The cell of everyone in group 2: the analysis' own only where it differs from the month's."""
        return GROUP_2 + "all" if GROUP_2 + "all" in self.counts[COUNTRY] else "group_2"

    def by_place(self) -> dict[str, Counts]:
        """Return the counts of the country, the regions, the municipalities and the offers."""
        regions: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for code in sorted(self.regions):
            for figure, count in self.counts[code].items():
                regions[self.regions[code]][figure] += count
        municipalities = {code: self.counts[code] for code in sorted(self.regions)}
        return {COUNTRY: self.counts[COUNTRY], **regions, **municipalities, OFFERS: self.offers}


def monthly_counts(figures: Mapping[str, Mapping[str, int]]) -> dict[str, int]:
    """Return the cells of one place's frozen monthly figures, each indicator with what it is counted of."""
    counts = {key: value["count"] for key, value in figures.items()}
    if "visited" in figures:
        counts[MISSING] = counts["gross_target_group"] - counts["visited"]
    if "company_track" in figures:
        counts[GROUP_1_BEFORE] = figures["company_track"]["of"]
    return counts


def group_2_counts(
    figures: Mapping[str, Counts], places: Iterable[str], *, with_whole: bool
) -> dict[str, dict[str, int]]:
    """Return the cells of the group 2 analysis for every place, zeros where there is nobody.

    ``with_whole``: everyone in group 2 is a cell of its own, not that of the monthly figures.
    """
    names = sorted({name for own in figures.values() for name in own} - (set() if with_whole else {"all"}))
    return {place: {GROUP_2 + name: figures.get(place, {}).get(name, 0) for name in names} for place in places}


def group_2_names(hidden: Iterable[str], group_2: str) -> list[str]:
    """Return the analysis' own short names of hidden cells; ``group_2`` is the cell of everyone in group 2."""
    own = [name for name in hidden if name == group_2 or name.startswith(GROUP_2)]
    return ["all" if name == group_2 else name.removeprefix(GROUP_2) for name in own]


def denominator(indicator: str, lag: int) -> str | None:
    """Return the cell that an indicator is counted of; None for a plain number."""
    if indicator in {"gross_target_group", "drawn", "exempted", "effort_group"}:
        return None
    if indicator in EFFORT:
        return "effort_group"
    if indicator == "visited":
        return "gross_target_group"
    if indicator.startswith("group_"):
        return "visited"
    return GROUP_1_BEFORE if lag else "group_1"


#: The figures of the effort group: what it adds up, first, and the parts of it, which may overlap.
EFFORT = ("paid_hours_or_su", "paid_hours", "su_education")
#: ``whole: parts`` that add up.
SUMS: dict[str, tuple[str, ...]] = {
    "gross_target_group": ("visited", MISSING),
    "visited": ("group_1", "group_2", "group_3", "group_deferred"),
    "job_or_education": ("employment", "flex_job", "education"),
}
#: ``whole: parts`` that are each at most the whole. A status held on the last day was held in the month.
PARTS: dict[str, tuple[str, ...]] = {
    "drawn": ("gross_target_group",),
    "group_1": ("facilitator", "job_goal", "cv", "contact_in_month"),
    GROUP_1_BEFORE: ("company_track",),
    "company_track": (*TRACK_PARTS, "job_or_education"),
    "ordinaere_timer": ("employment",),
    "fleksjob": ("flex_job",),
    "ordinaer_uddannelse": ("education",),
}


@dataclass(frozen=True)
class PlaceFact:
    """Something true in every place: the parts add up to the whole, or else the whole is at most ``parts`` together."""

    whole: str
    parts: tuple[str, ...]
    adds_up: bool = False


def place_facts(tables: Tables) -> Iterator[PlaceFact]:
    """Yield what is true of the figures in every place."""
    if "visited" in tables.counts[COUNTRY]:
        yield from (PlaceFact(whole, parts, adds_up=True) for whole, parts in SUMS.items())
        yield from (PlaceFact(part, (whole,)) for whole, parts in PARTS.items() for part in parts)
        yield PlaceFact("company_track", TRACK_PARTS)
    if "effort_group" in tables.counts[COUNTRY]:
        yield from (PlaceFact(part, ("effort_group",)) for part in EFFORT)
        yield from (PlaceFact(part, EFFORT[:1]) for part in EFFORT[1:])
        yield PlaceFact(EFFORT[0], EFFORT[1:])
    if GROUP_2 + "still" in tables.counts[COUNTRY]:
        yield from _group2_facts(tables)


def _group2_facts(tables: Tables) -> Iterator[PlaceFact]:
    changes = tuple(figure for figure in tables.figures() if figure.startswith(GROUP_2 + "by."))
    still, over = GROUP_2 + "still", GROUP_2 + "over"
    bands = tuple(GROUP_2 + band for band in BANDS)
    yield PlaceFact(tables.group_2, (still, GROUP_2 + "changed"), adds_up=True)
    yield PlaceFact(still, bands, adds_up=True)
    yield PlaceFact(GROUP_2 + "changed", changes, adds_up=True)
    yield PlaceFact(GROUP_2 + "without_offer", (still,))
    yield PlaceFact(over, (still,))
    if tables.mark == 9:  # nine whole months and a day more: all of the last band, and some of the one before
        yield PlaceFact(over, bands[-2:])
        yield PlaceFact(bands[-1], (over,))
