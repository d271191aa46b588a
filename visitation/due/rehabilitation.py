"""Group 2: from the visitation over the rehabilitation team to the benefit that should follow."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from cases.codes import Benefit

from ..codes import FOLLOWS, Decision
from .catalogue import Part, Tab, months_after, rule
from .limits import MARK

#: The benefits that carry out each decision; "andet" asks for none.
CARRIED_OUT = (
    (Decision.RESSOURCEFORLOEB.value, Benefit.RESSOURCEFORLOEB.value),
    (Decision.FLEKSJOB.value, Benefit.FLEKSJOB.value),
    (Decision.FLEKSJOB.value, Benefit.LEDIGHEDSYDELSE.value),
    (Decision.FOERTIDSPENSION.value, Benefit.FOERTIDSPENSION.value),
)

#: The referral that is under way: going on with it is what ends the waiting.
_UNDER_WAY = "CASE WHEN person.settled_on IS NULL THEN person.rehabilitation_id END"
#: The benefit that ordinarily follows the decision.
_WHEN_DECIDED = " ".join(f"WHEN '{made.value}' THEN '{benefit.value}'" for made, benefit in FOLLOWS.items())
_FOLLOWING = f"CASE person.decision {_WHEN_DECIDED} END"
#: The latest preparation: one from before the latest referral led to that one.
_PREPARATION = """LEFT JOIN LATERAL (
    SELECT preparation.started_on FROM visitation_preparation preparation
    WHERE preparation.citizen_id = person.citizen_id AND preparation.started_on <= %(on)s
        AND (person.referred_on IS NULL OR preparation.started_on > person.referred_on)
    ORDER BY preparation.started_on DESC LIMIT 1
) preparation ON TRUE"""
_GROUP_2 = "person.\"group\" = '2'"


def _over(limit: str) -> str:
    """Return the SQL of the first day on which more than ``limit`` months have passed in group 2."""
    return f"({months_after('person.group_since', limit)} + 1)"


def _while_active(day: str) -> str:
    """Return the SQL of ``day``, or of the day the case became active again when that is later."""
    return f"GREATEST({day}, person.active_since, %(starts_on)s::date)"


@rule(_("Ikke indstillet til rehabiliteringsteamet"), Tab.REHABILITATION, "rehabilitering")
def not_referred() -> Part:
    """Not referred to the rehabilitation team. Due from the day in group 2.

    A referral from before counts while it is undecided. One decided before the present time in group 2 does not.
    A preparation that runs is told beside it and changes nothing: it is the referral that is due.
    Whom: active members in group 2. Source: the programme: group 2 is prepared for and put before the team.
    """
    return Part(
        where=f"{_GROUP_2} AND (person.referred_on IS NULL OR person.settled_on < person.group_since)",
        since="person.duty_since",
        join=_PREPARATION,
        prepared_since="preparation.started_on",
    )


@rule(_("Indstillet, uden møde i teamet"), Tab.REHABILITATION, "rehabilitering")
def referred_without_meeting() -> Part:
    """Referred, without a day for the team's meeting. Due from the referral.

    A meeting that is booked has a day. A case decided without a meeting is over. Only the latest referral counts.
    Whom: active members who are not deferred, whichever group: the case is before the team. Source: as for
    ``not_referred``.
    """
    return Part(
        where="NOT person.deferred AND person.referred_on IS NOT NULL AND person.met_on IS NULL "
        "AND person.settled_on IS NULL",
        since="GREATEST(person.referred_on, person.course_since)",
        registration="person.rehabilitation_id",
    )


@rule(
    ngettext_lazy(
        "Over %(waiting_months)d måned i gruppe 2", "Over %(waiting_months)d måneder i gruppe 2", "waiting_months"
    ),
    Tab.REHABILITATION,
    "rehabilitering",
)
def waiting_long() -> Part:
    """In group 2 for more than ``waiting_months`` (6) months: six whole months and at least a day.

    At ``waiting_too_long`` it gives way to that rule. Whom: active members in group 2, however far the case has
    come. Source: STAR's group 2 analysis, whose bands run 3-6, 6-9; a warning three months before the mark.
    """
    return Part(
        where=f"{_GROUP_2} AND {_over(MARK)} > %(on)s",
        since=_while_active(_over("waiting_months")),
        registration=_UNDER_WAY,
    )


@rule(
    ngettext_lazy(
        "Over %(group_2_mark_months)d måned i gruppe 2", "Over %(group_2_mark_months)d måneder i gruppe 2", MARK
    ),
    Tab.REHABILITATION,
    "rehabilitering",
)
def waiting_too_long() -> Part:
    """In group 2 for more than ``group_2_mark_months`` (9) months: nine whole months and at least a day.

    Whom: active members in group 2, however far the case has come. Source: the minister's mark in STAR's group 2
    analysis, counted as there: on a month's last day these are the analysis' people over nine months.
    """
    return Part(where=_GROUP_2, since=_while_active(_over(MARK)), registration=_UNDER_WAY)


@rule(_("Afgjort, uden ydelsesskift"), Tab.REHABILITATION, "ydelse")
def decided_without_benefit_change() -> Part:
    """Decided, and the benefit that should follow has not been registered from that day on. Due from the decision.

    Fleksjob is followed by fleksjob or ledighedsydelse; "andet" by nothing in particular. A change registered for a
    later day has been registered. Whom: active members, the deferred too (this is not the contact course).
    Source: the programme: the municipality decides on the team's recommendation; STAR counts changed benefits.
    """
    return Part(
        where="person.decision IN %(followed)s AND NOT EXISTS ("
        "SELECT 1 FROM cases_benefitchange change WHERE change.citizen_id = person.citizen_id "
        "AND change.effective_on >= person.settled_on AND (person.decision, change.benefit) IN %(carried_out)s)",
        since="GREATEST(person.settled_on, person.active_since, %(starts_on)s::date)",
        registration="person.rehabilitation_id",
        prefill={"benefit": _FOLLOWING, "effective_on": "person.settled_on"},
    )
