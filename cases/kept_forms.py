"""Forms that could not be stored when they were sent: kept for the one who filled them in, and given back.

Nobody was logged in any more, or the company they are about was merged with another meanwhile.

What was typed is about a citizen. It waits for an hour at most, closed with the key of the CPR numbers, in
the session on the server, and only the user whose mark the form carries opens it again. The mark is signed:
nobody can have a form kept in another's name.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.core import signing
from django.http import HttpRequest, QueryDict
from django.utils import timezone

from .cpr import decrypt, encrypt

if TYPE_CHECKING:
    from django.contrib.sessions.backends.base import SessionBase

    from accounts.models import User

LONGEST_WAIT = timedelta(hours=1)
#: Far more than any of the forms can hold.
MOST_BYTES = 200_000
KEY = "kept_form"
SALT = "cases.kept_forms"
#: A form may have stood open for a working day before it was sent.
OLDEST_MARK = timedelta(days=1)


def mark(user: User) -> str:
    """Return the mark a form carries to say whose it is."""
    return signing.dumps(user.pk, salt=SALT)


def owner(mark: str) -> int | None:
    """Return the number of the user whose mark it is; None when nobody's."""
    try:
        return signing.loads(mark, salt=SALT, max_age=OLDEST_MARK)
    except signing.BadSignature:
        return None


@dataclass(frozen=True)
class Kept:
    """What was sent, and whether it is kept because the session had ended."""

    sent: QueryDict
    logged_out: bool


def keep(session: SessionBase, user: int, path: str, kept: Kept) -> bool:
    """Keep what ``user`` filled in until they ask for ``path``; tell whether it is kept."""
    what = {"path": path, "at": timezone.now().timestamp(), "sent": kept.sent.urlencode(), "out": kept.logged_out}
    text = json.dumps(what)
    if len(text) > MOST_BYTES:
        return False
    session[KEY] = {"user": user, "closed": base64.b64encode(encrypt(text, _purpose(user))).decode()}
    return True


def take(session: SessionBase, user: User, path: str) -> Kept | None:
    """Return, once, what the user filled in for ``path``; None when nothing waits for them there, or no longer."""
    kept = session.get(KEY)
    if not kept or kept.get("user") != user.pk:
        return None
    try:
        opened = json.loads(decrypt(base64.b64decode(kept["closed"]), _purpose(user.pk)))
    except ValueError:  # UnreadableCprError: the key is gone, and with it the form
        drop(session)
        return None
    if opened["path"] != path:
        return None
    drop(session)
    waited = timezone.now().timestamp() - opened["at"]
    return Kept(QueryDict(opened["sent"]), opened["out"]) if waited <= LONGEST_WAIT.total_seconds() else None


def drop(session: SessionBase) -> None:
    """Forget what is kept."""
    session.pop(KEY, None)


def forget_for_another(sender: Any, request: HttpRequest, user: User, **rest: Any) -> None:
    """Forget what is kept for somebody else than ``user``, who has just logged in."""
    if request.session.get(KEY, {}).get("user") not in (None, user.pk):
        drop(request.session)


def _purpose(user: int) -> str:
    return f"form:{user}"
