"""Who is to be visited: never visited, or a deferral that ends or has ended."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from .catalogue import Part, Tab, rule


@rule(_("Aldrig visiteret"), Tab.VISITATION, "visitation")
def never_visited() -> Part:
    """Never visited. Due from the programme's start, or from the day the case became active after it.

    Whom: every active member without any visitation. Source: STAR's call for FSM (2017): the whole gross target
    group is visited; the second instalment waits for the last one.
    """
    return Part(where="person.\"group\" = ''", since="person.course_since")


@rule(_("Udskydelse udløber snart"), Tab.VISITATION, "visitation")
def deferral_ends() -> Part:
    """A deferral ends within ``deferral_ends_within_days`` (14) days. In time until the deferral's last day.

    Whom: the deferred with an expected end. Source: the programme's visitation groups: deferred people are
    visited when they are covered by the contact course again; the two weeks are our choice, to call them in.
    """
    return Part(
        where="person.deferred AND person.deferred_until IS NOT NULL",
        since="GREATEST(person.deferred_until - %(deferral_ends_within_days)s, person.decided_on, "
        "person.active_since, %(starts_on)s::date)",
        deadline="person.deferred_until",
    )


@rule(_("Udskydelse er udløbet"), Tab.VISITATION, "visitation")
def deferral_ended() -> Part:
    """A deferral has ended and nothing was decided after it. Due from the day after its last day.

    Whom: active members whose latest visitation is a deferral that is over. Source: as ``deferral_ends``.
    """
    return Part(where="person.\"group\" = 'deferred' AND NOT person.deferred", since="person.course_since")
