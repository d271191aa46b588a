"""Writing the log of who used whose data. One function for a citizen, one for many at once."""

from collections.abc import Iterable
from typing import Any

from django.db import connection

from .models import AccessAction, AccessLogEntry, User

#: Written out: every page that shows people writes an entry, and Django takes a millisecond to put it together.
ENTRY = (
    "INSERT INTO accounts_accesslogentry (user_id, username, action, about, citizen_id, rows) "
    "VALUES (%s, %s, %s, %s, %s, %s)"
)


def log_access(
    user: User, action: AccessAction, about: str, citizen_id: int | None = None, rows: int | None = None
) -> None:
    """Record that ``user`` did ``action``; ``about`` names the page or registration, ``rows`` how many people."""
    with connection.cursor() as cursor:
        cursor.execute(ENTRY, [user.pk, user.username, action.value, about, citizen_id, rows])


def log_access_to_many(user: User, action: AccessAction, about: str, citizens: Iterable[int]) -> None:
    """Record that ``user`` did ``action`` to each of ``citizens``: an entry each, so that each case's log tells it."""
    AccessLogEntry.objects.bulk_create(
        AccessLogEntry(user=user, username=user.username, action=action, about=about, citizen_id=pk) for pk in citizens
    )


def log_refusal(user: Any, about: str, citizen_id: int | None = None) -> None:
    """Record that someone asked for a person they may not see."""
    AccessLogEntry.objects.create(
        user=user if user.is_authenticated else None,
        username=getattr(user, "username", ""),
        action=AccessAction.REFUSED,
        about=about,
        citizen_id=citizen_id,
    )
