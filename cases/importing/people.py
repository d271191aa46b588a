"""The people of a set of files: each CPR number is read once and known by a small number from then on.

Nothing staged in the database holds a CPR number in clear: rows carry the small number, and the table
of people its keyed hash and, for those to be stored, its encrypted form.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases.cpr import InvalidCprError, all_hashes, encryptor, parse_cpr

from .cells import CellError
from .staging import NULL, copy_lines

LOST_ZERO = re.compile("[0-9]{9}")
LOST_ZERO_WARNING = _("CPR-nummeret har ni cifre; det læses med et 0 foran. Kontrollér det.")
CHECKSUM_WARNING = _("CPR-nummeret opfylder ikke modulus 11. Det kan være rigtigt; kontrollér det.")

STAGE_HASHES = "CREATE TEMP TABLE import_hashes (person integer, cpr_hash bytea) ON COMMIT DROP"
STAGE_PEOPLE = """
    CREATE TEMP TABLE import_people (
        person integer PRIMARY KEY,
        citizen_id bigint,  -- stored before, or reserved for who is about to be stored
        is_new boolean NOT NULL,
        cpr_hash bytea,
        cpr_encrypted bytea,
        born_on date
    ) ON COMMIT DROP
"""
STORED = """
    SELECT h.person, min(c.id) FROM import_hashes h JOIN cases_citizen c ON c.cpr_hash = h.cpr_hash GROUP BY h.person
"""
# The sequence is looked up once, not for every number.
SEQUENCE = "SELECT pg_get_serial_sequence('cases_citizen', 'id')"
RESERVE = "SELECT nextval(%s::regclass) FROM generate_series(1, %s)"


class People:
    """The CPR numbers of a set, in the order they were met."""

    def __init__(self) -> None:
        self.digits: list[str] = []
        self.born_on: list[date] = []
        self.in_citizens = 0  # the first so many stand in the citizens file
        self.known: dict[str, str] = {}  # the small number of every text that was read
        self._warnings: dict[str, str | Promise] = {}

    def warning(self, number: str) -> str | Promise | None:
        """Return, once, what was odd about the CPR number behind a small number."""
        return self._warnings.pop(number, None)

    def read(self, text: str) -> str:
        """Return the small number of the person with this CPR number."""
        lost_zero = LOST_ZERO.fullmatch(text) is not None
        try:
            cpr = parse_cpr(f"0{text}" if lost_zero else text)
        except InvalidCprError as error:
            raise CellError(error.args[0]) from error
        number = self.known.setdefault(cpr.digits, str(len(self.digits)))
        self.known[text] = number
        if number == str(len(self.digits)):
            self.digits.append(cpr.digits)
            self.born_on.append(cpr.born_on)
            if not cpr.checksum_ok:
                self._warnings[number] = CHECKSUM_WARNING
        if lost_zero:
            self._warnings[number] = LOST_ZERO_WARNING
        return number

    def stage(self, cursor) -> None:
        """Fill ``import_people``: who is stored already, and reserved keys for who is new in the citizens file."""
        cursor.execute(STAGE_HASHES)
        cursor.execute(STAGE_PEOPLE)
        keyed = all_hashes(self.digits)
        copy_lines(
            cursor,
            "import_hashes",
            (f"{person}\t\\\\x{key.hex()}" for person, each in enumerate(keyed) for key in each),
        )
        cursor.execute(STORED)
        stored = dict(cursor.fetchall())
        new = [person for person in range(self.in_citizens) if person not in stored]
        cursor.execute(SEQUENCE)
        cursor.execute(RESERVE, [cursor.fetchone()[0], len(new)])
        reserved = dict(zip(new, (row[0] for row in cursor.fetchall()), strict=True))
        close = encryptor()
        lines = (self._line(p, stored, reserved, keyed[p][0], close) for p in range(len(keyed)))
        copy_lines(cursor, "import_people", lines)
        cursor.execute("ANALYZE import_people (person, citizen_id, is_new)")

    def _line(
        self, person: int, stored: dict[int, int], reserved: dict[int, int], key: bytes, close: Callable[[str], bytes]
    ) -> str:
        if person not in reserved:
            return "\t".join((str(person), str(stored.get(person, NULL)), "f", NULL, NULL, NULL))
        closed = close(self.digits[person])
        return f"{person}\t{reserved[person]}\tt\t\\\\x{key.hex()}\t\\\\x{closed.hex()}\t{self.born_on[person]}"
