"""A calendar month as a value."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

_FORM = re.compile(r"^(\d{4})-(\d{2})$")
#: Years that a person can mean. The months and quarters beside them are still dates.
YEARS = range(1900, 2200)


@dataclass(frozen=True, order=True)
class Month:
    """One calendar month; ordered, hashable, printed ``2019-07``."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> Month:
        """Read ``2019-07``. Raises ``ValueError`` for anything that is not such a month."""
        match = _FORM.match(text)
        if match is None or not 1 <= int(match[2]) <= 12 or int(match[1]) not in YEARS:
            raise ValueError("a month is written as year and month, for example 2019-07")
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def of(cls, day: date) -> Month:
        """Return the month that ``day`` lies in."""
        return cls(day.year, day.month)

    @property
    def first(self) -> date:
        """The first day of the month."""
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        """The last day of the month."""
        return date(self.year, self.number, calendar.monthrange(self.year, self.number)[1])

    def plus(self, months: int) -> Month:
        """Return the month ``months`` later (earlier when negative)."""
        years, index = divmod(self.year * 12 + self.number - 1 + months, 12)
        return Month(years, index + 1)

    def previous(self) -> Month:
        """Return the month before."""
        return self.plus(-1)

    def next(self) -> Month:
        """Return the month after."""
        return self.plus(1)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"


def months_between(first: Month, last: Month) -> list[Month]:
    """Return the months from ``first`` to ``last``, both included, in order; empty when out of order."""
    count = (last.year - first.year) * 12 + last.number - first.number + 1
    return [first.plus(step) for step in range(count)]
