"""Age bands: whole years, on the last day of the period that is counted."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

#: Nobody is this old: the upper edge of a band without one.
NOBODY = 200


@dataclass(frozen=True, order=True)
class AgeBand:
    """Those who are at least ``first`` and at most ``last`` years old; None leaves that side open."""

    first: int | None = None
    last: int | None = None

    @property
    def low(self) -> int:
        """The youngest age in it."""
        return self.first or 0

    @property
    def high(self) -> int:
        """The youngest age above it."""
        return NOBODY if self.last is None else self.last + 1

    def holds(self, age: int) -> bool:
        """Whether somebody of that age is in it."""
        return self.low <= age < self.high

    @property
    def label(self) -> str:
        """The band in words."""
        if self.first is None and self.last is None:
            return _("Alle aldre")
        if self.first is None:
            return _("Under %(age)s år") % {"age": self.high}
        if self.last is None:
            return _("%(age)s år og derover") % {"age": self.first}
        return _("%(first)s–%(last)s år") % {"first": self.first, "last": self.last}


EVERYONE = AgeBand()
#: The bands of the page; together they hold everyone once.
AGE_BANDS = (AgeBand(None, 24), AgeBand(25, 29), AgeBand(30, 39), AgeBand(40, 49), AgeBand(50, 59), AgeBand(60, None))
