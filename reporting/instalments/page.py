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

from ..claims.standing import GrantStanding, Standing, State
from ..months import Month
from .audience import Hidden, missing_is_shown
from .forecast import WayThere, closable_on, coming_months, earliest, what_if, with_more
from .measured import Measured
from .picture import Bars, share_bars
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
        self.fields["fra"].choices = [  # type: ignore[attr-defined]
            (str(m), capfirst(date_format(m.first, "F Y"))) for m in months
        ]


@dataclass(frozen=True)
class Outlook:
    """The coming months of an instalment that is not met, the earliest way there, and the answer to a what-if."""

    coming: tuple[Measured, ...]
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
    def is_measured(self) -> bool:
        """Whether it hangs on closed months at all."""
        return isinstance(self.standing.judged.rule, MeasuredRule)

    @property
    def months_in_a_row(self) -> int:
        """How many good months in a row it takes."""
        return self.standing.judged.rule.months_in_a_row  # type: ignore[attr-defined]  # asked of measured rules only

    @property
    def shows_people(self) -> bool:
        """Whether those it lacks are listed for who may see them: while it is not met."""
        return self.is_measured and self.standing.state is State.NOT_MET


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
    if looks_ahead and rule.looks_ahead and one.state is State.NOT_MET:
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
    grant: Grant, rule: MeasuredRule, one: Standing, coming: list[Measured], today: date, asked: QueryDict
) -> Outlook:
    now = Month.of(today)
    form = WhatIfForm([m.month for m in coming if m.month >= now])
    way = earliest(rule, one.judged.measured, coming, now)
    question, met_in, shown = None, None, coming
    if asked.get("rate") == str(one.number):
        form = WhatIfForm([m.month for m in coming if m.month >= now], asked)
        if form.is_valid():
            question = (form.cleaned_data["flere"], Month.parse(form.cleaned_data["fra"]))
            shown = with_more(coming, *question)
            met_in = what_if(one.judged, coming, *question, grant)
    elif way is not None and way.more:
        form.initial = {"flere": way.more, "fra": str(way.since)}
    day = closable_on(rule, met_in) if met_in else None
    return Outlook(tuple(shown), way, form, question, met_in, day)
