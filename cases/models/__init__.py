"""Models of a case, by subject."""

from ..handover.models import HandedOver, Handover
from .benefit import BenefitChange
from .citizen import Citizen
from .companies import Company, CompanyAgreement
from .course import Contact, Facilitator, Plan
from .offers import Offer
from .programme import Grant, Membership, Programme
from .reference import ComparisonGroup, Municipality, Unit

__all__ = [
    "BenefitChange",
    "Citizen",
    "Company",
    "CompanyAgreement",
    "ComparisonGroup",
    "Contact",
    "Facilitator",
    "Grant",
    "HandedOver",
    "Handover",
    "Membership",
    "Municipality",
    "Offer",
    "Plan",
    "Programme",
    "Unit",
]
