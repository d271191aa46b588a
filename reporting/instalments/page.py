"""What the page of a grant consists of: each instalment with its picture, what is missing, and the way there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cases.forms.fields import WholeNumberField
from cases.models import Grant

from ..claims.standing import GrantStanding, Standing
from ..months import Month
from .audience import Hidden, missing_is_shown
from .forecast import WayThere, closable_on, coming_months, earliest, last_month, what_if, with_more
from .lacking import ending
from .measured import Measured
from .picture import Bars, share_against, share_bars
from .rules import MeasuredRule, ShareRule

MOST_PEOPLE = 9_999


class WhatIfForm(forms.Form):
    """So many more people from a month on."""

    flere = WholeNumberField(min_value=0, max_value=MOST_PEOPLE)
    fra = forms.ChoiceField()

    def __init__(self, months: list[Month], *args: Any, **options: Any):
        super().__init__(*args, **options)
        self.fields["flere"].label = _("Flere borgere")
        self.fields["fra"].label = _("Fra")
        self.fields["fra"].error_messages["invalid_choice"] = _("Vælg en af månederne på listen.")
        self.fields["fra"].choices = [  # type: ignore[attr-defined]
            (str(m), capfirst(date_format(m.first, "F Y"))) for m in months
        ]


@dataclass(frozen=True)
class MonthAhead:
    """What a month lacks by what is registered, and ``then`` with those asked about (None: nobody asked)."""

    month: Month
    count: int
    wanted: int
    lacks: int
    then: int | None


@dataclass(frozen=True)
class Outlook:
    """The coming months of an instalment that is not met, the earliest way there, and the answer to a what-if.

    ``ending``: how many are counted this month and not any more in the way's last. ``last``: the last month that can
    count before the programme ends. ``available``: how many there are to add in the month asked about.
    """

    coming: tuple[Measured, ...]
    months: tuple[MonthAhead, ...]
    ending: int
    last: Month | None
    now: Month
    available: int
    way: WayThere | None
    form: WhatIfForm
    asked: tuple[int, Month] | None
    met_in: Month | None
    closable_on: date | None

    @property
    def needs_nobody(self) -> bool:
        """Whether it is met before those asked about would come."""
        return self.met_in is not None and self.since is not None and self.met_in < self.since

    @property
    def more_than_there_are(self) -> bool:
        """Whether more were asked about than there are people who are not counted anyway."""
        return self.more > self.available

    @property
    def more(self) -> int:
        """How many more were asked about."""
        return self.asked[0] if self.asked else 0

    @property
    def since(self) -> Month | None:
        """From which month on."""
        return self.asked[1] if self.asked else None


@dataclass(frozen=True)
class Section:
    """One instalment on the page. ``missing`` is None where there is nothing to say or the reader may not see it."""

    standing: Standing
    bars: Bars | None
    outlook: Outlook | None
    latest: Measured | None
    missing: int | None

    @property
    def number(self) -> int:
        """Which of the grant's instalments it is."""
        return self.standing.number

    @property
    def is_share(self) -> bool:
        """Whether it hangs on a share of people in months."""
        return isinstance(self.standing.judged.rule, ShareRule)

    @property
    def share(self) -> str:
        """The share of the latest closed month, as it looks beside what is wanted."""
        rule = self.standing.judged.rule
        return share_against(self.latest, rule.threshold) if isinstance(rule, ShareRule) and self.latest else ""

    @property
    def last_start(self) -> Month | None:
        """The last month in which a run can begin that counts before the programme ends; None when it is over."""
        if self.outlook is None or self.outlook.last is None:
            return None
        start = self.outlook.last.plus(1 - self.months_in_a_row)
        return start if start >= self.outlook.now else None

    @property
    def is_measured(self) -> bool:
        """Whether it hangs on closed months at all."""
        return isinstance(self.standing.judged.rule, MeasuredRule)

    @property
    def months_in_a_row(self) -> int:
        """How many good months in a row it takes."""
        return self.standing.judged.rule.months_in_a_row  # type: ignore[attr-defined]  # asked of measured rules only

    @property
    def shows_people(self) -> bool:
        """Whether those it lacks are listed for who may see them: while it is not met and not claimed."""
        return self.is_measured and self.standing.waits_to_be_met


