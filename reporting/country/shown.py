"""Which closed months the pages of the whole country show. ``audiences`` decides who may see them."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404

from accounts.models import User

from ..audiences import audience_for, close_for, closes_for
from ..errors import NotPublishedError, ReportError
from ..lookups import DEFAULT_PROGRAMME
from ..models import MonthClose
from ..months import Month


def may_see_country(user: User) -> bool:
    """Tell whether ``user`` sees published figures of the country."""
    try:
        audience_for(user, None)
    except PermissionDenied:
        return False
    return True


def shown_closes(user: User, programme: str = DEFAULT_PROGRAMME) -> QuerySet[MonthClose]:
    """Return the closes that ``user`` may choose among, the newest published one of every month."""
    closes: Any = closes_for(user, None, programme)  # the model's own queryset
    return closes.latest_versions()


def shown_close(user: User, month: str, version: str = "", programme: str = DEFAULT_PROGRAMME) -> MonthClose:
    """Return the close that an address names; one that is none is not found. Raises ``NotPublishedError``."""
    audience_for(user, None)
    if version and (not version.isdecimal() or len(version) > 4):
        raise Http404
    try:
        return close_for(user, None, Month.parse(month), programme, int(version) if version else None)[0]
    except NotPublishedError:
        raise
    except (ValueError, ReportError):
        raise Http404 from None
