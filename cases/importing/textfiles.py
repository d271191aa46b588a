"""Reading a CSV file row by row: encoding and separator are found out, and memory stays small.

Python's ``csv`` rather than pandas: it tells of every row how many fields it has, and so can name the
row that has too many. A row is counted as a spreadsheet shows it: a quoted field with line breaks is
one row, and an empty line counts.
"""

from __future__ import annotations

import codecs
import csv
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .layout import BY_NAME
from .unreadable import UnreadableError

BLOCK = 1 << 20
#: So many rows are checked and staged at a time.
PIECE = 10_000
#: A header is short; what is longer is no header.
LONGEST_HEADER = 10_000
#: More rows than this in one file are no plausible data (the whole country has under 1 million contacts).
MOST_ROWS = 2_000_000
SEPARATORS = {
    ",": "",
    ";": _("Filen bruger semikolon mellem felterne. Den er læst sådan."),
    "\t": _("Filen bruger tabulator mellem felterne. Den er læst sådan."),
}
Notice = Callable[[str | Promise], None]


def pieces(path: Path, notice: Notice) -> Iterator[tuple[int, list[list[str]]]]:
    """Yield rows in pieces, each with the number of its first row. Raises ``UnreadableError`` where reading ends."""
    start = 1
    try:
        with path.open(encoding=_encoding(path, notice), newline="") as file:
            separator = _separator(file.readline(LONGEST_HEADER), notice)
            file.seek(0)
            reader = csv.reader(file, delimiter=separator, strict=True)
            while piece := list(islice(reader, PIECE)):
                yield start, piece
                start += len(piece)
                if start > MOST_ROWS:
                    raise UnreadableError(_("Filen har over 2 mio. rækker. Del den i flere."), start)
    except csv.Error as error:
        message = _("Et anførselstegn er ikke afsluttet, eller et felt er alt for langt. Resten af filen er ikke læst.")
        raise UnreadableError(message, _broken_row(path)) from error
    except UnicodeError as error:
        raise UnreadableError(_("Filen er ikke tekst. Gem den som CSV i UTF-8."), start) from error
    except OSError as error:
        raise UnreadableError(_("Filen kan ikke læses. Kontrollér rettighederne.")) from error


def _broken_row(path: Path) -> int:
    """Return the number of the row that ``csv`` cannot read."""
    number = 0
    with path.open(encoding=_encoding(path, str), newline="") as file:
        separator = _separator(file.readline(LONGEST_HEADER), str)
        file.seek(0)
        try:
            for _row in csv.reader(file, delimiter=separator, strict=True):
                number += 1
        except csv.Error:
            pass
    return number + 1


def _encoding(path: Path, notice: Notice) -> str:
    """Return the encoding in which the whole file can be read."""
    with path.open("rb") as file:
        if file.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            return "utf-16"
    if _decodes(path, "utf-8"):
        return "utf-8-sig"
    if _decodes(path, "cp1252"):
        notice(_("Filen er i Windows-1252 og er læst sådan. Gem den helst som UTF-8, så æ, ø og å er sikre."))
        return "cp1252"
    raise UnreadableError(_("Filen er ikke tekst. Gem den som CSV i UTF-8."))


def _decodes(path: Path, encoding: str) -> bool:
    """Tell whether the file is text in this encoding."""
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as file:
        try:
            while block := file.read(BLOCK):
                if b"\0" in block:
                    return False
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _separator(header: str, notice: Notice) -> str:
    """Return the separator under which the header shows most of the columns we know."""
    names = {name for file in BY_NAME.values() for name in file.names}

    def known(separator: str) -> int:
        return sum(name.strip(' "\ufeff\r\n').lower() in names for name in header.split(separator))

    best = max(SEPARATORS, key=known)
    if SEPARATORS[best]:
        notice(SEPARATORS[best])
    return best
