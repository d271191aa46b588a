"""What is true of one citizen on a day, read from the registrations that the case page has fetched already.

The same facts as ``current.with_facts`` gives a list; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from .codes import LEFT_PROGRAMME, Benefit
from .current import visitation_model
from .models import BenefitChange, Contact, Facilitator, Offer

if TYPE_CHECKING:
    from .models import Citizen
    from .models.registration import Registration

Kind = TypeVar("Kind", bound="Registration")


def of(model: type[Kind], registrations: Iterable[Any]) -> list[Kind]:
    """Return the registrations of one model."""
    return [one for one in registrations if isinstance(one, model)]


def add_facts(citizen: Citizen, registrations: Sequence[Any], on: date) -> None:
    """Give ``citizen`` the attributes that ``current.with_facts`` annotates, as of the day ``on``.

    The registrations themselves stay with the citizen, for what else the page is to know of them (``fetched``).
    """
    visitations = happened(of(visitation_model(), registrations), on)
    benefits = happened(of(BenefitChange, registrations), on)
    facilitators = covering(of(Facilitator, registrations), on)
    facts = {
        "fetched_registrations": registrations,
        "group": visitations[-1].group if visitations else None,
        "group_since": present_since(visitations, "group"),
        "benefit": benefits[-1].benefit if benefits else None,
        "benefit_since": present_since(benefits, "benefit"),
        "match_category": benefits[-1].match_category if benefits else None,
        "facilitator": facilitators[0].name if facilitators else None,
        "offer_kinds": [offer.kind for offer in offers_on(registrations, on)],
    }
    for name, value in facts.items():
        setattr(citizen, name, value)


def fetched(citizen: Citizen, model: type[Kind]) -> list[Kind] | None:
    """Return the registrations of one model where the page has fetched all of the citizen's; None where it has not."""
    registrations = getattr(citizen, "fetched_registrations", None)
    return None if registrations is None else of(model, registrations)


def happened(events: Iterable[Any], on: date) -> list[Any]:
    """Return the events until the day ``on``, oldest first."""
    return sorted((one for one in events if one.happened_on <= on), key=lambda one: one.happened_on)


def present_since(events: Sequence[Any], value: str) -> date | None:
    """Return since when the last value has held; the same value again does not restart it."""
    since = None
    for event in reversed(events):
        if getattr(event, value) != getattr(events[-1], value):
            break
        since = event.happened_on
    return since


def covering(periods: Iterable[Any], on: date) -> list[Any]:
    """Return the periods that cover the day ``on`` (an end is inclusive)."""
    return [one for one in periods if one.start <= on and (one.end is None or one.end >= on)]


def offers_on(registrations: Iterable[Any], on: date) -> list[Offer]:
    """Return the offers of the day, latest start first."""
    return sorted(covering(of(Offer, registrations), on), key=lambda offer: (offer.start, offer.pk), reverse=True)


def latest_contact(registrations: Iterable[Any], on: date) -> Contact | None:
    """Return the last contact held until the day ``on``."""
    held = happened(of(Contact, registrations), on)
    return held[-1] if held else None


def has_left(citizen: Any) -> bool:
    """Tell whether the citizen is out of the programme: dead, moved away, or on folkepension."""
    return citizen.benefit in LEFT_PROGRAMME


def died_on(citizen: Any) -> date | None:
    """Return the day of death."""
    return citizen.benefit_since if citizen.benefit == Benefit.DOED else None
