"""The instalments of a grant, judged on the closed months. Rules are data; each kind of rule is one function.

Fractions decide, never floats: 39.96 % is not 40 %.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from cases.models import Grant

from .counts import share_of
from .indicators import BY_KEY
from .lookups import the_municipality
from .models import ClosedFigures, MonthClose
from .months import Month


@dataclass(frozen=True)
class Measured:
    """One closed month's figure of the indicator that a rule looks at.

    ``month`` is the month measured: the report's own, or the one before for an indicator that lags.
    """

    month: Month
    count: int
    of: int

    @property
    def share(self) -> Fraction | None:
        """The exact share, or None when there is nobody to count it of."""
        return Fraction(self.count, self.of) if self.of else None


@dataclass(frozen=True)
class Judgement:
    """Whether a rule is met, in which month it first was, how many people are missing, and month by month."""

    met: bool
    met_in: Month | None
    missing: int | None
    meets: tuple[bool, ...] = ()


def judge_approved(grant: Grant, measured: list[Measured], rule: dict[str, Any]) -> Judgement:
    """Instalment 1: the application is approved."""
    approved = grant.approved_on
    return Judgement(approved is not None, Month.of(approved) if approved else None, None)


def judge_everyone_visited(grant: Grant, measured: list[Measured], rule: dict[str, Any]) -> Judgement:
    """Instalment 2: the whole gross target group is visited; one unvisited person blocks it.

    An empty group is not a visited one.
    """
    meets = tuple(m.of > 0 and m.count == m.of for m in measured)
    met_in = next((m.month for m, ok in zip(measured, meets, strict=True) if ok), None)
    missing = measured[-1].of - measured[-1].count if measured else None
    return Judgement(met_in is not None, met_in, missing, meets)


def judge_share_in_consecutive_months(grant: Grant, measured: list[Measured], rule: dict[str, Any]) -> Judgement:
    """Instalment 3: the share is at or above ``threshold`` in each of ``months`` consecutive months.

    A month never closed breaks the run (our choice). ``missing``: how many more would have had to be counted in
    the latest closed month, 0 also where it has nobody to count of; None before any month is closed.
    """
    threshold = Fraction(rule["threshold"])
    meets = tuple(m.share is not None and m.share >= threshold for m in measured)
    run, met_in, before = 0, None, None
    for m, ok in zip(measured, meets, strict=True):
        follows = before is not None and before.next() == m.month
        run = (run + 1 if follows else 1) if ok else 0
        if run >= rule["months"] and met_in is None:
            met_in = m.month
        before = m.month
    return Judgement(met_in is not None, met_in, _missing(measured, threshold), meets)


def _missing(measured: list[Measured], threshold: Fraction) -> int | None:
    if not measured:
        return None
    latest = measured[-1]
    return max(0, math.ceil(threshold * latest.of) - latest.count)


RULES: dict[str, Callable[[Grant, list[Measured], dict[str, Any]], Judgement]] = {
    "approved": judge_approved,
    "everyone_visited": judge_everyone_visited,
    "share_in_consecutive_months": judge_share_in_consecutive_months,
}


def rule_text(rule: dict[str, Any]) -> str:
    """Return the condition of an instalment in plain words, with the programme's own limits."""
    texts = {
        "approved": _("Ansøgningen er godkendt."),
        "everyone_visited": _("Hele bruttomålgruppen er visiteret."),
        "share_in_consecutive_months": _(
            "Mindst %(percent)s %% af gruppe 1 er i virksomhedsforløb mv. i %(months)s måneder i træk."
        ),
    }
    percent = Fraction(rule.get("threshold", 0)) * 100
    shown = number_format(int(percent) if percent.denominator == 1 else float(percent))
    return texts[rule["rule"]] % {"percent": shown, "months": rule.get("months")}


def amounts(total: int, percents: list[int]) -> list[int]:
    """Split ``total`` whole kroner by ``percents`` (adding to 100) by largest remainder; they add to the total."""
    exact = [Fraction(total * percent, 100) for percent in percents]
    whole = [math.floor(part) for part in exact]
    by_remainder = sorted(range(len(exact)), key=lambda i: (whole[i] - exact[i], i))
    for i in by_remainder[: total - sum(whole)]:
        whole[i] += 1
    return whole


def instalments(municipality: str | None = None, *, programme: str | None = None) -> list[dict[str, Any]]:
    """Return every grant (or one municipality's) with its instalments, judged on each month's latest close.

    A municipality without a grant gives an empty list. Raises ``UnknownError`` for an unknown code.
    """
    grants = Grant.objects.select_related("programme").order_by("programme_id", "municipality_id")
    if municipality is not None:
        the_municipality(municipality)
        grants = grants.filter(municipality=municipality)
    if programme is not None:
        grants = grants.filter(programme=programme)
    figures = _closed_figures(list(grants))
    return [_judged(grant, figures.get((grant.programme_id, grant.municipality_id), [])) for grant in grants]


Closed = list[tuple[Month, dict[str, dict[str, int]]]]


def _closed_figures(grants: list[Grant]) -> dict[tuple[str, str | None], Closed]:
    """Return each granted municipality's figures in the latest close of each month, oldest first: two queries."""
    closes = {
        close.pk: close
        for close in MonthClose.objects.latest_versions().filter(programme__in={g.programme_id for g in grants})
    }
    rows = ClosedFigures.objects.filter(close__in=closes, municipality__in={grant.municipality_id for grant in grants})
    by_grant: dict[tuple[str, str | None], Closed] = {}
    for row in rows:
        close = closes[row.close_id]
        by_grant.setdefault((close.programme_id, row.municipality_id), []).append((close.of_month, row.figures))
    for closed in by_grant.values():
        closed.sort(key=lambda item: item[0])
    return by_grant


def _judged(grant: Grant, closed: Closed) -> dict[str, Any]:
    rules = grant.programme.parameters["instalments"]
    parts = amounts(grant.amount_dkk, [rule["percent"] for rule in rules])
    return {
        "programme": grant.programme_id,
        "municipality": grant.municipality_id,
        "grant_dkk": grant.amount_dkk,
        "instalments": [_instalment(grant, rule, amount, closed) for rule, amount in zip(rules, parts, strict=True)],
    }


def _instalment(grant: Grant, rule: dict[str, Any], amount: int, closed: Closed) -> dict[str, Any]:
    measured = _measured(rule.get("indicator"), closed)
    judgement = RULES[rule["rule"]](grant, measured, rule)
    return {
        "number": rule["number"],
        "percent": rule["percent"],
        "amount_dkk": amount,
        "rule": rule["rule"],
        "met": judgement.met,
        "met_in": str(judgement.met_in) if judgement.met_in else None,
        "missing": judgement.missing,
        "months": [
            {"month": str(m.month), "count": m.count, "of": m.of, "share": share_of(m.count, m.of), "meets": ok}
            for m, ok in zip(measured, judgement.meets, strict=True)
        ],
    }


def _measured(indicator: str | None, closed: Closed) -> list[Measured]:
    if indicator is None:
        return []
    lag = BY_KEY[indicator].lag
    return [Measured(month.plus(-lag), **figures[indicator]) for month, figures in closed]
