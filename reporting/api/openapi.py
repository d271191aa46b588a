"""The description of the API (OpenAPI 3.1), made from what the program itself uses."""

from __future__ import annotations

from typing import Any

from django.conf import settings

import flereskalmed

from ..documents import CONTENT_TYPES
from ..quarterly import GROUP_2, OFFERS
from ..releasing.files import ALL, COUNTRY, DEFINITIONS
from .releases import FORMATS
from .schemas import MONTH, TEXT, VERSION, Schema, list_of, one, schemas

_SHEET = CONTENT_TYPES["xlsx"]


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
    _parameter("programme", "Code of the programme.", TEXT, "fsm1"),
    _parameter("month", "The month of the report.", MONTH, "2019-07"),
    _parameter("version", "1, or a correction.", VERSION, 1),
]
_FILE = [
    *_WHICH,
    _parameter(
        "report",
        "Which report. The month that ends a quarter has group2, and offers of the quarter half a year before, both of "
        "the country; definitions says what the figures of the release mean.",
        {"enum": ["monthly", GROUP_2, OFFERS, DEFINITIONS]},
        "monthly",
    ),
    _parameter(
        "place", f"A municipality's code, {COUNTRY} (the country) or {ALL} (all of them in one).", TEXT, COUNTRY
    ),
    _parameter(
        "format",
        f"The format; {ALL} has json, jsonstat and csv, definitions json only.",
        {"enum": list(FORMATS)},
        "json",
    ),
]


def _get(summary: str, content: dict[str, Schema], parameters: list[Schema]) -> Schema:
    """Return the description of one address."""
    etag = {"ETag": {"schema": TEXT}, "Cache-Control": {"schema": TEXT}}
    refused = {"content": {"application/problem+json": {"schema": one("Problem")}}}
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
        json_of: {
            "anyOf": [
                one("MonthlyReport"),
                list_of(one("MonthlyReport")),
                one("Group2Report"),
                one("OffersReport"),
                one("Definitions"),
                one("JsonStat"),
            ]
        },
        "text/csv": TEXT,
        _SHEET: {},
        "application/pdf": {},
    }
    paths = {
        "/api/v1/releases": _get("Every published release, newest month first.", {json_of: one("Releases")}, []),
        "/api/v1/releases/{programme}/{month}/{version}": _get(
            "One release: its public note, what it corrects, and its files.", {json_of: one("ReleaseDetails")}, _WHICH
        ),
        "/api/v1/releases/{programme}/{month}/{version}/{report}/{place}.{format}": _get(
            "One published report: the same bytes for ever.", files, _FILE
        ),
        "/api/v1/definitions": _get(
            "What every figure and table means today; a release has its own under definitions.",
            {json_of: one("Definitions")},
            [],
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
        "components": {"schemas": schemas(), "securitySchemes": {"login": cookie}},
    }
