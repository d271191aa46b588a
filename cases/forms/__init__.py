"""Forms of a case, by subject."""

from .base import DeleteForm, RegistrationForm
from .benefit import BenefitChangeForm
from .course import ContactForm, FacilitatorForm, PlanForm
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
