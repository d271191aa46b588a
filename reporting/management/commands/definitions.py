"""``definitions``: write ``docs/definitions.md`` from the indicator catalogue."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import translation

from reporting.indicators import BY_KEY

FILE = settings.BASE_DIR / "docs" / "definitions.md"

HEAD = """# Definitioner

Hvert tal i månedsrapporten, skrevet ud fra indikatorkataloget (`reporting/indicators.py`) af
`python manage.py definitions`. Ret kataloget, ikke denne fil.

| nøgle | tal | hvad det tæller | måned |
|---|---|---|---|
"""


def markdown() -> str:
    """Return the definitions as a Markdown page, in Danish."""
    with translation.override("da"):
        rows = [
            f"| `{i.key}` | {i.label} | {i.note} | {'måneden før rapportens' if i.lag else 'rapportens'} |\n"
            for i in BY_KEY.values()
        ]
    return HEAD + "".join(rows)


class Command(BaseCommand):
    """Write the page of definitions."""

    help = "Write docs/definitions.md from the indicator catalogue."

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file."""
        FILE.write_text(markdown(), encoding="utf-8")
