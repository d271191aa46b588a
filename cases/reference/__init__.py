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
    """Return the programmes and their parameters (source of the rules: STAR's call for FSM, 2017)."""
    return json.loads((FOLDER / "programmes.json").read_text(encoding="utf-8"))
