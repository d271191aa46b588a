"""The questionnaires shipped with the program. The wording is our own; a programme may bring other versions."""

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


def questionnaires() -> list[dict[str, Any]]:
    """Return the first version of each questionnaire, as rows of ``Questionnaire``."""
    return json.loads((FOLDER / "questionnaires.json").read_text(encoding="utf-8"))
