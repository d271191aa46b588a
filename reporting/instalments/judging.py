"""Judging grants: their rules on the newest close of each month. A few queries for the whole country."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models.fields.json import KeyTransform

from cases.models import Grant, Programme

from ..counts import share_of
from ..indicators import BY_KEY
from ..lookups import the_municipality
from ..models import ClosedFigures, MonthClose
from ..months import Month
from .amounts import amounts
from .measured import Judgement, Measured, not_closed
from .rules import Rule, read_rule


@dataclass(frozen=True)
class JudgedInstalment:
    """One instalment of a grant: its amount, its rule, the closed months it looks at, and what it found."""

    number: int
    percent: int
    amount_dkk: int
    rule: Rule
    measured: tuple[Measured, ...]
    judgement: Judgement

    @property
    def not_closed(self) -> list[Month]:
        """The measured months in between that were never closed: each breaks a run."""
        return not_closed(self.measured)


@dataclass(frozen=True)
class JudgedGrant:
    """A grant with its instalments as they are judged now."""

    grant: Grant
    instalments: tuple[JudgedInstalment, ...]


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
    return [_as_json(judged) for judged in judged_grants(grants)]


def judged_grants(grants: Iterable[Grant]) -> list[JudgedGrant]:
    """Return the grants, with their programmes at hand, judged: two queries however many they are."""
    grants = list(grants)
    rules = {grant.programme_id: rules_of(grant.programme) for grant in grants}
    keys = {rule.indicator for own in rules.values() for _definition, rule in own if rule.indicator}
    measured = _measured(grants, sorted(keys))
    return [_judged(grant, rules[grant.programme_id], measured) for grant in grants]


def rules_of(programme: Programme) -> list[tuple[dict[str, Any], Rule]]:
    """Return the instalments of a programme's definition, each with its rule. Raises ``UnreadableRuleError``."""
    return [(definition, read_rule(definition)) for definition in programme.parameters["instalments"]]


#: The measured months of an indicator, by programme, municipality and indicator.
Figures = dict[tuple[str, str | None, str], list[Measured]]


def _measured(grants: Sequence[Grant], indicators: Sequence[str]) -> Figures:
    """Return what the rules look at, oldest first, in the latest close of each month."""
    programmes = {grant.programme_id for grant in grants}
    closes = {one.pk: one for one in MonthClose.objects.latest_versions().filter(programme__in=programmes)}
    closed = {pk: one.of_month for pk, one in closes.items()}
    months_of = {(pk, key): month.plus(-BY_KEY[key].lag) for pk, month in closed.items() for key in indicators}
    rows = ClosedFigures.objects.filter(close__in=closes, municipality__in={g.municipality_id for g in grants})
    wanted = [KeyTransform(key, "figures") for key in indicators]
    found: Figures = {}
    for pk, code, *figures in rows.values_list("close_id", "municipality_id", *wanted):
        for key, figure in zip(indicators, figures, strict=True):
            if figure is not None:  # else an indicator of another programme
                one = Measured(months_of[pk, key], figure["count"], figure["of"], closed[pk], closes[pk].version, pk)
                found.setdefault((closes[pk].programme_id, code, key), []).append(one)
    for months in found.values():
        months.sort(key=lambda one: one.month)
    return found


def _judged(grant: Grant, rules: Sequence[tuple[dict[str, Any], Rule]], figures: Figures) -> JudgedGrant:
    parts = amounts(grant.amount_dkk, [definition["percent"] for definition, _rule in rules])
    found = []
    for (definition, rule), amount in zip(rules, parts, strict=True):
        measured = figures.get((grant.programme_id, grant.municipality_id, rule.indicator or ""), [])
        judgement = rule.judge(grant, measured)
        number, percent = definition["number"], definition["percent"]
        found.append(JudgedInstalment(number, percent, amount, rule, tuple(measured), judgement))
    return JudgedGrant(grant, tuple(found))


def _as_json(judged: JudgedGrant) -> dict[str, Any]:
    return {
        "programme": judged.grant.programme_id,
        "municipality": judged.grant.municipality_id,
        "grant_dkk": judged.grant.amount_dkk,
        "instalments": [_instalment(one) for one in judged.instalments],
    }


def _instalment(one: JudgedInstalment) -> dict[str, Any]:
    judgement = one.judgement
    return {
        "number": one.number,
        "percent": one.percent,
        "amount_dkk": one.amount_dkk,
        "rule": one.rule.name,
        "met": judgement.met,
        "met_in": str(judgement.met_in) if judgement.met_in else None,
        "missing": judgement.missing,
        "months": [
            {"month": str(m.month), "count": m.count, "of": m.of, "share": share_of(m.count, m.of), "meets": ok}
            for m, ok in zip(one.measured, judgement.meets, strict=True)
        ],
        "months_in_a_row": len(judgement.run),
        "not_closed": [str(month) for month in one.not_closed],
        "met_by": [{"month": str(m.closed), "version": m.version} for m in judgement.rests_on],
    }
