"""Forms of a case, by subject."""

from .base import RegistrationForm
from .benefit import BenefitChangeForm
from .course import ContactForm, PlanForm
from .deleting import DeleteForm
from .facilitator import FacilitatorForm
from .offers import OfferForm

__all__ = [
    "BenefitChangeForm",
    "ContactForm",
    "DeleteForm",
    "FacilitatorForm",
    "OfferForm",
    "PlanForm",
    "RegistrationForm",
]
