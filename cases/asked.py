"""Reading the number of a row out of an address or a hidden field: what anybody may have written there."""

import re

_NUMBER = re.compile(r"[0-9]{1,9}\Z")


def asked_number(text: object) -> int | None:
    """Return the number that ``text`` names; None for anything else, too long ones included."""
    given = str(text)
    return int(given) if _NUMBER.match(given) else None
