"""Reports as JSON, exactly as the contract names them, with the definitions of a report's figures beside them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ..definitions import definitions_of, figures_in


def as_json(report: Any, kind: str) -> bytes:
    """Return the report as UTF-8 JSON in the order it was built, with a newline at the end.

    A single report says what its figures mean under ``definitions``; a list of reports repeats them for none.
    """
    if isinstance(report, Mapping):
        meanings = definitions_of(kind, figures_in(report))
        report = {**report, "definitions": {meaning.key: meaning.as_fields for meaning in meanings}}
    return (json.dumps(report, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()
