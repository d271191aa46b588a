"""CPR numbers: reading them, keeping them encrypted, and finding them by a keyed hash.

Both kinds of key come from the settings as lists, newest first. New values use the first key; values
closed with an older one are still found and opened, until ``rotate_keys`` has rewritten them.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from stdnum.dk import cpr as stdnum_cpr
from stdnum.exceptions import ValidationError as StdnumError

CPR_FORM = re.compile(r"^\s*(\d{6})[- ]?(\d{4})\s*$")


class InvalidCprError(ValueError):
    """The text is not a CPR number. The message never repeats the text."""


@dataclass(frozen=True)
class Cpr:
    """A CPR number that was read: ten digits, the birth date in them, and whether modulus 11 holds."""

    digits: str
    born_on: date
    checksum_ok: bool


def parse_cpr(text: str) -> Cpr:
    """Read a CPR number written ``DDMMYYNNNN`` or ``DDMMYY-NNNN``.

    A failing modulus-11 check is no error (numbers since 2007 may lack it). Raises
    ``InvalidCprError`` when the form or the date in it is wrong.
    """
    match = CPR_FORM.match(text)
    if match is None:
        raise InvalidCprError(_("Et CPR-nummer er ti cifre: DDMMÅÅ-NNNN."))
    digits = "".join(match.groups())
    try:
        born_on = stdnum_cpr.get_birth_date(stdnum_cpr.validate(digits))
    except StdnumError as error:
        raise InvalidCprError(_("De første seks cifre i CPR-nummeret er ikke en fødselsdato.")) from error
    return Cpr(digits, born_on, stdnum_cpr.checksum(digits) == 0)


@lru_cache(maxsize=4)
def _fernet(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key.encode()) for key in keys])


def _cipher() -> MultiFernet:
    return _fernet(tuple(settings.CPR_ENCRYPTION_KEYS))


def encrypt(text: str) -> bytes:
    """Return ``text`` encrypted with the newest key."""
    return _cipher().encrypt(text.encode())


def decrypt(token: bytes) -> str:
    """Return what ``encrypt`` closed with any of the keys.

    Raises ``cryptography.fernet.InvalidToken`` when no key fits.
    """
    return _cipher().decrypt(token).decode()


def hashes(cpr: str) -> list[bytes]:
    """Return the look-up hash (HMAC-SHA-256, 32 bytes) of ten digits under each key, newest first."""
    return [hmac.digest(key.encode(), cpr.encode(), hashlib.sha256) for key in settings.CPR_HASH_KEYS]
