"""Writing the log of who used whose data. One function for a citizen, one for many at once."""

from collections.abc import Iterable
from typing import Any

from .models import AccessAction, AccessLogEntry, User


def log_access(
    user: User, action: AccessAction, about: str, citizen_id: int | None = None, rows: int | None = None
) -> AccessLogEntry:
    """Record that ``user`` did ``action``; ``about`` names the page or registration, ``rows`` how many people."""
    return AccessLogEntry.objects.create(
        user=user, username=user.username, action=action, about=about, citizen_id=citizen_id, rows=rows
    )


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
