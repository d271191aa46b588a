"""Reports as JSON, exactly as the contract names them, with the definitions of a report's figures beside them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from ..definitions import as_dictionary, definitions_of, figures_in

#: Where the definitions stand for programs.
_ADDRESS = "reporting:api_definitions"


def as_json(report: Any, kind: str) -> bytes:
    """Return the report as UTF-8 JSON in the order it was built, with a newline at the end.

    A single report says what its figures mean under ``definitions``. Each report of a list says there where that can be
    read, so that nothing is repeated: the address it brings along, or else that of the program's definitions today.
    """
    if isinstance(report, Mapping):
        report = {**report, "definitions": as_dictionary(definitions_of(kind, figures_in(report)))}
    else:
        report = [{**one, "definitions": one.get("definitions") or reverse(_ADDRESS)} for one in report]
    return (json.dumps(report, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()
