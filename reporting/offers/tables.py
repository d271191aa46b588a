"""The offers as tables for a page: finished words and numbers, hidden counts as ``*``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from cases.codes import OfferKind
from cases.danish import alphabetical
from cases.reference.branches import Branch

from .. import numbers

Line = Mapping[str, Any]


@dataclass(frozen=True)
class OfferLine:
    """One line: what it is of, and its numbers as they print."""

    label: str
    offers: str
    weeks: str
    people: str
    led: str
    share: str


@dataclass(frozen=True)
class OfferTables:
    """All offers, and the same by kind and by branch."""

    total: OfferLine
    kinds: tuple[OfferLine, ...]
    branches: tuple[OfferLine, ...]
    is_suppressed: bool


def offer_tables(report: Mapping[str, Any]) -> OfferTables:
    """Return the tables of a report of offers."""
    kinds, branches = (
        tuple(_printed(label, line) for _key, label, line in labelled(report, way)) for way in ("kind", "branch")
    )
    return OfferTables(_printed(total_label(), report["total"]), kinds, branches, "suppressed" in repr(report))


def labelled(report: Mapping[str, Any], way: str) -> list[tuple[str, str, Line]]:
    """Return the lines of a way (``kind`` or ``branch``) with their codes and names, by name; without any last."""
    found = [(line[way], label_of(way, line[way]), line) for line in report[f"by_{way}"]]
    return sorted(found, key=lambda one: (one[0] == "none", alphabetical(one[1])))


def total_label() -> str:
    """Return what the line of all offers is called."""
    return _("Alle tilbud")


def _printed(label: str, line: Line) -> OfferLine:
    return OfferLine(
        label,
        numbers.shown_count(line["offers"]),
        _weeks(line["weeks"]),
        numbers.shown_count(line["people"]),
        numbers.shown_count(line["led"]),
        numbers.shown_share(line["led"]),
    )


def _weeks(mean: Line) -> str:
    if mean.get("suppressed"):
        return numbers.HIDDEN
    return numbers.EMPTY if mean["mean"] is None else number_format(mean["mean"], 1)


def label_of(way: str, code: str) -> str:
    """Return what a kind of offer or a branch is called, or that there is none."""
    if code == "none":
        return _("Uden virksomhed eller branche")
    return str((OfferKind if way == "kind" else Branch)(code).label)
