"""The button that settles what is due: its verb, and the form it opens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from accounts.addresses import address_of

from ..due import Due

if TYPE_CHECKING:
    from django.utils.functional import Promise


@dataclass(frozen=True)
class Action:
    """What the button says. ``corrects``: it opens the registration that the row names, where it names one.

    ``otherwise``: the verb where the row names no registration. ``prefill``: what the form is told beforehand.
    ``instead``: what one may do as well, about something new. ``first``: what may go before it, until it is under way.
    ``slug``: the kind it registers, by default what settles the rule.
    """

    verb: str | Promise
    corrects: bool = False
    otherwise: str | Promise = ""
    prefill: dict[str, str] = field(default_factory=dict)
    instead: Action | None = None
    first: Action | None = None
    slug: str = ""


VISIT = Action(_("Visitér"))
INTERVIEW = Action(_("Log samtale"), prefill={"kind": "samtale"})
PLAN = Action(_("Udfyld plan"))
AGREEMENT = Action(_("Udfyld aftale"), corrects=True)
OFFER = Action(_("Nyt tilbud"))
REFER = Action(_("Indstil til rehab"))
PREPARE = Action(_("Begynd forberedelse"), slug="forberedelse")
WAITING = Action(_("Registrér afgørelse"), otherwise=REFER.verb)  # before a meeting see ``next_step``
MEASURE = Action(_("Mål progression"))
MEETING = "referred_without_meeting"

#: By the key of the rule.
ACTIONS: dict[str, Action] = {
    "never_visited": VISIT,
    "deferral_ends": VISIT,
    "deferral_without_end": VISIT,
    "deferral_ended": VISIT,
    "contact_not_held": Action(_("Log kontakt"), prefill={"kind": "kontakt"}),
    "no_interview": INTERVIEW,
    "too_few_interviews": INTERVIEW,
    "no_job_goal": PLAN,
    "no_cv": PLAN,
    "no_facilitator": Action(_("Tilknyt formidler")),
    "placement_without_tasks": AGREEMENT,
    "placement_without_ordinary_hours": AGREEMENT,
    "offer_ends": Action(_("Forlæng tilbud"), corrects=True, otherwise=OFFER.verb, instead=OFFER),
    "offer_ended": OFFER,
    "no_active_offer": OFFER,
    "not_referred": Action(REFER.verb, first=PREPARE),
    MEETING: Action(_("Registrér møde")),
    "waiting_long": WAITING,
    "waiting_too_long": WAITING,
    "decided_without_benefit_change": Action(_("Skift ydelse")),
    "no_measure": Action(_("Ny social indsats")),
    "citizen_not_measured": MEASURE,
    "caseworker_not_measured": MEASURE,
}


@dataclass(frozen=True)
class Button:
    """A verb and where it leads."""

    verb: str | Promise
    url: str


def settles(rows: Sequence[Due]) -> Due:
    """Return which of a citizen's rows the button is about: of the most urgent one's tab, one to correct first.

    "Over nine months in group 2" is settled by going on with the case that waits, which another row may name.
    """
    same_tab = [row for row in rows if row.about.tab == rows[0].about.tab]
    return next_step(next((row for row in same_tab if row.registration is not None), same_tab[0]), rows)


def next_step(row: Due, rows: Sequence[Due]) -> Due:
    """Return the row of the meeting where ``row`` is about the same case waiting: the meeting comes first."""
    if row.rule in ("waiting_long", "waiting_too_long") and row.registration is not None:
        return next((other for other in rows if (other.rule, other.registration) == (MEETING, row.registration)), row)
    return row


def buttons_for(row: Due, back: str) -> list[Button]:
    """Return the button that settles ``row``, and what one may do instead or first; the forms lead back to ``back``."""
    action = ACTIONS[row.rule]
    buttons = [_correcting(action, row, back) or _new(action, row, back)]
    if action.instead and row.registration is not None:
        buttons.append(_new(action.instead, row, back))
    if action.first and row.prepared_since is None:
        buttons.append(_new(action.first, row, back))
    return buttons


def _correcting(action: Action, row: Due, back: str) -> Button | None:
    """Return the button to the registration that the row names, where it is that which is corrected."""
    if not action.corrects or row.registration is None:
        return None
    address = address_of("cases:change", row.citizen, row.about.settled_by, row.registration)
    return Button(action.verb, f"{address}?{urlencode({'tilbage': back})}")


def _new(action: Action, row: Due, back: str) -> Button:
    """Return the button to a new registration, told beforehand what is known."""
    verb = action.otherwise if action.otherwise and row.registration is None else action.verb
    address = address_of("cases:add", row.citizen, action.slug or row.about.settled_by)
    return Button(verb, f"{address}?{urlencode({**action.prefill, **row.prefill, 'tilbage': back})}")
