"""CPR numbers: reading them, keeping them encrypted, and finding them by a keyed hash.

Both kinds of key come from the settings as lists, newest first. New values use the first key; values
closed with an older one are still found and opened, until ``rotate_keys`` has rewritten them.

A closed value is AES-256-GCM: four bytes that name the key, a random nonce of twelve, the cipher text
and its tag. The named key makes opening one try however many keys there are, and tells ``rotate_keys``
what is left to do. (Fernet, which wraps CBC and HMAC in Python, took a third of an import's time.)
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from operator import mul

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from flereskalmed.clock import today

CPR_FORM = re.compile(r"^\s*([0-9]{6})[- ]?([0-9]{4})\s*$")
#: The same among other words: ten digits, however they are grouped.
CPR_WITHIN = re.compile(r"(?<![0-9])[0-9](?:[\W_]*[0-9]){9}(?![0-9])")
#: The birth date alone, as it begins a number.
BIRTH_FORM = re.compile(r"^\s*[0-9]{6}\s*$")
WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
NAME_BYTES = 4
NONCE_BYTES = 12


class InvalidCprError(ValueError):
    """The text is not a CPR number. The message never repeats the text."""


class UnreadableCprError(ValueError):
    """A stored CPR number was closed with a key that is not in the settings, or was tampered with."""


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
    digits = match[1] + match[2]
    try:
        born_on = _born_on(digits)
    except ValueError as error:
        raise InvalidCprError(_("De første seks cifre i CPR-nummeret er ikke en fødselsdato.")) from error
    if born_on.year >= 2000 and born_on > today():  # asking for the day takes longer than all the rest
        raise InvalidCprError(_("CPR-nummerets fødselsdato ligger i fremtiden."))
    return Cpr(digits, born_on, sum(map(mul, WEIGHTS, map(int, digits))) % 11 == 0)


def born_days(text: str) -> list[date]:
    """Return the days that ``DDMMYY`` can mean, in this century and the last; none where it is no date."""
    digits = text.strip()
    days: list[date] = []
    if not BIRTH_FORM.match(text):
        return days
    for century in (1900, 2000):
        with suppress(ValueError):
            days.append(date(century + int(digits[4:6]), int(digits[2:4]), int(digits[:2])))
    return days


def _born_on(digits: str) -> date:
    """Return the birth date; the seventh digit tells the century.

    The rule and the weights are those of ``stdnum.dk.cpr``, which a test holds them against; it cleans
    its argument anew in every function, which took a third of the time of reading a set of files.
    """
    year, seventh = int(digits[4:6]), digits[6]
    if seventh in "5678" and year >= 58:
        century = 1800
    elif seventh in "0123" or (seventh in "49" and year >= 37):
        century = 1900
    else:
        century = 2000
    return date(century + year, int(digits[2:4]), int(digits[:2]))


@lru_cache(maxsize=4)
def _ciphers(keys: tuple[str, ...]) -> dict[bytes, AESGCM]:
    """Return the ciphers by the name of their key (the start of its SHA-256), newest first."""
    try:
        opened = [base64.urlsafe_b64decode(key) for key in keys]
        return {hashlib.sha256(key).digest()[:NAME_BYTES]: AESGCM(key) for key in opened}
    except (binascii.Error, ValueError) as error:
        raise ImproperlyConfigured("CPR_ENCRYPTION_KEYS must hold 32 bytes in URL-safe base64 each.") from error


def _current_ciphers() -> dict[bytes, AESGCM]:
    return _ciphers(tuple(settings.CPR_ENCRYPTION_KEYS))


def encrypt(text: str, purpose: str = "") -> bytes:
    """Return ``text`` encrypted with the newest key. Only ``decrypt`` with the same ``purpose`` opens it."""
    return encryptor(purpose)(text)


def encryptor(purpose: str = "") -> Callable[[str], bytes]:
    """Return ``encrypt`` with the key already found, for many texts at once."""
    name, cipher = next(iter(_current_ciphers().items()))
    bound = purpose.encode()

    def close(text: str) -> bytes:
        nonce = os.urandom(NONCE_BYTES)
        return name + nonce + cipher.encrypt(nonce, text.encode(), bound)

    return close


def decrypt(token: bytes, purpose: str = "") -> str:
    """Return what ``encrypt`` closed with any of the keys for this ``purpose``.

    A stored CPR number has no purpose, so nothing that opens other texts (a search in an address) opens it.
    Raises ``UnreadableCprError`` when no key fits.
    """
    cipher = _current_ciphers().get(token[:NAME_BYTES])
    if cipher is None:
        raise UnreadableCprError("Closed with a key that is not among CPR_ENCRYPTION_KEYS.")
    try:
        nonce, closed = token[NAME_BYTES:][:NONCE_BYTES], token[NAME_BYTES + NONCE_BYTES :]
        return cipher.decrypt(nonce, closed, purpose.encode()).decode()
    except (InvalidTag, ValueError) as error:
        raise UnreadableCprError("The stored value is not what was once closed.") from error


def newest_key_name() -> bytes:
    """Return the first bytes of every value that was closed with the newest key."""
    return next(iter(_current_ciphers()))


def hashes(cpr: str) -> list[bytes]:
    """Return the look-up hash (HMAC-SHA-256, 32 bytes) of ten digits under each key, newest first."""
    return all_hashes([cpr])[0]


def all_hashes(cprs: list[str]) -> list[list[bytes]]:
    """Return ``hashes`` of many numbers, the keys read once."""
    keyed = [hmac.new(key.encode(), digestmod="sha256") for key in settings.CPR_HASH_KEYS]
    return [[_finished(begun.copy(), cpr) for begun in keyed] for cpr in cprs]


def _finished(begun: hmac.HMAC, cpr: str) -> bytes:
    begun.update(cpr.encode())
    return begun.digest()


def without_cpr(text: str) -> str:
    """Return ``text`` without what looks like a CPR number, which may stand in no address."""
    return CPR_WITHIN.sub("", text).strip()
