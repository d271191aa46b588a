"""What the report commands share: reading arguments, giving the output, and errors in words."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import CommandError, CommandParser
from django.db import ProgrammingError
from django.utils.translation import gettext as _
from psycopg2.errors import UndefinedTable

from reporting.disclosure import AUDIENCES
from reporting.documents import FORMATS, render
from reporting.errors import ReportError
from reporting.lookups import DEFAULT_PROGRAMME
from reporting.months import Month

if TYPE_CHECKING:
    from collections.abc import Iterator


def month(text: str) -> Month:
    """Read a month argument."""
    return _read(Month.parse, text, "a month is written 2019-07")


def day(text: str) -> date:
    """Read a date argument."""
    return _read(date.fromisoformat, text, "a date is written 2018-03-02")


def _read(parse: Callable[[str], Any], text: str, hint: str) -> Any:
    try:
        return parse(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r}: {hint}") from None


def add_report_arguments(
    parser: CommandParser, *, audience: bool = True, municipality: str = "three-digit code; without it, the country"
) -> None:
    """Add what every report takes: programme, municipality, audience, format and output file."""
    parser.add_argument("--programme", default=DEFAULT_PROGRAMME, help="code of the programme (default: %(default)s)")
    parser.add_argument("--municipality", help=municipality)
    if audience:
        parser.add_argument("--audience", choices=AUDIENCES, default="internal")
    parser.add_argument("--format", choices=FORMATS, default="json")
    parser.add_argument("--output", type=Path, help="file to write; without it, standard output")


@contextmanager
def errors_in_words() -> Iterator[None]:
    """Turn a report's refusal into a command's message and exit code 1."""
    try:
        yield
    except ReportError as error:
        raise CommandError(str(error)) from None
    except ProgrammingError as error:
        if isinstance(error.__cause__, UndefinedTable):
            raise CommandError(_("Databasen er ikke klargjort. Kør først: python manage.py migrate")) from None
        raise


def give(report: Any, kind: str, form: str, output: Path | None) -> None:
    """Render ``report`` and write it to ``output`` or to standard output, and nothing else there."""
    content = render(report, kind, form)
    if output is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    try:
        output.write_bytes(content)
    except OSError as error:
        raise CommandError(f"{output}: {error.strerror}") from None
