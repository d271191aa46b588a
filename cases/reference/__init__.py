"""Reference data shipped with the program, read from the files beside this one."""

import csv
import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


def municipalities() -> list[dict[str, str]]:
    """Return the 98 municipalities as ``{"code", "name", "region"}`` (Danmarks Statistik's official codes)."""
    with (FOLDER / "municipalities.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def programmes() -> list[dict[str, Any]]:
    """Return the programmes and their parameters, each from its own definition file.

    Sources of the rules: STAR's calls for Flere skal med (2017) and its successor.
    """
    files = sorted((FOLDER / "programmes").glob("*.json"))
    return [json.loads(file.read_text(encoding="utf-8")) for file in files]
