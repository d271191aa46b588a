"""Who may be given a citizen: colleagues who will be able to see the case."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from accounts.models import Role, User

#: Who may answer for a case.
CASEWORKERS = (Role.CASEWORKER, Role.MANAGER)
#: Who may be a personal job facilitator (also mentors, company consultants and caseworkers are).
FACILITATORS = (Role.FACILITATOR, Role.CASEWORKER)


def colleagues(municipality: str, roles: tuple[Role, ...]) -> QuerySet[User]:
    """Return the active users of a municipality with one of ``roles``, by name."""
    users = User.objects.filter(municipality=municipality, is_active=True, role__in=roles).select_related("unit")
    return users.order_by(Lower("first_name"), Lower("last_name"), "username")


def sees_unit(user: User, unit: int | None) -> bool:
    """Tell whether ``user`` sees the citizens of ``unit``: those of one unit see no other."""
    return user.unit_id is None or user.unit_id == unit


def units_within(user: User) -> Q:
    """Return the filter of the units ``user`` may move citizens between: their own scope and no further."""
    return Q(municipality=user.municipality_id) & (Q() if user.unit_id is None else Q(pk=user.unit_id))
