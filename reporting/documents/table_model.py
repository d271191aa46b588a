"""Tables and their cells, before any file format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from .. import numbers


@dataclass(frozen=True)
class Share:
    """A share as its two whole numbers. ``until_all``: it must not print as 100 % while anybody is missing."""

    count: int
    of: int
    until_all: bool = False

    @property
    def value(self) -> float:
        """The unrounded share, as the report's JSON has it."""
        return self.count / self.of

    @property
    def text(self) -> str:
        """The share as it prints."""
        return (numbers.percent_until_all if self.until_all else numbers.percent)(self.count, self.of)

    @property
    def rounds_up_to_all(self) -> bool:
        """Whether two decimals would turn it into 100 % although somebody is missing."""
        return self.count < self.of and Fraction(self.count, self.of) >= Fraction(99995, 100000)


#: None is an empty cell; an int a count; a float a mean with one decimal; a date a day; text stands as it is.
Cell = str | int | float | Share | date | None


@dataclass(frozen=True)
class Table:
    """A table with stable column names, for programs."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Sheet:
    """A table for people: a short name, a title, what it is about, headings and rows."""

    name: str
    title: str
    about: tuple[tuple[str, str], ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()


def count_cell(figure: Mapping[str, Any]) -> Cell:
    """Return a figure's count for people: a number, ``*`` when hidden, ``–`` when there is none."""
    return _cell(figure.get("count"), figure.get("suppressed"))


def of_cell(figure: Mapping[str, Any]) -> Cell:
    """Return what a figure is counted of; nothing for a plain number."""
    return _cell(figure["of"], figure["of"] is None) if "of" in figure else None


def previous_cell(figure: Mapping[str, Any]) -> Cell:
    """Return last month's number; nothing where the report has none for this figure."""
    return _cell(figure["previous"], figure.get("previous_suppressed")) if "previous" in figure else None


def share_cell(figure: Mapping[str, Any], *, until_all: bool = False) -> Cell:
    """Return a figure's share for people, hidden and empty ones as they print."""
    text = numbers.shown_share(figure, until_all=until_all)
    if text in ("", numbers.HIDDEN, numbers.EMPTY):
        return text or None
    return Share(figure["count"], figure["of"], until_all)


def plain_cell(value: int | None) -> Cell:
    """Return a plain number of a report; where it is hidden, the report has none."""
    return _cell(value, value is None)


def _cell(value: int | None, hidden: object) -> Cell:
    if hidden:
        return numbers.HIDDEN
    return numbers.EMPTY if value is None else value


def mean_cell(figure: Mapping[str, Any]) -> Cell:
    """Return a mean for people: a number, ``*`` when hidden, ``–`` when there is none."""
    if figure.get("suppressed"):
        return numbers.HIDDEN
    return numbers.EMPTY if figure["mean"] is None else figure["mean"]


def raw_share(figure: Mapping[str, Any]) -> Cell:
    """Return a figure's share for programs: nothing where it is hidden or of nobody."""
    if figure.get("count") is None or not figure.get("of") or figure.get("suppressed"):
        return None
    return Share(figure["count"], figure["of"])


def status(figure: Mapping[str, Any]) -> str:
    """Return ``shown``, ``suppressed`` or ``empty`` for a figure."""
    if figure.get("suppressed") or ("of" in figure and figure["of"] is None):
        return "suppressed"
    return "empty" if figure.get("count") is None or figure.get("of") == 0 else "shown"
