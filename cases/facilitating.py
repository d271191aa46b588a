"""Who is whose personal job facilitator: a user, or somebody known by name only."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Min, Q, QuerySet

from accounts.models import User
from flereskalmed.planned import planned

from .models import Facilitator
from .querysets import covering


def facilitated(user: User, on: date) -> QuerySet[Facilitator]:
    """Return the assignments of the facilitator ``user`` that hold on the day ``on``.

    An assignment from a data file names the facilitator only; it is theirs when it is the same full name.
    """
    name = user.get_full_name()
    theirs = Q(user=user) | (Q(user__isnull=True, name=name) if name else Q(pk__in=[]))
    return Facilitator.objects.as_of(on).filter(theirs)


def facilitators_on(user: User, on: date, *, own: bool = False) -> dict[str, str]:
    """Return the facilitators of the citizens ``user`` may see on the day ``on``: a key, and the name.

    Without the user's own name, which has a choice of its own where these are chosen among, unless ``own`` asks for it.

    The key is the number of the first assignment in the name, for many have no user and no name may stand in an
    address. It stays the same while assignments come and go.
    """
    named = Facilitator.objects.visible_to(user).order_by().values("name")
    found = named.annotate(key=Min("pk"), number=Count("pk", filter=covering(on))).filter(number__gt=0).order_by("name")
    with planned():
        return {str(row["key"]): row["name"] for row in found if own or row["name"] != user.display_name}
