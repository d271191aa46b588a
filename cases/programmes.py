"""Which programme a municipality works in."""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from accounts.models import User
from flereskalmed.planned import planned

from .models import Membership, Programme


def programme_of(user: User) -> Programme | None:
    """Return the programme that the citizens of the user's municipality are members of, the newest if several."""
    members = Membership.objects.filter(programme=OuterRef("pk"), municipality=user.municipality_id)
    with planned():
        return Programme.objects.filter(Exists(members)).order_by("-starts_on").first()
