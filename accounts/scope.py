"""Which citizens a user may see. The one place that decides; querysets ask here through ``visible_to``."""

from django.db.models import Q

from .models import User

NOBODY = Q(pk__in=[])


def citizen_scope(user: User, prefix: str = "") -> Q:
    """Return the filter of citizens that ``user`` may see.

    ``prefix`` is the path from the filtered model to the citizen, with its trailing underscores
    (``"citizen__"``). Municipal users see their municipality, or their unit where one is set;
    STAR, administrators and inactive users see nobody.
    """
    if not getattr(user, "sees_people", False):
        return NOBODY
    scope = Q(**{f"{prefix}municipality": user.municipality_id})
    if user.unit_id is not None:
        scope &= Q(**{f"{prefix}unit": user.unit_id})
    return scope