def sections(grant: GrantStanding, today: date, asked: QueryDict, *, looks_ahead: bool) -> list[Section]:
    """Return the page of a grant's own municipality: true counts, the coming months, and the answer to ``asked``."""
    ahead: dict[str, list[Measured]] = {}
    return [_own(grant.grant, one, today, asked, ahead, looks_ahead) for one in grant.instalments]


def agency_sections(grant: GrantStanding, hidden: Hidden) -> list[Section]:
    """Return the page as the agency sees it: published counts only, and nothing of what is not closed."""
    found = []
    for one in grant.instalments:
        rule, measured = one.judged.rule, one.judged.measured
        unseen = hidden.get((grant.grant.pk, rule.indicator or ""), frozenset())
        latest = measured[-1] if measured and measured[-1].close not in unseen else None
        missing = one.judged.judgement.missing
        shown = missing_is_shown(rule, missing, measured[-1].close if measured else None, unseen)
        bars = share_bars(rule, measured, (), _run(one), unseen) if isinstance(rule, ShareRule) else None
        if not shown and isinstance(rule, MeasuredRule) and not isinstance(rule, ShareRule):
            latest = None  # of all visited: the two numbers beside each other give the small one away
        found.append(Section(one, bars, None, latest, missing if shown else None))
    return found


def _own(
    grant: Grant,
    one: Standing,
    today: date,
    asked: QueryDict,
    ahead: dict[str, list[Measured]],
    looks_ahead: bool,
) -> Section:
    rule, measured = one.judged.rule, one.judged.measured
    latest = measured[-1] if measured else None
    if not isinstance(rule, ShareRule):
        return Section(one, None, None, latest, one.judged.judgement.missing)
    outlook = None
    if looks_ahead and rule.looks_ahead and one.waits_to_be_met:
        if rule.of_indicator not in ahead:
            ahead[rule.of_indicator] = coming_months(grant, rule, measured, today)
        outlook = _outlook(grant, rule, one, ahead[rule.of_indicator], today, asked)
    coming = outlook.coming if outlook else ()
    return Section(one, share_bars(rule, measured, coming, _run(one)), outlook, latest, one.judged.judgement.missing)


def _run(one: Standing) -> tuple[Measured, ...]:
    """Return the months to mark: those it was met by, or else the run it is in now."""
    judgement = one.judged.judgement
    return judgement.rests_on or judgement.run


def _outlook(
    grant: Grant, rule: ShareRule, one: Standing, coming: list[Measured], today: date, asked: QueryDict
) -> Outlook:
    now = Month.of(today)
    ahead = [m for m in coming if m.month >= now]
    way = earliest(rule, one.judged.measured, coming, now)
    form, question = _asked(one, [m.month for m in ahead], asked, way)
    shown = with_more(coming, *question) if question else coming
    met_in = what_if(one.judged, coming, *question, grant) if question else None
    return Outlook(
        coming=tuple(shown),
        months=tuple(_month_ahead(rule, m, shown[coming.index(m)] if question else None) for m in ahead if m.of),
        ending=ending(grant, rule, today, way.met_in) if way and way.more and way.met_in > now else 0,
        last=last_month(rule, grant.programme.ends_on) if grant.programme.ends_on else None,
        now=now,
        available=next((m.of - m.count for m in ahead if question and m.month == question[1]), 0),
        way=way,
        form=form,
        asked=question,
        met_in=met_in,
        closable_on=closable_on(rule, met_in) if met_in else None,
    )


def _asked(
    one: Standing, months: list[Month], asked: QueryDict, way: WayThere | None
) -> tuple[WhatIfForm, tuple[int, Month] | None]:
    """Return the form of the what-if, and what it asks where the address asks of this instalment."""
    if asked.get("rate") != str(one.number):
        initial = {"flere": way.more, "fra": str(way.since)} if way is not None and way.more else {}
        return WhatIfForm(months, initial=initial), None
    form = WhatIfForm(months, asked)
    if not form.is_valid():
        return form, None
    return form, (form.cleaned_data["flere"], Month.parse(form.cleaned_data["fra"]))


def _month_ahead(rule: ShareRule, one: Measured, then: Measured | None) -> MonthAhead:
    return MonthAhead(one.month, one.count, rule.wanted(one), rule.lacks(one), rule.lacks(then) if then else None)
