"""Counting mouse clicks: a hand that clicks in a real browser, and the line ``make clicks`` prints.

``python -m tests.browser.clicks`` runs the flows of ``test_clicks.py`` and prints what they took.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Locator

#: Where a run of the flows leaves its numbers, if anybody asks for them.
FILE = "FLERESKALMED_CLICKS_FILE"
FLOWS = "tests/browser/test_clicks.py"


class Hand:
    """A hand on the mouse. Every click counts; typing into the field that was clicked does not."""

    def __init__(self) -> None:
        self.clicks = 0

    def click(self, target: Locator) -> None:
        """Click a link, a button or a choice, as a person does with the mouse."""
        target.click()
        self.clicks += 1

    def type(self, field: Locator, text: str) -> None:
        """Click into a field and type."""
        self.click(field)
        field.press("Control+a")
        field.press_sequentially(text)

    def choose(self, select: Locator, value: str) -> None:
        """Choose in a drop-down: one click opens it, one chooses."""
        select.select_option(value)
        self.clicks += 2


def note(flow: str, clicks: int) -> None:
    """Leave a number for whoever runs the flows; of a flow with several steps the step that takes most."""
    if path := os.environ.get(FILE):
        file = Path(path)
        known = json.loads(file.read_text() or "{}")
        file.write_text(json.dumps(known | {flow: max(clicks, known.get(flow, 0))}))


def main() -> int:
    """Run the flows, their report on stderr, and print their numbers as one line."""
    with tempfile.NamedTemporaryFile() as file:
        run = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "--create-db", FLOWS],
            env={**os.environ, FILE: file.name},
            stdout=sys.stderr,
        )
        print(Path(file.name).read_text() or "{}")
    return run.returncode


if __name__ == "__main__":
    sys.exit(main())
