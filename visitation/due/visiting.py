"""Who is to be visited: never visited, or a deferral that ends or has ended."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from .catalogue import Part, Tab, months_after, rule


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


@rule(
    ngettext_lazy(
        "Udskudt i %(deferral_without_end_months)d måned uden slutdato",
        "Udskudt i %(deferral_without_end_months)d måneder uden slutdato",
        "deferral_without_end_months",
    ),
    Tab.VISITATION,
    "visitation",
)
def deferral_without_end() -> Part:
    """A deferral without an expected end is ``deferral_without_end_months`` (6) months old. Due on that day.

    The form asks for an end; data files may bring a deferral without one, which nothing else would ever call up. A
    decision to defer again begins the time anew, and so does a case that becomes active again.
    Whom: the deferred without an expected end. Source: the programme's visitation groups: a deferral is temporary,
    and the deferred are visited when they are covered again; the six months are our choice.
    """
    return Part(
        where="person.deferred AND person.deferred_until IS NULL",
        since=months_after(
            "GREATEST(person.decided_on, person.active_since, %(starts_on)s::date)", "deferral_without_end_months"
        ),
    )


@rule(_("Udskydelse er udløbet"), Tab.VISITATION, "visitation")
def deferral_ended() -> Part:
    """A deferral has ended and nothing was decided after it. Due from the day after its last day.

    Whom: active members whose latest visitation is a deferral that is over. Source: as ``deferral_ends``.
    """
    return Part(where="person.\"group\" = 'deferred' AND NOT person.deferred", since="person.course_since")
