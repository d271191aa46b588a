"""The people behind a figure of a closed month: exactly the stored rows that the close counted."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Count, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..indicators import Indicator
from ..models import ClosedFigures, MemberMonth, MemberMonthQuerySet, MonthClose
from ..months import Month

#: Which of a figure's people: those it counts, those of its denominator that it does not, or the denominator.
COUNTED, REST, OF = "talt", "resten", "af"
PARTS: dict[str, Promise] = {COUNTED: _("Talt med"), REST: _("Ikke talt med"), OF: _("Ud af")}


@dataclass(frozen=True)
class FigureOfPlace:
    """One figure of one municipality in one close."""

    close: MonthClose
    municipality: str
    indicator: Indicator

    @property
    def measured(self) -> Month:
        """The month that it measures."""
        return self.close.of_month.plus(-self.indicator.lag)

    @cached_property
    def _figures(self) -> dict[str, dict[str, int]]:
        return ClosedFigures.objects.get(close=self.close, municipality=self.municipality).figures

    @property
    def is_there(self) -> bool:
        """Whether the close counted it: programmes have figures of their own, and new ones come."""
        return self.indicator.key in self._figures

    @property
    def stored(self) -> dict[str, int]:
        """The numbers as the close stored them: ``count``, and ``of`` where it has one."""
        return self._figures[self.indicator.key]

    @property
    def parts(self) -> list[str]:
        """The parts that it has: a plain number has only those counted."""
        return list(PARTS) if self.indicator.of is not None else [COUNTED]

    def number(self, part: str) -> int:
        """Return how many people a part has, by the stored figure."""
        count, of = self.stored["count"], self.stored.get("of", 0)
        return {COUNTED: count, OF: of, REST: of - count}[part]

    def filter(self, part: str) -> Q:
        """Return the filter of a part over the rows of its ``lag``. What is counted is always among what it is of."""
        of = Q() if self.indicator.of is None else self.indicator.of
        return {COUNTED: self.indicator.counts, OF: of, REST: of & ~self.indicator.counts}[part]

    def rows(self, part: str = COUNTED) -> MemberMonthQuerySet:
        """Return the stored rows of a part's people."""
        rows = MemberMonth.objects.of_place(self.close, self.municipality)
        return rows.filter(self.filter(part), lag=self.indicator.lag)


@dataclass(frozen=True)
class UnitFigure:
    """A figure of one unit; ``unit`` None is those without one (also those who had left the municipality)."""

    unit: int | None
    name: str
    count: int
    of: int | None = field(default=None)

    @property
    def as_count(self) -> dict[str, Any]:
        """The numbers as a report has them."""
        return {"count": self.count} if self.of is None else {"count": self.count, "of": self.of}


def by_unit(figure: FigureOfPlace) -> list[UnitFigure]:
    """Return the figure for each unit as the rows had it at the close, by name; the parts add up to the whole."""
    indicator = figure.indicator
    counts: dict[str, Any] = {"counted": Count("pk", filter=indicator.counts)}
    if indicator.of is not None:
        counts["out_of"] = Count("pk", filter=indicator.of)
    rows = MemberMonth.objects.of_place(figure.close, figure.municipality).filter(lag=indicator.lag)
    lines = rows.values("unit_id", "unit__name").annotate(**counts).order_by("unit__name")
    return [
        UnitFigure(line["unit_id"], line["unit__name"] or "", line["counted"], line.get("out_of")) for line in lines
    ]
