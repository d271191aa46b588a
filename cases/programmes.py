"""Which programme a municipality works in."""

from __future__ import annotations

from accounts.models import User
from flereskalmed.planned import planned

from .models import Programme

#: Written out, as the other small questions that every page asks: Django takes longer to put one together than
#: PostgreSQL to answer it.
NEWEST = """
    SELECT programme.* FROM cases_programme programme WHERE (
        SELECT TRUE FROM cases_membership WHERE programme_id = programme.code AND municipality_id = %s LIMIT 1
    ) ORDER BY programme.starts_on DESC, programme.code LIMIT 1
"""


def programme_of(user: User) -> Programme | None:
    """Return the programme that the citizens of the user's municipality are members of, the newest if several."""
    with planned():
        return next(iter(Programme.objects.raw(NEWEST, [user.municipality_id])), None)
