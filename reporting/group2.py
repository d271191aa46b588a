"""The group 2 analysis: who waits for the rehabilitation team, and for how long.

Counted on the month's last day over the measured population (without moved, dead and folkepension). *Still on
assistance* is one of the three cash-assistance benefits; *changed benefit* is every other.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from .counts import count_of
from .disclosure import SUPPRESS_BELOW, Audience
from .disclosure.closed_tables import frozen_group2
from .disclosure.masks import masked, masked_numbers
from .disclosure.patterns import published_group2
from .disclosure.tables import COUNTRY
from .group2_counts import BANDS, NOBODY, Group2, group2_counts
from .lookups import DEFAULT_PROGRAMME, the_municipality
from .models import MonthClose
from .months import Month

#: So many waiting over the mark put a municipality on the minister's list.
LONG_WAITERS = 20
Hidden = Mapping[str, Collection[str]]


def group2_report(
    month: Month,
    municipality: str | None = None,
    *,
    programme: str = DEFAULT_PROGRAMME,
    audience: Audience = "internal",
    version: int | None = None,
) -> dict[str, Any]:
    """Return the analysis of one municipality, or of the country with every municipality's line.

    A published audience gets what is frozen with the month's newest close (or ``version``), and only the
    lines of municipalities whose number still on assistance is shown and is at least three. Raises ``UnknownError`` and
    ``ReleaseRefusedError``.
    """
    if municipality is not None:
        the_municipality(municipality)
    hidden: Hidden = {}
    if audience == "published":
        figures, hidden = published_group2(month, programme, version)
    else:
        figures = group2_counts(month, programme, municipality)
    return _report(month, municipality, figures, hidden, _has_a_line if audience == "internal" else _is_published)


def frozen_group2_report(close: MonthClose, municipality: str) -> dict[str, Any]:
    """Return a municipality's true counts as they were frozen when the close was made ready to be published."""
    return _report(close.of_month, municipality, frozen_group2(close), {}, _has_a_line)


def long_waits(report: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the lines of a report with at least ``LONG_WAITERS`` waiting too long, the most first; none hidden."""
    counts = [(line["over_9_months"]["count"], line) for line in report["by_municipality"]]
    found = [(count, line) for count, line in counts if count is not None and count >= LONG_WAITERS]
    return [line for _count, line in sorted(found, key=lambda pair: (-pair[0], pair[1]["municipality"]))]


def _report(
    month: Month,
    municipality: str | None,
    figures: Group2,
    hidden: Hidden,
    has_a_line: Callable[[Mapping[str, int], Collection[str]], bool],
) -> dict[str, Any]:
    place = municipality or COUNTRY
    codes = [code for code in sorted(figures) if code != COUNTRY and municipality in (None, code)]
    lines = [code for code in codes if has_a_line(figures[code], hidden.get(code, ()))]
    return {
        "month": str(month),
        "municipality": municipality,
        **_own(figures.get(place, NOBODY), hidden.get(place, ())),
        "by_municipality": [{"municipality": code, **_waiting(figures[code], hidden.get(code, ()))} for code in lines],
    }


def _has_a_line(counts: Mapping[str, int], _hidden: Collection[str]) -> bool:
    return counts["all"] > 0


def _is_published(counts: Mapping[str, int], hidden: Collection[str]) -> bool:
    """Whether the line stands: told from shown numbers alone, or the line itself would tell a hidden one's size."""
    return "still" not in hidden and counts["still"] >= SUPPRESS_BELOW


def _own(counts: Mapping[str, int], hidden: Collection[str]) -> dict[str, Any]:
    """Return the figures of the place that the report is about."""
    changes = {name.removeprefix("by."): count for name, count in sorted(counts.items()) if name.startswith("by.")}
    changes = masked_numbers(changes, [name.removeprefix("by.") for name in hidden if name.startswith("by.")])
    changed = count_of(counts["changed"], counts["all"], by_benefit=changes)
    without = count_of(counts["without_offer"], counts["still"])
    return {
        **masked_numbers({"group_2": counts["all"]}, ["group_2"] if "all" in hidden else []),
        "changed_benefit": masked(changed, count="changed" in hidden, of="all" in hidden),
        **_waiting(counts, hidden),
        "without_active_offer": masked(without, count="without_offer" in hidden, of="still" in hidden),
    }


def _waiting(counts: Mapping[str, int], hidden: Collection[str]) -> dict[str, Any]:
    still, over = count_of(counts["still"], counts["all"]), count_of(counts["over"], counts["still"])
    return {
        "still_on_assistance": masked(still, count="still" in hidden, of="all" in hidden),
        "over_9_months": masked(over, count="over" in hidden, of="still" in hidden),
        "bands": masked_numbers({band: counts[band] for band in BANDS}, hidden),
    }
