"""What the documentation of an instalment says: the rule, the closed months it rests on, their hashes. No person."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils import timezone, translation

from cases.models import Grant

from ..definitions import definition_of, definitions_of
from ..disclosure.small import is_small
from ..disclosure.tables import denominator
from ..indicators import BY_KEY
from ..instalments import JudgedInstalment, Measured
from ..models import ClosedFigures, MonthClose, ReleasePattern, ReportFile

#: The documentation is the agency's, so it is in Danish whatever language the manager reads.
LANGUAGE = "da"
KIND = "evidence"


def content_of(grant: Grant, judged: JudgedInstalment, approval: Mapping[str, str], on: date) -> dict[str, Any]:
    """Return the documentation as it is stored and as every file is made of: plain values, the same for the same."""
    with translation.override(LANGUAGE):
        return {
            "programme": grant.programme_id,
            "programme_name": grant.programme.name,
            "municipality": grant.municipality_id,
            "place": grant.municipality.name,
            "grant_dkk": grant.amount_dkk,
            "grant_approved_on": grant.approved_on.isoformat() if grant.approved_on else None,
            "number": judged.number,
            "percent": judged.percent,
            "amount_dkk": judged.amount_dkk,
            "condition": judged.rule.text,
            "indicator": judged.rule.indicator,
            "met_in": str(judged.judgement.met_in) if judged.judgement.met_in else None,
            "date": on.isoformat(),
            "months": _months(grant, judged),
            "approval": dict(approval),
            "definitions": _definitions(judged.rule.indicator),
        }


def sha256_of(values: Any) -> str:
    """Return the SHA-256 of values as canonical JSON, so that anybody can reckon it again."""
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _definitions(indicator: str | None) -> list[dict[str, Any]]:
    """Return what the documentation and its figure mean, in order, as they are said today."""
    figure = definition_of(indicator) if indicator else None
    meanings = [*definitions_of(KIND), *([figure] if figure else [])]
    return [{"key": meaning.key, **meaning.as_fields} for meaning in meanings]


def _months(grant: Grant, judged: JudgedInstalment) -> list[dict[str, Any]]:
    """Return the closed months that the judgement rests on, each with what it says and what proves it."""
    closes = [one.close for one in judged.judgement.rests_on if one.close is not None]
    known = MonthClose.objects.in_bulk(closes)
    figures = dict(
        ClosedFigures.objects.filter(close__in=closes, municipality=grant.municipality_id).values_list(
            "close_id", "figures"
        )
    )
    files = dict(
        ReportFile.objects.filter(
            close__in=closes, municipality=grant.municipality_id, state=ReportFile.State.DONE
        ).values_list("close_id", "sha256")
    )
    hidden = dict(ReleasePattern.objects.filter(close__in=closes).values_list("close_id", "hidden"))
    return [
        _month(grant, judged, one, known[one.close], figures[one.close], files, hidden.get(one.close))
        for one in judged.judgement.rests_on
        if one.close is not None
    ]


def _month(
    grant: Grant,
    judged: JudgedInstalment,
    one: Measured,
    close: MonthClose,
    figures: Mapping[str, Any],
    files: Mapping[int, str],
    hidden: Mapping[str, Iterable[str]] | None,
) -> dict[str, Any]:
    indicator = judged.rule.indicator or ""
    signed = {
        "programme": grant.programme_id,
        "municipality": grant.municipality_id,
        "month": str(close.of_month),
        "version": close.version,
        "figures": figures,
    }
    secret = _is_secret(one, indicator, (hidden or {}).get(grant.municipality_id, ()))
    return {
        "month": str(one.month),
        "closed": str(close.of_month),
        "version": close.version,
        "closed_on": timezone.localdate(close.closed_at).isoformat(),
        "program_version": close.program_version,
        "reason": close.reason,
        "count": None if secret else one.count,
        "of": None if secret else one.of,
        "suppressed": secret,
        "figures_sha256": sha256_of(signed),
        "report_sha256": files.get(close.pk),
    }


def _is_secret(one: Measured, indicator: str, hidden: Iterable[str]) -> bool:
    """Whether a month's count stays inside the municipality: it, or the rest, is small, or its release hides it."""
    names = {indicator, denominator(indicator, BY_KEY[indicator].lag)}
    return is_small(one.count) or is_small(one.of - one.count) or bool(names & set(hidden))
