"""What people are called in forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from accounts.models import User


def name_of(user: User) -> str:
    """Return the name a user goes by on screen."""
    return user.get_full_name() or user.username
