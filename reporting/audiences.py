"""Who may see which figures. The one place that decides; every page, download and the API asks here."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet

from accounts.models import User

from .disclosure import Audience
from .errors import NotPublishedError
from .lookups import the_close, the_programme
from .models import MonthClose, Release
from .months import Month


def audience_for(user: User, municipality: str | None) -> Audience:
    """Return as which audience ``user`` may see the closed figures of ``municipality`` (None: the country).

    Municipal staff see true counts in their own municipality and published ones of the others and the country;
    STAR sees published ones. Raises ``PermissionDenied`` for everyone else: administrators see no figures.
    """
    if user.sees_people:
        return "internal" if is_own_staff(user, municipality) else "published"
    if user.is_active and user.is_star:
        return "published"
    raise PermissionDenied


def close_for(
    user: User, municipality: str | None, month: Month, programme: str, version: int | None = None
) -> tuple[MonthClose, Audience]:
    """Return the close of ``month`` that ``user`` sees for a place, and as which audience.

    One's own municipality's is there at once: the version asked for, or the newest close. Of other places the newest
    published one; before that nobody sees it but the agency, which has to look at what it approves (as the public
    will see it). Raises ``NotClosedError``, ``NotPublishedError``, ``UnknownError`` and ``PermissionDenied``.
    """
    audience = audience_for(user, municipality)
    if audience == "internal":
        return the_close(month, programme, version), audience
    if version is None:
        newest = published_closes(programme).filter(month=month.first).order_by("-version").first()
        if newest is not None:
            return newest, audience
    close = the_close(month, programme, version)
    if not is_published(close) and not prepares_releases(user):
        raise NotPublishedError(month, Release.objects.get(close=close).publish_at)
    return close, audience


def closes_seen(user: User, municipality: str | None) -> QuerySet[MonthClose]:
    """Return the closes of every programme that ``user`` may see of a place: one's own all, else the published ones."""
    if audience_for(user, municipality) == "internal":
        return MonthClose.objects.all()
    return MonthClose.objects.filter(release__state=Release.State.PUBLISHED)


def closes_for(user: User, municipality: str | None, programme: str) -> QuerySet[MonthClose]:
    """Return those of a programme that ``user`` may choose among for a place."""
    return closes_seen(user, municipality).filter(programme=programme)


def published_closes(programme: str) -> QuerySet[MonthClose]:
    """Return the closes whose release is published, corrected ones too."""
    the_programme(programme)
    return MonthClose.objects.filter(programme=programme, release__state=Release.State.PUBLISHED)


def is_published(close: MonthClose) -> bool:
    """Whether the public has the figures of a close."""
    return Release.objects.published().filter(close=close).exists()


def prepares_releases(user: User) -> bool:
    """Whether ``user`` checks, approves and publishes: the agency's analysts."""
    return user.is_active and user.is_star


def may_read_api(user: User | AnonymousUser) -> bool:
    """Whether the published figures are open to ``user`` through the API: to all where the setting says so."""
    if settings.OPEN_FIGURES:
        return True
    return user.is_authenticated and (user.sees_people or prepares_releases(user))


def may_see_present(user: User, municipality: str) -> bool:
    """Whether ``user`` may see what is not closed: local status, the month in progress, the instalments.

    Only the municipality's own staff; nobody else knows of a figure before it is closed.
    """
    return is_own_staff(user, municipality)


def is_own_staff(user: User, municipality: str | None) -> bool:
    """Whether ``user`` meets the people of ``municipality``: they may also see who is behind its figures.

    Which of them by name is for ``visible_to`` to say: some have moved away, and some users see one unit only.
    """
    return user.sees_people and user.municipality_id == municipality
