"""How this app's registrations stand in the picture of the course."""

from __future__ import annotations

from collections.abc import Iterator

from ..codes import CASH_ASSISTANCE, Benefit, ContactKind, OfferKind
from ..models import BenefitChange, Contact, Offer
from .lanes import Lane, Mark


def benefit_marks(change: BenefitChange) -> Iterator[Mark]:
    """The benefit, drawn apart when it is outside the cash-assistance system."""
    tone = "assistance" if change.benefit in CASH_ASSISTANCE else "other-benefit"
    yield Mark(Lane.BENEFIT, change.effective_on, label=str(Benefit(change.benefit).label), tone=tone)


def offer_marks(offer: Offer) -> Iterator[Mark]:
    """The offer with its company; ordinary hours also as hours."""
    label = str(OfferKind(offer.kind).label)
    if offer.company:
        label = f"{label}, {offer.company.name}"
    yield Mark(Lane.OFFER, offer.start, offer.end, label, offer.kind, offer.weekly_hours)
    if offer.kind == OfferKind.ORDINAERE_TIMER and offer.weekly_hours is not None:
        yield Mark(Lane.HOURS, offer.start, offer.end, label, hours=offer.weekly_hours)


def contact_marks(contact: Contact) -> Iterator[Mark]:
    """The day of an interview or another contact."""
    tone = "interview" if contact.kind == ContactKind.SAMTALE else "contact"
    yield Mark(Lane.CONTACT, contact.held_on, label=str(ContactKind(contact.kind).label), tone=tone)
