"""What the address of an explanation asks for: which figure of which close, and which of its people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.http import Http404, QueryDict

from accounts.access_log import log_refusal
from accounts.models import User
from accounts.scope import citizen_scope

from ..audiences import is_own_staff
from ..errors import ReportError
from ..indicators import BY_KEY, fields_of
from ..lookups import the_close
from ..models import MemberMonthQuerySet
from ..months import Month
from ..programmes import asked_programme
from .people import COUNTED, OF, FigureOfPlace

#: The names of what stands in an address.
PLACE, MONTH, VERSION, KEY, PART, UNIT = "kommune", "maaned", "version", "tal", "hvem", "enhed"
NO_UNIT = "ingen"


def figure_asked(user: User, params: QueryDict, about: str) -> FigureOfPlace:
    """Return the figure whose people are asked for, where ``user`` is of that municipality's staff.

    Everything else is not found, as if it were not there; who asked for another municipality's people is logged.
    """
    code = params.get(PLACE, "")
    if not is_own_staff(user, code):
        log_refusal(user, about)
        raise Http404
    indicator = BY_KEY.get(params.get(KEY, ""))
    if indicator is None:
        raise Http404
    try:
        month = Month.parse(params.get(MONTH, ""))
        programme = asked_programme(params)
        close = the_close(month, programme.pk, number_asked(params, VERSION))
        close.programme = programme  # the same, and at hand for what asks for its name
    except (ValueError, ReportError):
        raise Http404 from None
    figure = FigureOfPlace(close, code, indicator)
    if not figure.is_there:
        raise Http404
    return figure


def number_asked(params: QueryDict, name: str) -> int | None:
    """Read a number of the address; None where there is none; what is no number is not found."""
    text = params.get(name, "")
    if not text:
        return None
    if not (text.isascii() and text.isdecimal()) or len(text) > 9:
        raise Http404
    return int(text)


@dataclass(frozen=True)
class PeopleAsked:
    """The people of a part of a figure, of one unit where one is asked for."""

    user: User
    figure: FigureOfPlace
    part: str
    unit: str

    @property
    def all_rows(self) -> MemberMonthQuerySet:
        """Every row that the number counted."""
        rows = self.figure.rows(self.part)
        if self.unit == NO_UNIT:
            return rows.filter(unit=None)
        return rows.filter(unit=int(self.unit)) if self.unit else rows

    @property
    def rows(self) -> MemberMonthQuerySet:
        """Those of them that the user may see today."""
        return self.all_rows.visible_to(self.user)

    @property
    def columns(self) -> frozenset[str]:
        """The columns that decided whether somebody belongs to the part."""
        if self.part != OF:
            return self.figure.indicator.decides
        fields = fields_of(self.figure.filter(OF))
        return fields - {"in_programme"} or fields

    def tally(self) -> dict[str, int]:
        """Return how many the number counted, how many the user may see by name, and where the others are now."""
        away = ~Q(member__citizen__municipality=self.figure.municipality)
        seen = citizen_scope(self.user, "member__citizen__")
        counts: dict[str, Any] = {"all": Count("pk"), "seen": Count("pk", filter=seen)}
        found = self.all_rows.aggregate(**counts, away=Count("pk", filter=away & ~seen))
        return found | {"elsewhere": found["all"] - found["seen"] - found["away"]}


def people_asked(user: User, params: QueryDict, about: str) -> PeopleAsked:
    """Return the people that an address asks for; a part or unit that is none is not found."""
    figure = figure_asked(user, params, about)
    part, unit = params.get(PART, "") or COUNTED, params.get(UNIT, "")
    if part not in figure.parts:
        raise Http404
    if unit != NO_UNIT:
        number_asked(params, UNIT)
    return PeopleAsked(user, figure, part, unit)
