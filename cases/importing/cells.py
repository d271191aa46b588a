"""Reading one cell: from what people write to what is stored. Each distinct text is read once.

A reader takes stripped, non-empty text and returns the value as PostgreSQL reads it, or raises
``CellError``. Messages never repeat the text: a name or CPR number may stand in the wrong column.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from datetime import date
from decimal import Decimal

from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from stdnum.dk import cvr as stdnum_cvr

from cases.models.offers import MOST_WEEKLY_HOURS
from cases.names import wrong_name

ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[ T]00:00(?::00(?:\.0+)?)?)?")
DANISH_DATE = re.compile(r"([0-9]{1,2})([-./])([0-9]{1,2})\2([0-9]{4})")
HOURS = re.compile(r"[0-9]{1,3}(?:[.,][0-9]+)?")
KRONER = re.compile(r"([0-9]{1,12})(?:[.,]00?)?")
#: A date outside these years is a typing error.
FIRST_YEAR, LAST_YEAR = 1900, 2100

Reader = Callable[[str], str]


class CellError(ValueError):
    """The cell cannot be stored; ``message`` says why and what to write instead."""

    def __init__(self, message: str | Promise):
        super().__init__(message)
        self.message = message


def read_date(text: str) -> str:
    """Read ``2018-03-02``. A date written day first is refused, since ``02/03`` may be February or March."""
    if DANISH_DATE.fullmatch(text):
        raise CellError(_("Datoen er skrevet med dagen først. Skriv år, måned, dag: 2018-03-02."))
    if not (match := ISO_DATE.fullmatch(text)):
        raise CellError(_("Det er ikke en dato. Skriv den som 2018-03-02."))
    try:
        read = date(*map(int, match.groups()))
    except ValueError as error:
        raise CellError(_("Den dato findes ikke i kalenderen.")) from error
    if not FIRST_YEAR <= read.year <= LAST_YEAR:
        raise CellError(_("Årstallet ligger uden for 1900–2100. Ret datoen."))
    return read.isoformat()


def text_reader(longest: int | None) -> Reader:
    """Return a reader of free text, at most ``longest`` characters (None: as many as a cell holds)."""

    def read(text: str) -> str:
        if longest is not None and len(text) > longest:
            raise CellError(format_lazy(_("Teksten er for lang; der er plads til {n} tegn."), n=longest))
        return text.replace("\r\n", "\n").replace("\r", "\n")

    return read


def name_reader(longest: int | None) -> Reader:
    """Return a reader of a name, which is held to what a form asks of one."""
    as_text = text_reader(longest)

    def read(text: str) -> str:
        if wrong := wrong_name(text):
            raise CellError(wrong)
        return as_text(text)

    return read


def choice_reader(codes: Collection[str], message: str | Promise = "") -> Reader:
    """Return a reader of one of ``codes``, in any case."""
    known = frozenset(codes)
    message = message or format_lazy(_("Ukendt værdi. Brug en af: {codes}."), codes=", ".join(c for c in codes if c))

    def read(text: str) -> str:
        code = text.lower()
        if code not in known:
            raise CellError(message)
        return code

    return read


def read_hours(text: str) -> str:
    """Read weekly hours, ``12,5`` or ``12.5``."""
    if not HOURS.fullmatch(text) or (hours := Decimal(text.replace(",", "."))) > MOST_WEEKLY_HOURS:
        raise CellError(_("Timer om ugen er et tal fra 0 til 80, f.eks. 12,5."))
    if hours != round(hours, 2):
        raise CellError(_("Timer om ugen har højst to decimaler."))
    return str(hours)


def read_yes_no(text: str) -> str:
    """Read ``yes`` or ``no`` (or ``ja``, ``nej``)."""
    answer = {"yes": "t", "ja": "t", "no": "f", "nej": "f"}.get(text.lower())
    if answer is None:
        raise CellError(_("Skriv yes eller no."))
    return answer


def read_cvr(text: str) -> str:
    """Read a CVR number of eight digits, which may be written in groups."""
    digits = text.replace(" ", "")
    if not re.fullmatch("[0-9]{8}", digits):
        raise CellError(_("Et CVR-nummer er otte cifre."))
    return digits


def cvr_warning(digits: str) -> str | Promise | None:
    """Return what is odd about a CVR number, or None."""
    return None if stdnum_cvr.is_valid(digits) else _("CVR-nummeret har ikke et gyldigt kontrolciffer. Kontrollér det.")


def read_kroner(text: str) -> str:
    """Read an amount in whole kroner, ``11749000``. Points between thousands are refused: 1.000 may be 1 or 1000."""
    match = KRONER.fullmatch(text)
    if match is None or int(match[1]) == 0:
        raise CellError(_("Beløbet er et helt antal kroner over 0, uden punktummer, f.eks. 11749000."))
    return match[1]


def username_reader(longest: int | None) -> Reader:
    """Return a reader of a user name."""
    as_text, valid = text_reader(longest), UnicodeUsernameValidator()

    def read(text: str) -> str:
        try:
            valid(text)
        except ValidationError as error:
            raise CellError(_("Et brugernavn har kun bogstaver, tal og @ . + - _")) from error
        return as_text(text)

    return read
