"""A calendar quarter as a value: what the group 2 analysis is published for, and offers are followed by."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from .months import YEARS, Month

if TYPE_CHECKING:
    from cases.models import Programme

#: The kinds of report that a quarter may add to a month's release.
GROUP_2, OFFERS = "group2", "offers"
_FORM = re.compile(r"^(\d{4})-K([1-4])$")


@dataclass(frozen=True, order=True)
class Quarter:
    """One quarter of a year; written ``2019-K2`` in addresses."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> Quarter:
        """Read ``2019-K2``. Raises ``ValueError`` for anything that is not such a quarter."""
        match = _FORM.match(text)
        if match is None or int(match[1]) not in YEARS:
            raise ValueError("a quarter is written as year and number, for example 2019-K2")
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def of(cls, day: date) -> Quarter:
        """Return the quarter that ``day`` lies in."""
        return cls(day.year, (day.month + 2) // 3)

    @property
    def last_month(self) -> Month:
        """The month that the quarter ends with."""
        return Month(self.year, 3 * self.number)

    @property
    def first(self) -> date:
        """Its first day."""
        return self.last_month.plus(-2).first

    @property
    def last(self) -> date:
        """Its last day."""
        return self.last_month.last

    @property
    def name(self) -> str:
        """The quarter in words: ``2. kvartal 2019``."""
        return _("%(number)s. kvartal %(year)s") % {"number": self.number, "year": self.year}

    def __str__(self) -> str:
        return f"{self.year:04d}-K{self.number}"


def has_quarterly(programme: Programme, kind: str) -> bool:
    """Whether the programme publishes this kind of report by quarter, as its definition file says.

    Both are protected together with the programme's monthly figures, and only where these are made for it.
    """
    return kind in programme.parameters.get("quarterly", [])
