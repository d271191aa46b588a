"""The people of a set of files: each CPR number is read once and known by a small number from then on.

Nothing staged in the database holds a CPR number in clear: rows carry the small number, and the table
of people its keyed hash and, for those to be stored, its encrypted form.
"""

from __future__ import annotations

import re
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases.cpr import InvalidCprError, all_hashes, encryptor, parse_cpr

from .cells import CellError
from .staging import NULL, copy_lines, copy_text

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
        born_on date
    ) ON COMMIT DROP
"""
STAGE_CLOSED = "CREATE TEMP TABLE import_closed (person integer, cpr_encrypted bytea) ON COMMIT DROP"
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
        self.hashes: list[list[bytes]] = []
        self.new: list[int] = []  # who is to be stored
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

    def key(self) -> None:
        """Compute the hashes by which those that are stored are found."""
        self.hashes = all_hashes(self.digits)

    def stage(self, cursor) -> None:
        """Fill ``import_people``: who is stored already, and reserved keys for who is new in the citizens file."""
        cursor.execute(STAGE_HASHES)
        cursor.execute(STAGE_PEOPLE)
        copy_lines(
            cursor,
            "import_hashes",
            (f"{person}\t\\\\x{key.hex()}" for person, each in enumerate(self.hashes) for key in each),
        )
        cursor.execute(STORED)
        stored = dict(cursor.fetchall())
        self.new = [person for person in range(self.in_citizens) if person not in stored]
        cursor.execute(SEQUENCE)
        cursor.execute(RESERVE, [cursor.fetchone()[0], len(self.new)])
        reserved = dict(zip(self.new, (row[0] for row in cursor.fetchall()), strict=True))
        lines = (self._line(person, stored, reserved) for person in range(len(self.digits)))
        copy_lines(cursor, "import_people", lines)
        cursor.execute("ANALYZE import_people (person, citizen_id, is_new)")

    def _line(self, person: int, stored: dict[int, int], reserved: dict[int, int]) -> str:
        if person not in reserved:
            return "\t".join((str(person), str(stored.get(person, NULL)), "f", NULL, NULL))
        return f"{person}\t{reserved[person]}\tt\t\\\\x{self.hashes[person][0].hex()}\t{self.born_on[person]}"

    def closed(self) -> str:
        """Return the encrypted numbers of who is new, as COPY's text. It takes as long as a judgement of the set."""
        close = encryptor()
        return "\n".join(f"{person}\t\\\\x{close(self.digits[person]).hex()}" for person in self.new)

    def stage_closed(self, cursor, closed: str) -> None:
        """Fill ``import_closed``, from which the new citizens' numbers are stored."""
        cursor.execute(STAGE_CLOSED)
        copy_text(cursor, "import_closed", closed)
        cursor.execute("ANALYZE import_closed (person)")
