"""The internal annex: the people behind each count of an instalment, for the municipality's own staff only."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import django_tables2 as tables
from django.db.models import BooleanField, Case, F, Q, Value, When
from django.http import Http404, QueryDict
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.access_log import log_refusal
from accounts.columns import DayColumn, PageColumn
from accounts.lists import ListSource, Words
from accounts.models import User
from cases.models import Grant

from ..audiences import is_own_staff
from ..indicators import BY_KEY, Indicator
from ..models import MemberMonth, MemberMonthQuerySet, MonthClose
from ..months import Month
from .models import Documentation
from .signing import judged_instalment

if TYPE_CHECKING:
    from datetime import date

LIST = "ratens-bilag"
ABOUT = "instalment_annex"
PROGRAMME, PLACE, NUMBER, VERSION, MONTH = "program", "kommune", "rate", "udgave", "maaned"
_DIGITS = re.compile(r"[0-9]{1,4}\Z")


@dataclass(frozen=True)
class Annex:
    """The closes whose people are listed, and the figure they are counted in; ``version`` None: as judged today."""

    grant: Grant
    number: int
    indicator: Indicator
    closes: tuple[MonthClose, ...]
    version: int | None = None
    month: Month | None = None

    @property
    def chosen(self) -> list[MonthClose]:
        """The closes that are looked at: all, or the one of the chosen month."""
        return [one for one in self.closes if self.month in (None, one.of_month)]

    @property
    def all_rows(self) -> MemberMonthQuerySet:
        """Every row that the counts were made of, those counted and the rest of whom they are counted of."""
        of = Q() if self.indicator.of is None else self.indicator.of
        closes = [one.pk for one in self.chosen]
        rows = MemberMonth.objects.filter(of, close__in=closes, lag=self.indicator.lag)
        return rows.filter(municipality=self.grant.municipality_id)

    def rows_for(self, user: User) -> MemberMonthQuerySet:
        """Return those of them whom ``user`` may see today, each with whether it was counted."""
        counted = Case(When(self.indicator.counts, then=Value(True)), default=Value(False), output_field=BooleanField())
        return self.all_rows.visible_to(user).annotate(
            counted=counted,
            closed_month=F("close__month"),
            citizen_id=F("member__citizen_id"),
            name=F("member__citizen__name"),
            born_on=F("member__citizen__born_on"),
            unit_name=F("unit__name"),
        )

    def measured(self, closed: date) -> Month:
        """Return the month that a close of ``closed`` measures."""
        return Month.of(closed).plus(-self.indicator.lag)


class AnnexTable(tables.Table):
    """One row for each person and month."""

    month = tables.Column(accessor="closed_month", verbose_name=gettext_lazy("Opgjort måned"))
    name = PageColumn("cases:case", "citizen_id", verbose_name=gettext_lazy("Navn"))
    born_on = DayColumn(verbose_name=gettext_lazy("Født"))
    unit = tables.Column(accessor="unit_name", verbose_name=gettext_lazy("Enhed"), default="–")
    counted = tables.Column(verbose_name=gettext_lazy("Talt med"))
    group = tables.Column(verbose_name=gettext_lazy("Gruppe"), default="–")
    benefit = tables.Column(verbose_name=gettext_lazy("Ydelse"), default="–")

    class Meta:
        model = MemberMonth
        fields = ()
        order_by = ("month", "-counted", "name")
        template_name = "includes/table.html"
        attrs = {"class": "table table--borderless table--compact table--responsive-headers cards-table"}

    def __init__(self, annex: Annex, user: User):
        super().__init__(annex.rows_for(user))
        self.annex = annex

    def render_month(self, value: date) -> str:
        """The month that was measured."""
        return date_format(self.annex.measured(value).first, "F Y")

    def render_counted(self, value: bool) -> str:
        """Whether the person is in the count."""
        return _("ja") if value else _("nej")

    def render_group(self, value: str) -> str:
        """The group's number, or its word."""
        return value.partition(" · ")[0]


def annex_of(grant: Grant, number: int, version: int | None = None, month: Month | None = None) -> Annex | None:
    """Return the annex of a signed documentation, or of the instalment as it is judged today.

    None where nobody is counted: the instalment hangs on a date, or no month is closed.
    """
    judged = judged_instalment(grant, number)
    if judged is None or judged.rule.indicator is None:
        return None
    if version is None:
        looked_at = judged.judgement.rests_on or judged.measured[-1:]
        closes: Sequence[MonthClose] = list(
            MonthClose.objects.filter(pk__in=[one.close for one in looked_at]).order_by("month")
        )
    else:
        closes = _signed(grant, number, version)
    return Annex(grant, number, BY_KEY[judged.rule.indicator], tuple(closes), version, month) if closes else None


def _signed(grant: Grant, number: int, version: int) -> Sequence[MonthClose]:
    signed = Documentation.objects.filter(grant=grant, number=number, version=version).first()
    if signed is None:
        return []
    wanted = {(month["closed"], month["version"]) for month in signed.content["months"]}
    closes = MonthClose.objects.filter(programme=grant.programme_id).order_by("month", "version")
    return [one for one in closes if (str(one.of_month), one.version) in wanted]


def annex_asked(user: User, params: QueryDict, about: str) -> Annex:
    """Return the annex an address asks for, to the municipality's own staff; all else is not found, and logged."""
    code = params.get(PLACE, "")
    if not is_own_staff(user, code):
        log_refusal(user, about)
        raise Http404
    grants = Grant.objects.select_related("programme", "municipality")
    grant = grants.filter(programme=params.get(PROGRAMME, ""), municipality=code).first()
    number, version = params.get(NUMBER, ""), params.get(VERSION, "")
    if grant is None or not _DIGITS.match(number) or (version and not _DIGITS.match(version)):
        raise Http404
    try:
        month = Month.parse(str(params[MONTH])) if params.get(MONTH) else None
    except ValueError:
        raise Http404 from None
    annex = annex_of(grant, int(number), int(version) if version else None, month)
    if annex is None or not annex.chosen:
        raise Http404
    return annex


def build(user: User, params: QueryDict) -> AnnexTable:
    """Return the whole annex."""
    return AnnexTable(annex_asked(user, params, LIST), user)


def words(user: User, params: QueryDict) -> Words:
    """Tell which instalment and closes it is."""
    annex = annex_asked(user, params, LIST)
    closes = ", ".join(
        f"{capfirst(date_format(one.month, 'F Y'))} {_('version')} {one.version}" for one in annex.chosen
    )
    return [(_("Rate"), str(annex.number)), (_("Tal"), str(annex.indicator.label)), (_("Lukkede måneder"), closes)]


ANNEX = ListSource(LIST, gettext_lazy("Bilag til en rate"), build, words)
