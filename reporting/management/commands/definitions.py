"""``definitions``: write ``docs/definitions.md`` from the indicator catalogue."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import translation

from reporting.definitions import Definition, all_definitions

FILE = settings.BASE_DIR / "docs" / "definitions.md"

HEAD = """# Definitioner

Hver tabel og hvert tal i rapporterne, skrevet ud fra indikatorkataloget (`reporting/indicators.py` og
`reporting/table_definitions.py`) af `python manage.py definitions`. Ret kataloget, ikke denne fil.
"""


def markdown() -> str:
    """Return the definitions as a Markdown page, in Danish."""
    with translation.override("da"):
        parts = [_told("##", meaning) for table, figures in all_definitions() for meaning in (table, *figures)]
    return HEAD + "".join(parts)


def _told(heading: str, meaning: Definition) -> str:
    """Tell one definition: a table's under a heading, a figure's under a smaller one."""
    level = heading if meaning.is_table else heading + "#"
    lines = [
        ("Hvad tælles", meaning.counts),
        ("Ud af", meaning.of),
        ("Hvilken måned", meaning.month),
        ("Kilde", meaning.source),
        ("Valg", " ".join(meaning.choices)),
        ("Siden programversion", meaning.since),
    ]
    told = "".join(f"- {label}: {text}\n" for label, text in lines if text)
    return f"\n{level} {meaning.label} (`{meaning.key}`)\n\n{told}"


class Command(BaseCommand):
    """Write the page of definitions."""

    help = "Write docs/definitions.md from the indicator catalogue."

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file."""
        FILE.write_text(markdown(), encoding="utf-8")
