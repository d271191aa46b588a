"""What the API answers with, as JSON Schema."""

from __future__ import annotations

from typing import Any

from ..documents.jsonstat import HIDDEN, NONE
from ..group2_counts import BANDS
from ..indicators import CATALOGUE
from ..quarters import GROUP_2, OFFERS
from .releases import FORMATS

Schema = dict[str, Any]
TEXT: Schema = {"type": "string"}
_MOMENT: Schema = {"type": "string", "format": "date-time"}
_NUMBER: Schema = {"type": ["integer", "null"]}
MONTH: Schema = {"type": "string", "pattern": r"^\d{4}-\d{2}$", "examples": ["2019-07"]}
VERSION: Schema = {"type": "integer", "minimum": 1, "maximum": 9999}
_QUARTER: Schema = {"type": "string", "pattern": r"^\d{4}-K[1-4]$", "examples": ["2019-K2"]}
_DAY: Schema = {"type": "string", "format": "date"}
_OTHER_VERSION: Schema = {"type": ["integer", "null"]}


def _object(**properties: Schema) -> Schema:
    return {"type": "object", "required": list(properties), "properties": properties}


def list_of(of: Schema) -> Schema:
    """Return the schema of a list."""
    return {"type": "array", "items": of}


def one(name: str) -> Schema:
    """Return a reference to a schema."""
    return {"$ref": f"#/components/schemas/{name}"}


def _figure() -> Schema:
    """Return a count: hidden numbers are null beside a mark."""
    hidden: Schema = {"type": "boolean", "const": True}
    marks = {name: hidden for name in ("suppressed", "of_suppressed", "previous_suppressed")}
    share: Schema = {"type": ["number", "null"], "minimum": 0, "maximum": 1}
    numbers = {"count": _NUMBER, "of": _NUMBER, "share": share, "previous": _NUMBER}
    return {"type": "object", "required": ["count"], "properties": {**numbers, **marks}, "additionalProperties": False}


def _by_key(name: str) -> Schema:
    return {"type": "object", "additionalProperties": one(name)}


def _disclosure() -> Schema:
    return _object(
        hidden_cells={"type": "integer", "description": "How many numbers of the whole release are hidden."},
        under={"type": "integer", "description": "Numbers below this, but not zero, are hidden, and some others."},
        passed={"type": "boolean", "description": "The audit: no hidden small number can be worked out."},
        audited_at=_MOMENT,
    )


def _report(**more: Schema) -> Schema:
    """Return a published report: what all of them say of their release, and their own."""
    report = _object(
        programme=TEXT, month=MONTH, version=VERSION, closed_at=_MOMENT, audience={"const": "published"},
        municipality={"type": ["string", "null"]}, disclosure=_disclosure(), **more,
    )  # fmt: skip
    description = "What the figures mean, by key; in a list of reports the address where that stands."
    report["properties"]["definitions"] = {"description": description, "anyOf": [_by_key("Definition"), TEXT]}
    return report


def _monthly() -> Schema:
    return _report(
        lagged_month=MONTH,
        indicators=_object(**{indicator.key: one("Figure") for indicator in CATALOGUE}),
        series={"type": "array", "maxItems": 12, "items": {"type": "object", "required": ["month"]}},
    )


def _group2() -> Schema:
    bands = {
        "type": "object",
        "required": list(BANDS),
        "additionalProperties": {"type": ["integer", "null", "boolean"]},
    }
    waiting = {"still_on_assistance": one("Figure"), "over_9_months": one("Figure"), "bands": bands}
    changed = _object(count=_NUMBER, of=_NUMBER, by_benefit={"type": "object"})
    lines = list_of(_object(municipality=TEXT, **waiting))
    own = {"changed_benefit": changed, **waiting, "without_active_offer": one("Figure")}
    return _report(quarter=_QUARTER, group_2=_NUMBER, **own, by_municipality=lines)


def _offers() -> Schema:
    mean = {"type": "object", "required": ["mean"], "properties": {"mean": {"type": ["number", "null"]}}}
    line = {"offers": one("Figure"), "weeks": mean, "people": one("Figure"), "led": one("Figure")}
    by = {f"by_{way}": list_of(_object(**{way: TEXT}, **line)) for way in ("kind", "branch")}
    days = dict.fromkeys(("ended_from", "ended_to", "followed_until"), _DAY)
    return _report(quarter=_QUARTER, **days, total=_object(**line), **by)


def _definition() -> Schema:
    """Return what a figure or table means."""
    texts = dict.fromkeys(("label", "counts", "month", "source", "since"), TEXT)
    return _object(**texts, of={"type": ["string", "null"]}, choices=list_of(TEXT))


def schemas() -> dict[str, Schema]:
    """Return every schema that the description refers to, by name."""
    release = _object(
        programme=TEXT, month=MONTH, version=VERSION, published_at=_MOMENT, closed_at=_MOMENT,
        corrects=_OTHER_VERSION, corrected_by=_OTHER_VERSION, what_changed=TEXT, reason=TEXT, url=TEXT,
    )  # fmt: skip
    change = _object(place={"type": ["string", "null"]}, figure=TEXT, before=_NUMBER, now=_NUMBER)
    change["properties"]["report"] = {"enum": [GROUP_2, OFFERS]}  # of a quarter; a month's figures have none
    files: Schema = {"type": "object", "propertyNames": {"enum": list(FORMATS)}, "additionalProperties": TEXT}
    reports = list_of(_object(report=TEXT, place=TEXT, name=TEXT, files=files))
    details = {"allOf": [one("Release"), _object(disclosure=_disclosure(), changes=list_of(change), reports=reports)]}
    cube = _object(
        version={"const": "2.0"}, **{"class": {"const": "dataset"}}, id=list_of(TEXT),
        size=list_of({"type": "integer"}), dimension={"type": "object"}, value=list_of({"type": ["number", "null"]}),
        status={"type": "object", "additionalProperties": {"enum": [HIDDEN, NONE]}},
    )  # fmt: skip
    return {
        "Releases": _object(releases=list_of(one("Release"))),
        "Release": release,
        "ReleaseDetails": details,
        "MonthlyReport": _monthly(),
        "Group2Report": _group2(),
        "OffersReport": _offers(),
        "Definition": _definition(),
        "Definitions": _object(definitions=_by_key("Definition")) | {"additionalProperties": False},
        "Figure": _figure(),
        "JsonStat": cube,
        "Problem": _object(status={"type": "integer"}, detail=TEXT),
    }
