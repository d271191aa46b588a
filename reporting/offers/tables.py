"""The offers as tables: finished words and numbers, hidden counts as ``*``."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from cases.codes import OfferKind
from cases.reference.branches import Branch

from .. import numbers
from .counting import ALL, Lines


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


def offer_tables(lines: Lines, hidden: Collection[str] = ()) -> OfferTables:
    """Return the tables of counted offers without the hidden cells."""

    def by(way: str) -> tuple[OfferLine, ...]:
        own = [name for name in lines if name.startswith(way + ".")]
        own.sort(key=lambda name: (name.endswith(".none"), _label(name)))
        return tuple(_line(name, lines, hidden) for name in own)

    return OfferTables(_line(ALL, lines, hidden), by("kind"), by("branch"), bool(hidden))


def _line(name: str, lines: Lines, hidden: Collection[str]) -> OfferLine:
    counts = lines[name]
    shown = {key: f"{name}/{key}" not in hidden for key in ("offers", "people", "led")}
    texts = {key: numbers.whole(counts[key]) if shown[key] else numbers.HIDDEN for key in shown}
    # The average times the number is a sum: it goes with either of its two numbers.
    weeks = numbers.HIDDEN
    if shown["offers"] and shown["people"]:
        weeks = number_format(counts["days"] / 7 / counts["offers"], 1) if counts["offers"] else numbers.EMPTY
    share = numbers.percent(counts["led"], counts["people"]) if shown["people"] and shown["led"] else numbers.HIDDEN
    return OfferLine(_label(name), texts["offers"], weeks, texts["people"], texts["led"], share)


def _label(name: str) -> str:
    way, _dot, value = name.partition(".")
    if way == ALL:
        return _("Alle tilbud")
    if value == "none":
        return _("Uden virksomhed eller branche")
    return str((OfferKind if way == "kind" else Branch)(value).label)
