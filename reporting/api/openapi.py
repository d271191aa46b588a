"""The description of the API (OpenAPI 3.1), made from what the program itself uses."""

from __future__ import annotations

from typing import Any

from django.conf import settings

import flereskalmed

from ..indicators import CATALOGUE
from .releases import FORMATS

Schema = dict[str, Any]
_TEXT: Schema = {"type": "string"}
_MOMENT: Schema = {"type": "string", "format": "date-time"}
_NUMBER: Schema = {"type": ["integer", "null"]}
_MONTH: Schema = {"type": "string", "pattern": r"^\d{4}-\d{2}$", "examples": ["2019-07"]}
_VERSION: Schema = {"type": "integer", "minimum": 1, "maximum": 9999}
_OTHER_VERSION: Schema = {"type": ["integer", "null"]}
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _object(**properties: Schema) -> Schema:
    return {"type": "object", "required": list(properties), "properties": properties}


def _list(of: Schema) -> Schema:
    return {"type": "array", "items": of}


def _one(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _figure() -> Schema:
    """Return a count: hidden numbers are null beside a mark."""
    hidden: Schema = {"type": "boolean", "const": True}
    marks = {name: hidden for name in ("suppressed", "of_suppressed", "previous_suppressed")}
    share: Schema = {"type": ["number", "null"], "minimum": 0, "maximum": 1}
    numbers = {"count": _NUMBER, "of": _NUMBER, "share": share, "previous": _NUMBER}
    return {"type": "object", "required": ["count"], "properties": {**numbers, **marks}, "additionalProperties": False}


def _schemas() -> dict[str, Schema]:
    disclosure = _object(
        hidden_cells={"type": "integer", "description": "How many numbers of the whole release are hidden."},
        under={"type": "integer", "description": "Numbers below this, but not zero, are hidden, and some others."},
        passed={"type": "boolean", "description": "The audit: no hidden small number can be worked out."},
        audited_at=_MOMENT,
    )
    release = _object(
        programme=_TEXT, month=_MONTH, version=_VERSION, published_at=_MOMENT, closed_at=_MOMENT,
        corrects=_OTHER_VERSION, corrected_by=_OTHER_VERSION, what_changed=_TEXT, reason=_TEXT, url=_TEXT,
    )  # fmt: skip
    change = _object(place={"type": ["string", "null"]}, figure=_TEXT, before=_NUMBER, now=_NUMBER)
    files: Schema = {"type": "object", "propertyNames": {"enum": list(FORMATS)}, "additionalProperties": _TEXT}
    reports = _list(_object(report=_TEXT, place=_TEXT, name=_TEXT, files=files))
    details = {"allOf": [_one("Release"), _object(disclosure=disclosure, changes=_list(change), reports=reports)]}
    monthly = _object(
        programme=_TEXT, month=_MONTH, lagged_month=_MONTH, municipality={"type": ["string", "null"]},
        version=_VERSION, closed_at=_MOMENT, audience={"const": "published"}, disclosure=disclosure,
        indicators=_object(**{indicator.key: _one("Figure") for indicator in CATALOGUE}),
        series={"type": "array", "maxItems": 12, "items": {"type": "object", "required": ["month"]}},
    )  # fmt: skip
    cube = _object(
        version={"const": "2.0"}, **{"class": {"const": "dataset"}}, id=_list(_TEXT),
        size=_list({"type": "integer"}), dimension={"type": "object"}, value=_list({"type": ["number", "null"]}),
        status={"type": "object", "additionalProperties": {"enum": ["c", ":"]}},
    )  # fmt: skip
    return {
        "Releases": _object(releases=_list(_one("Release"))),
        "Release": release,
        "ReleaseDetails": details,
        "MonthlyReport": monthly,
        "Figure": _figure(),
        "JsonStat": cube,
        "Problem": _object(status={"type": "integer"}, detail=_TEXT),
    }


def _parameter(name: str, description: str, schema: Schema, example: Any) -> Schema:
    return {
        "name": name,
        "in": "path",
        "required": True,
        "description": description,
        "schema": schema,
        "example": example,
    }


_WHICH = [
    _parameter("programme", "Code of the programme.", _TEXT, "fsm1"),
    _parameter("month", "The month of the report.", _MONTH, "2019-07"),
    _parameter("version", "1, or a correction.", _VERSION, 1),
]
_FILE = [
    *_WHICH,
    _parameter("report", "Which report.", {"enum": ["monthly"]}, "monthly"),
    _parameter("place", "A municipality's code, dk (the country) or alle (all of them in one).", _TEXT, "dk"),
    _parameter("format", "The format; alle has json, jsonstat and csv only.", {"enum": list(FORMATS)}, "json"),
]


def _get(summary: str, content: dict[str, Schema], parameters: list[Schema]) -> Schema:
    """Return the description of one address."""
    etag = {"ETag": {"schema": _TEXT}, "Cache-Control": {"schema": _TEXT}}
    refused = {"content": {"application/problem+json": {"schema": _one("Problem")}}}
    responses: dict[str, Schema] = {
        "200": {
            "description": summary,
            "headers": etag,
            "content": {kind: {"schema": s} for kind, s in content.items()},
        },
        "304": {"description": "The caller has it already (If-None-Match)."},
        "401": {"description": "Not logged in."} | refused,
        "403": {"description": "Logged in as somebody who sees no figures."} | refused,
    }
    if parameters:
        responses["404"] = {"description": "Nothing is published there."} | refused
    return {"get": {"summary": summary, "parameters": parameters, "responses": responses}}


def document() -> dict[str, Any]:
    """Return the OpenAPI document. Without the setting that opens the figures to all, it asks for a login."""
    json_of = "application/json"
    files: dict[str, Schema] = {
        json_of: {"anyOf": [_one("MonthlyReport"), _list(_one("MonthlyReport")), _one("JsonStat")]},
        "text/csv": _TEXT,
        _SHEET: {},
        "application/pdf": {},
    }
    paths = {
        "/api/v1/releases": _get("Every published release, newest month first.", {json_of: _one("Releases")}, []),
        "/api/v1/releases/{programme}/{month}/{version}": _get(
            "One release: its public note, what it corrects, and its files.", {json_of: _one("ReleaseDetails")}, _WHICH
        ),
        "/api/v1/releases/{programme}/{month}/{version}/{report}/{place}.{format}": _get(
            "One published report: the same bytes for ever.", files, _FILE
        ),
        "/api/v1/openapi.json": _get("This description.", {json_of: {"type": "object"}}, []),
    }
    cookie = {"type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME}
    closed = {"security": [{"login": []}]} if not settings.OPEN_FIGURES else {}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Flere skal med: published figures",
            "version": flereskalmed.__version__,
            "summary": "Read-only. Figures below three, and what would reveal them, are null with a mark.",
        },
        **closed,
        "paths": paths,
        "components": {"schemas": _schemas(), "securitySchemes": {"login": cookie}},
    }
