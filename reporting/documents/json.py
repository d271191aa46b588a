"""Reports as JSON, exactly as the contract names them."""

from __future__ import annotations

import json
from typing import Any


def as_json(report: Any, kind: str) -> bytes:
    """Return the report as UTF-8 JSON in the order it was built, with a newline at the end."""
    return (json.dumps(report, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()
