"""The company of an offer: found or made by its name, in the offer's own form and transaction."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Company, Offer
from .base import RegistrationForm
from .suggestions import SuggestingInput

if TYPE_CHECKING:
    from django.http import QueryDict

    from ..models import Citizen

MOST_SUGGESTIONS = 200
NUMBER = re.compile(r"[0-9]{1,9}\Z")


def company_called(municipality_id: str, name: str, cvr: str) -> Company:
    """Return the municipality's company of this name and CVR number, making it when new.

    Without a CVR number the name alone finds a known company.
    """
    known = Company.objects.filter(municipality_id=municipality_id, name__iexact=name)
    found = known.filter(cvr=cvr).first() or (known.order_by("-cvr").first() if not cvr else None)
    if found is not None:
        return found
    return Company.objects.get_or_create(municipality_id=municipality_id, name=name, cvr=cvr)[0]


class CompanyFields(RegistrationForm):
    """The company's name and CVR number in a form of an offer; ``instance.company`` is set when it is stored."""

    company_name = forms.CharField(label=_("Virksomhed"), max_length=200, required=False)
    cvr = forms.CharField(label=_("CVR-nummer"), max_length=11, required=False)

    def __init__(self, *args: Any, **kwargs: Any):
        instance = kwargs.get("instance")
        if instance is not None and instance.company:
            kwargs["initial"] = self.fields_of(instance.company)
        super().__init__(*args, **kwargs)
        self.fields["cvr"].widget.attrs |= {"inputmode": "numeric", "class": "input-char-8"}
        names = Company.objects.filter(municipality_id=self.citizen.municipality_id).order_by("name")
        self.fields["company_name"].widget = SuggestingInput(
            names.values_list("name", flat=True).distinct()[:MOST_SUGGESTIONS]
        )

    @staticmethod
    def fields_of(company: Company | None) -> dict[str, str]:
        """Return what the two fields say of a company."""
        return {"company_name": company.name, "cvr": company.cvr} if company else {}

    @staticmethod
    def last_offer(citizen: Citizen) -> Offer | None:
        """Return the latest offer the citizen had in a company."""
        offers = Offer.objects.filter(citizen=citizen, company__isnull=False).select_related("company")
        return offers.order_by("-start", "-pk").first()

    @classmethod
    def company_of(cls, offer: Offer | None) -> dict[str, str]:
        """Return the two fields for the company of an offer."""
        return cls.fields_of(offer.company if offer else None)

    @classmethod
    def prefill(cls, citizen: Citizen, query: QueryDict) -> dict[str, Any]:
        """Take the company from its number in the address (``?company=7``), if it is the municipality's."""
        number = query.get("company", "")
        known = Company.objects.filter(municipality_id=citizen.municipality_id)
        company = known.filter(pk=number).first() if NUMBER.match(number) else None
        return {**super().prefill(citizen, query), **cls.fields_of(company)}

    def clean_cvr(self) -> str:
        """Take the digits; spaces are how people write them."""
        cvr = self.cleaned_data["cvr"].replace(" ", "")
        if cvr and not (len(cvr) == 8 and cvr.isascii() and cvr.isdigit()):
            raise forms.ValidationError(_("Et CVR-nummer er otte cifre."))
        return cvr

    def clean(self) -> dict[str, Any]:
        """A CVR number belongs to a company with a name."""
        cleaned = super().clean()
        if cleaned.get("cvr") and not cleaned.get("company_name") and "company_name" not in self.errors:
            self.add_error("company_name", _("Skriv virksomhedens navn til CVR-nummeret."))
        elif cleaned.get("cvr") and cleaned.get("company_name"):
            self._check_owner(cleaned["cvr"], cleaned["company_name"])
        return cleaned

    def _check_owner(self, cvr: str, name: str) -> None:
        """Refuse a CVR number that is known under another name: most likely the name alone was changed."""
        known = Company.objects.filter(municipality_id=self.citizen.municipality_id, cvr=cvr)
        if known.exists() and not known.filter(name__iexact=name).exists():
            message = _("CVR-nummeret hører til %(name)s. Ret det, eller tøm feltet.") % {"name": known[0].name}
            self.add_error("cvr", message)

    def is_same_as(self, stored: Offer | None) -> bool:
        """Tell whether what is stored says what this form says, the company by its name."""
        name = stored.company.name if stored is not None and stored.company else ""
        return super().is_same_as(stored) and name == (self.cleaned_data.get("company_name") or "")

    def before_save(self) -> None:
        """Find or make the company in the same transaction."""
        name = self.cleaned_data.get("company_name")
        self.instance.company = (
            company_called(self.citizen.municipality_id, name, self.cleaned_data.get("cvr", "")) if name else None
        )
