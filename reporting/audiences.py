"""Who may see which figures. The one place that decides; every page and download asks here."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied

from accounts.models import User

from .disclosure import Audience


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
