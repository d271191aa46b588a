"""The intervention model's six core elements for one citizen: which are in place, and the form that settles the rest.

Source: the model of "Flere skal med" as STAR describes it, and the midterm evaluation, which found three of them weak
(job goal and CV for all of group 1, the facilitators' network, a clear agreement in every placement). The sources name
the elements; how each is read from what is registered is our choice and stands at each function. They are the model of
group 1: of others the card says why they do not apply. What is missing here is also due (``visitation.due``) where the
programme puts a date on it; the two read a job goal, a CV and a facilitator alike; an agreement
here also needs its weekly hours.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from flereskalmed.quick_formats import long_date

from .codes import CASH_ASSISTANCE, PLACEMENTS, OfferKind
from .facts import has_left, latest_contact, of, offers_on
from .models import Offer, Plan

if TYPE_CHECKING:
    from .models import Citizen


@dataclass(frozen=True)
class Element:
    """One core element: its name, whether it is in place, what shows it or is missing, and the form that settles it.

    ``registration``: the one to correct; without it a new one is made, with ``prefill`` known beforehand.
    """

    label: str
    met: bool
    says: str
    slug: str
    action: str
    registration: int | None = None
    prefill: str = ""


def core_elements(citizen: Citizen, registrations: Sequence[Any], on: date) -> list[Element]:
    """Return the six, in the model's order, as of the day ``on``. ``citizen`` carries the facts of that day."""
    return [
        job_goal(registrations, on),
        facilitator(citizen),
        job_match(registrations, on),
        clear_agreement(registrations, on),
        resources(registrations, on),
        follow_up(registrations, on),
    ]


def why_not(citizen: Any) -> str:
    """Return why the elements do not apply to the citizen, or nothing when they do: active, and in group 1."""
    if has_left(citizen):
        return _("Borgeren er ude af programmet.")
    if citizen.benefit not in CASH_ASSISTANCE:
        return _("Kerneelementerne følges, så længe borgeren er i kontanthjælpssystemet.")
    reasons = {
        None: _("Kerneelementerne gælder gruppe 1. Borgeren er ikke visiteret."),
        "2": _("Kerneelementerne gælder gruppe 1. I gruppe 2 forberedes sagen til rehabiliteringsteamet."),
        "3": _("Kerneelementerne gælder gruppe 1. I gruppe 3 er det social eller sundhedsmæssig indsats."),
        "deferred": _("Kerneelementerne gælder gruppe 1. Borgeren er udskudt."),
    }
    return reasons.get(citizen.group, "")


def latest(registrations: Sequence[Any], field: str, on: date) -> Plan | None:
    """Return the plan with the latest day in ``field``, not after ``on``."""
    plans = [plan for plan in of(Plan, registrations) if getattr(plan, field) and getattr(plan, field) <= on]
    return max(plans, key=lambda plan: getattr(plan, field), default=None)


def job_goal(registrations: Sequence[Any], on: date) -> Element:
    """The citizen's own job goal sets direction: a plan with a job goal that has a date."""
    plan = latest(registrations, "job_goal_on", on)
    says = _("Intet jobmål")
    if plan is not None and plan.job_goal_on is not None:
        says = plan.job_goal or _("Aftalt %(date)s") % {"date": long_date(plan.job_goal_on)}
    return Element(_("Eget jobmål"), plan is not None, says, "plan", _("Aftal jobmål"))


def facilitator(citizen: Any) -> Element:
    """A personal job facilitator who knows the labour market: one is assigned today."""
    says = citizen.facilitator or _("Ingen jobformidler")
    return Element(_("Personlig jobformidler"), bool(citizen.facilitator), says, "formidler", _("Tilknyt"))


def job_match(registrations: Sequence[Any], on: date) -> Element:
    """An individual job match: a placement or ordinary hours at a named company, running or agreed for later."""
    ahead = sorted(
        (
            offer
            for offer in of(Offer, registrations)
            if offer.company_id and offer.kind in (*PLACEMENTS, OfferKind.ORDINAERE_TIMER)
            if offer.end is None or offer.end >= on
        ),
        key=lambda offer: offer.start,
    )
    says = ahead[0].company.name if ahead and ahead[0].company else _("Ingen virksomhed nu eller aftalt")
    return Element(_("Individuelt jobmatch"), bool(ahead), says, "tilbud", _("Nyt tilbud"))


def clear_agreement(registrations: Sequence[Any], on: date) -> Element:
    """A clear agreement with the company: every placement of today has hours, tasks and agreed ordinary hours.

    Without a placement there is no agreement. "No" to ordinary hours is none either, as in what is due. The
    agreement on follow-up has no field of its own: the monthly contact shows it.
    """
    running = [offer for offer in offers_on(registrations, on) if offer.kind in PLACEMENTS]
    for offer in running:
        lacking = lacks(offer)
        if lacking:
            says = _("Mangler: %(what)s") % {"what": ", ".join(lacking)}
            return Element(_("Klar aftale"), False, says, "tilbud", _("Udfyld aftale"), offer.pk)
    says = _("Timer, opgaver og ordinære timer er aftalt") if running else _("Ingen virksomhedsplacering nu")
    return Element(_("Klar aftale"), bool(running), says, "tilbud", _("Nyt tilbud"))


def lacks(offer: Offer) -> list[str]:
    """Return what the agreement about a placement lacks."""
    parts = {
        _("timer"): offer.weekly_hours is not None,
        _("opgaver"): bool(offer.agreed_tasks.strip()),
        _("ordinære timer"): offer.agreed_ordinary_hours is True,
    }
    return [part for part, agreed in parts.items() if not agreed]


def resources(registrations: Sequence[Any], on: date) -> Element:
    """A resource-focused approach: the CV, which tells what the citizen can, is in place."""
    plan = latest(registrations, "cv_on", on)
    says = _("Intet CV")
    if plan is not None and plan.cv_on is not None:
        says = _("CV på plads %(date)s") % {"date": long_date(plan.cv_on)}
    return Element(_("Fokus på ressourcer (CV)"), plan is not None, says, "plan", _("Registrér CV"))


def follow_up(registrations: Sequence[Any], on: date) -> Element:
    """Continuous follow-up towards ordinary hours: an interview or contact in this calendar month."""
    last = latest_contact(registrations, on)
    met = last is not None and (last.held_on.year, last.held_on.month) == (on.year, on.month)
    says = _("Ingen kontakt registreret")
    if last is not None:
        says = _("Seneste kontakt %(date)s") % {"date": long_date(last.held_on)}
    return Element(_("Løbende opfølgning"), met, says, "kontakt", _("Log kontakt"), prefill="kind=kontakt")
