"""Where a municipality's share stands among those that take part. Made of published figures only.

A place in the order is worked out from shares that everybody may read, so it tells nobody more. A municipality whose
share is hidden has no place, not even for its own staff, who might pass it on.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

Figure = Mapping[str, Any]


@dataclass(frozen=True)
class Rank:
    """Places ``first`` to ``last`` (the same unless others have exactly the same share) among ``of``; 1 is highest."""

    first: int
    last: int
    of: int

    def __str__(self) -> str:
        """Say it as a person would: ``plads 31 af 88``, ``delt plads 4–6 af 88``."""
        values = {"first": self.first, "last": self.last, "of": self.of}
        if self.first == self.last:
            return _("plads %(first)s af %(of)s") % values
        return _("delt plads %(first)s–%(last)s af %(of)s") % values


def shown_fraction(figure: Figure) -> Fraction | None:
    """Return a figure's share exactly; None where it is hidden or of nobody."""
    if figure.get("count") is None or not figure.get("of"):
        return None
    return Fraction(figure["count"], figure["of"])


def ranks(figures: Mapping[str, Figure], among: Collection[str]) -> dict[str, Rank]:
    """Return the rank of each of ``among`` whose share is shown, highest first. Exactly equal shares share places."""
    shares = {code: share for code in among if (share := shown_fraction(figures.get(code, {}))) is not None}
    ordered = sorted(-share for share in shares.values())
    return {
        code: Rank(bisect_left(ordered, -share) + 1, bisect_right(ordered, -share), len(ordered))
        for code, share in shares.items()
    }
