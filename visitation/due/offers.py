"""Offers: agreements that lack something, offers that end, and long times without any."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from cases.codes import OfferKind

from .catalogue import Part, Tab, months_after, rule

#: A mentor accompanies an effort and is none of its own: alone it is not an active offer (the group 2 analysis).
PASSIVE = (OfferKind.MENTOR.value,)


def _placement_without(missing: str) -> Part:
    return Part(
        where=missing,
        since="GREATEST(person.placed_on, person.course_since)",
        registration="person.placement_id",
        source="placement",
        several=True,
    )


@rule(_("Forløb uden aftalte opgaver"), Tab.AGREEMENT, "tilbud")
def placement_without_tasks() -> Part:
    """A running virksomhedspraktik or løntilskud without agreed tasks. Due from its first day to its last.

    Whom: active members who are not deferred, whichever group. Source: the midterm evaluation: a clear agreement on
    **tasks and ordinary hours** in **every** company placement.
    """
    return _placement_without("btrim(person.agreed_tasks, E' \\t\\r\\n') = ''")


@rule(_("Forløb uden aftale om ordinære timer"), Tab.AGREEMENT, "tilbud")
def placement_without_ordinary_hours() -> Part:
    """A running virksomhedspraktik or løntilskud without an agreement on ordinary hours, by "no" or by no answer.

    Whom and source: as ``placement_without_tasks``.
    """
    return _placement_without("person.agreed_ordinary_hours IS NOT TRUE")


@rule(_("Tilbud udløber snart"), Tab.OFFER_ENDS, "tilbud")
def offer_ends() -> Part:
    """The last active offer ends within ``offer_ends_within_days`` (14) days. In time until its last day.

    An offer that another one reaches beyond (running, or agreed for later) is followed up already. Mentor neither
    calls for a follow-up nor is one. Whom: active members who are not deferred. Source: the model's sixth core
    element, continuous follow-up; the two weeks are our choice.
    """
    return Part(
        where="NOT person.deferred AND offer.kind NOT IN %(passive)s "
        "AND person.offers_until BETWEEN %(on)s AND %(on)s + %(offer_ends_within_days)s",
        since='GREATEST(offer."end" - %(offer_ends_within_days)s, offer."start", person.course_since)',
        deadline='offer."end"',
        registration="offer.id",
        join='JOIN cases_offer offer ON offer.citizen_id = person.citizen_id AND offer."end" = person.offers_until',
        several=True,
        prefill={"kind": "offer.kind", "start": 'offer."end" + 1', "company": "offer.company_id"},
    )


@rule(_("Tilbud er udløbet, og intet følger"), Tab.OFFER_ENDS, "tilbud")
def offer_ended() -> Part:
    """The last active offer has ended with nothing after it. Due from the day after its last day.

    After ``no_offer_months`` it gives way to ``no_active_offer``. An offer from before the case became active again
    does not count: something did come after it. Whom and source: as ``offer_ends``.
    """
    since = "GREATEST(person.offers_until + 1, person.course_since)"
    return Part(
        where="NOT person.deferred AND person.offers_until >= person.active_since "
        f"AND {months_after(since, 'no_offer_months')} > %(on)s",
        since=since,
    )


@rule(
    ngettext_lazy(
        "Intet aktivt tilbud i %(no_offer_months)d måned",
        "Intet aktivt tilbud i %(no_offer_months)d måneder",
        "no_offer_months",
    ),
    Tab.NO_OFFER,
    "tilbud",
)
def no_active_offer() -> Part:
    """No active offer for ``no_offer_months`` (12) months: due when that many have passed since the day after the last.

    The time begins anew when a case becomes active again and after a deferral, and no earlier than the programme.
    An offer agreed for later settles it; mentor does not. Whom: every active member who is not deferred, group 2
    and 3 too, where the ordinary effort goes on. Source: STAR's follow-up on people without an active offer.
    """
    return Part(
        where="NOT person.deferred",
        since=months_after("GREATEST(person.offers_until + 1, person.course_since)", "no_offer_months"),
    )
