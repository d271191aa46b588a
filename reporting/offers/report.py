"""The offers of a period as a JSON-ready object, without what is hidden of them. Page and files are made of it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from ..counts import count_of
from ..disclosure.masks import masked
from ..disclosure.offer_facts import ALL
from ..quarters import Quarter
from .counting import Lines, Period


def offers_report(
    lines: Lines, period: Period, hidden: Collection[str] = (), *, municipality: str | None = None
) -> dict[str, Any]:
    """Return counted offers: all of them, by kind and by the company's branch.

    On every line ``offers`` and ``people`` are counts, ``weeks`` the offers' average length and ``led`` how many of the
    people came into ordinary hours or job.
    """
    quarter = Quarter.of(period.first)
    is_quarter = (quarter.first, quarter.last) == (period.first, period.last)
    return {
        "quarter": str(quarter) if is_quarter else None,
        "municipality": municipality,
        "ended_from": period.first.isoformat(),
        "ended_to": period.last.isoformat(),
        "followed_until": period.known.isoformat(),
        "total": _line(ALL, lines, hidden),
        "by_kind": _lines("kind", lines, hidden),
        "by_branch": _lines("branch", lines, hidden),
    }


def _lines(way: str, lines: Lines, hidden: Collection[str]) -> list[dict[str, Any]]:
    names = sorted((name for name in lines if name.startswith(way + ".")), key=lambda name: name.partition(".")[2])
    return [{way: name.partition(".")[2], **_line(name, lines, hidden)} for name in names]


def _line(name: str, lines: Lines, hidden: Collection[str]) -> dict[str, Any]:
    counts = lines[name]
    offers, people, led = (f"{name}/{count}" in hidden for count in ("offers", "people", "led"))
    return {
        "offers": masked({"count": counts["offers"]}, count=offers),
        # The average times the number is a sum over the offers: it goes with either of its two numbers.
        "weeks": {"mean": None, "suppressed": True} if offers or people else {"mean": _weeks(counts)},
        "people": masked({"count": counts["people"]}, count=people),
        "led": masked(count_of(counts["led"], counts["people"]), count=led, of=people),
    }


def _weeks(counts: dict[str, int]) -> float | None:
    """Return the average length in weeks with one decimal, half up; None where there is no offer."""
    days, offers = counts["days"], 7 * counts["offers"]
    return (20 * days + offers) // (2 * offers) / 10 if offers else None
