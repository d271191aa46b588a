"""Who is whose personal job facilitator: a user, or somebody known by name only."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Q, QuerySet

from accounts.models import User
from flereskalmed.planned import ids_of, planned

from .models import Citizen, Facilitator

#: The names with an assignment that holds on the day, and the first assignment in each. The citizens are found first,
#: as an array: joined, every assignment in the country would be read.
PRESENT = """
    SELECT MIN(id)::text, name FROM cases_facilitator WHERE citizen_id = ANY(ARRAY({visible}))
    GROUP BY name HAVING BOOL_OR("start" <= %(on)s AND ("end" IS NULL OR "end" >= %(on)s)) ORDER BY name
"""


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
    try:
        visible, parameters = ids_of(Citizen.objects.visible_to(user))
    except EmptyResultSet:  # nobody is visible
        return {}
    with planned(), connection.cursor() as cursor:
        cursor.execute(PRESENT.replace("{visible}", visible), parameters | {"on": on})
        return {key: name for key, name in cursor.fetchall() if own or name != user.display_name}
