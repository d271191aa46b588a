"""What the address of a comparison asks for: which closes, which part of the figure, and which step."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from django.http import Http404, QueryDict

from accounts.models import User
from cases.models import Citizen

from ..models import MonthClose
from ..months import Month
from .asked import PART, figure_asked
from .change import CAME_IN, LATE_IN, LATE_OUT, WENT_OUT, Comparison, Moved
from .people import COUNTED, FigureOfPlace

#: The names of what stands in an address, and the steps that can be asked for.
SINCE, STEP = "fra", "trin"
LATE = "sene"
CHOICES: dict[str, tuple[str, ...]] = {
    "": (CAME_IN, WENT_OUT, LATE_IN, LATE_OUT),
    CAME_IN: (CAME_IN,),
    WENT_OUT: (WENT_OUT,),
    LATE: (LATE_IN, LATE_OUT),
}


@dataclass(frozen=True)
class ChangeAsked:
    """A figure with what it may be compared with; ``comparison`` is None where no earlier close is there."""

    user: User
    later: FigureOfPlace
    part: str
    step: str
    earlier: list[MonthClose]
    comparison: Comparison | None

    @property
    def moved(self) -> list[Moved]:
        """Those who made the step asked for, whoever they are."""
        moved = self.comparison.moved if self.comparison else []
        return [one for one in moved if one.step in CHOICES[self.step]]

    def people(self) -> dict[int, Citizen]:
        """Return those of them whom the user may see today."""
        numbers = {one.citizen_id for one in self.moved}
        return Citizen.objects.visible_to(self.user).filter(pk__in=numbers).in_bulk()

    def away(self) -> int:
        """Return how many of their steps are those of people who belong to another municipality now."""
        numbers = [one.citizen_id for one in self.moved]
        gone = Citizen.objects.filter(pk__in=numbers).exclude(municipality=self.later.municipality)
        found = set(gone.values_list("pk", flat=True))
        return sum(number in found for number in numbers)


def change_asked(user: User, params: QueryDict, about: str) -> ChangeAsked:
    """Return the comparison that an address asks for; a month, part or step that is none is not found."""
    later = figure_asked(user, params, about)
    part, step = params.get(PART, "") or COUNTED, params.get(STEP, "")
    if part not in later.parts or step not in CHOICES:
        raise Http404
    closes = earlier_closes(later.close)
    first = _chosen(later.close, closes, params.get(SINCE, ""))
    earlier = None if first is None else FigureOfPlace(first, later.municipality, later.indicator)
    comparison = Comparison(earlier, later, part) if earlier is not None and earlier.is_there else None
    return ChangeAsked(user, later, part, step, closes, comparison)


def earlier_closes(close: MonthClose) -> list[MonthClose]:
    """Return the closes made before this one, of its month or an earlier one; newest first."""
    before = MonthClose.objects.filter(programme=close.programme_id, month__lte=close.month)
    before = before.filter(Q(closed_at__lt=close.closed_at) | Q(closed_at=close.closed_at, pk__lt=close.pk))
    return list(before.order_by("-month", "-version"))


def _chosen(close: MonthClose, closes: list[MonthClose], asked: str) -> MonthClose | None:
    """Return the close asked for; else the version before this one, or the month the report compared itself with."""
    if not asked:
        of_month = next((one for one in closes if one.month == close.month), None)
        return of_month or next((one for one in closes if one.pk == close.previous_id), next(iter(closes), None))
    month, _dot, version = asked.partition(".")
    for one in closes:
        if (str(one.of_month), str(one.version)) == (month, version):
            return one
    raise Http404


def close_name(close: MonthClose) -> str:
    """Return a close as an address names it: ``2018-02.1``."""
    return f"{Month.of(close.month)}.{close.version}"
