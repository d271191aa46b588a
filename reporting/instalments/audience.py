"""What the agency may see of the months that an instalment rests on: what is published, as everywhere else."""

from __future__ import annotations

from collections.abc import Iterable

from ..disclosure.small import is_small
from ..disclosure.tables import denominator
from ..indicators import BY_KEY
from ..models import ReleasePattern
from .judging import JudgedGrant
from .rules import MeasuredRule, Rule

#: The closes of a place whose figures stay hidden, by programme's indicator.
Hidden = dict[tuple[int, str], frozenset[int]]


def hidden_from_agency(grants: Iterable[JudgedGrant]) -> Hidden:
    """Return for each grant and indicator the closes whose count is hidden, or not published at all: one query."""
    grants = list(grants)
    looked_at = {
        (judged.grant.pk, one.rule.indicator): [m.close for m in one.measured if m.close is not None]
        for judged in grants
        for one in judged.instalments
        if one.rule.indicator
    }
    every = {close for closes in looked_at.values() for close in closes}
    patterns = dict(ReleasePattern.objects.filter(close__in=every).values_list("close_id", "hidden"))
    places = {judged.grant.pk: judged.grant.municipality_id for judged in grants}
    return {
        (grant, indicator): frozenset(
            close for close in closes if _is_hidden(patterns.get(close), places[grant], indicator)
        )
        for (grant, indicator), closes in looked_at.items()
    }


def _is_hidden(pattern: dict[str, list[str]] | None, place: str, indicator: str) -> bool:
    if pattern is None:
        return True
    of = denominator(indicator, BY_KEY[indicator].lag)
    return bool({indicator, of} & set(pattern.get(place, ())))


def missing_is_shown(rule: Rule, missing: int | None, latest: int | None, hidden: frozenset[int]) -> bool:
    """Whether the agency may see how many are missing: neither a small number of people nor what gives one away."""
    return isinstance(rule, MeasuredRule) and missing is not None and latest not in hidden and not is_small(missing)
