"""The company of an offer: found or made by its name, in the offer's own form and transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..asked import asked_number
from ..companies.finding import (
    MOST_SUGGESTIONS,
    company_called,
    find_company,
    find_named,
    of_one_name,
    parted,
    suggestions,
)
from ..models import Company, Offer
from ..names import check_name
from .base import RegistrationForm
from .suggestions import SuggestingInput

if TYPE_CHECKING:
    from django.http import QueryDict

    from ..models import Citizen

LONGEST_NAME = Company._meta.get_field("name").max_length
#: A field may also hold " (12345678)", as it does when a suggestion is chosen.
LONGEST_TEXT = LONGEST_NAME + len(" (12345678)")


def company_input(municipality_id: str) -> SuggestingInput:
    """Return the input that suggests the municipality's companies, most used first.

    Where there are more than fit in a list, htmx fetches those that match what is typed; without it anything may
    still be typed in full.
    """
    listed = suggestions(municipality_id)
    if len(listed) < MOST_SUGGESTIONS:
        return SuggestingInput(listed)
    fetch = {
        "hx-post": reverse("cases:company_suggestions"),
        "hx-params": "company_name",  # of a form that is posted htmx would send everything
        "hx-trigger": "input changed delay:250ms",
        "hx-target": "next datalist",
    }
    return SuggestingInput(listed, fetch)


class CompanyFields(RegistrationForm):
    """The company's name and CVR number in a form of an offer; ``instance.company`` is set when it is stored."""

    company_name = forms.CharField(
        label=_("Virksomhed"), max_length=LONGEST_TEXT, required=False, validators=[check_name]
    )
    cvr = forms.CharField(label=_("CVR-nummer"), max_length=11, required=False)

    def __init__(self, *args: Any, **kwargs: Any):
        instance = kwargs.get("instance")
        if instance is not None and instance.company:
            kwargs["initial"] = self.fields_of(instance.company)
        super().__init__(*args, **kwargs)
        self.fields["cvr"].widget.attrs |= {"inputmode": "numeric", "class": "input-char-8"}
        self.fields["company_name"].widget = company_input(self.citizen.municipality_id)
        self.fields["company_name"].needed_here = True  # by a placement: do not call it optional

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
        known = Company.objects.filter(municipality_id=citizen.municipality_id).select_related("merged_into")
        company = known.filter(pk=asked_number(query.get("company"))).first()
        kept = company.merged_into or company if company else None
        return {**super().prefill(citizen, query), **cls.fields_of(kept)}

    def clean_cvr(self) -> str:
        """Take the digits; spaces are how people write them."""
        cvr = self.cleaned_data["cvr"].replace(" ", "")
        if cvr and not (len(cvr) == 8 and cvr.isascii() and cvr.isdigit()):
            raise forms.ValidationError(_("Et CVR-nummer er otte cifre."))
        return cvr

    def clean(self) -> dict[str, Any]:
        """Take a chosen suggestion apart; a CVR number belongs to a company with a name."""
        cleaned = super().clean()
        name, chosen = parted(cleaned.get("company_name") or "")
        if chosen:
            cleaned["cvr"] = chosen
            self.errors.pop("cvr", None)
        if "company_name" in self.errors:
            return cleaned
        cleaned["company_name"] = name
        if len(name) > LONGEST_NAME:
            self.add_error("company_name", _("Navnet er for langt. Forkort det."))
        elif cleaned.get("cvr") and not name:
            self.add_error("company_name", _("Skriv virksomhedens navn til CVR-nummeret."))
        elif cleaned.get("cvr"):
            self._check_owner(cleaned["cvr"], name)
        elif name and "cvr" not in self.errors:
            self._ask_which(name)
        return cleaned

    def _ask_which(self, name: str) -> None:
        """Refuse a name that several companies have: nobody but the one who writes knows which."""
        known = of_one_name(self.citizen.municipality_id, name)
        if len(known) > 1:
            which = "; ".join(f"{company}, {company.town}" if company.town else str(company) for company in known)
            message = _("Flere virksomheder hedder det: %(which)s. Skriv CVR-nummeret på den rigtige.")
            self.add_error("cvr", message % {"which": which})

    def _check_owner(self, cvr: str, name: str) -> None:
        """Refuse a CVR number that is known under another name: most likely the name alone was changed."""
        known = Company.objects.filter(municipality_id=self.citizen.municipality_id, cvr=cvr)
        if known.exists() and not known.called(name).exists():
            message = _("CVR-nummeret hører til %(name)s. Ret det, eller tøm feltet.") % {"name": known[0].name}
            self.add_error("cvr", message)

    def values_of(self, row: Any) -> dict[str, Any]:
        """Name the company as well."""
        return {**super().values_of(row), "company_name": "", "cvr": "", **self.fields_of(row.company)}

    def is_same_as(self, stored: Offer | None) -> bool:
        """Tell whether what is stored says what this form says, also of the company."""
        name, cvr = self.cleaned_data.get("company_name"), self.cleaned_data.get("cvr", "")
        company = find_company(self.citizen.municipality_id, name, cvr) if name else None
        return super().is_same_as(stored) and stored is not None and stored.company == company

    def before_save(self) -> None:
        """Find or make the company in the same transaction; say so when it is known under another name now."""
        name, cvr = self.cleaned_data.get("company_name"), self.cleaned_data.get("cvr", "")
        named = find_named(self.citizen.municipality_id, name, cvr) if name else None
        self.instance.company = company_called(self.citizen.municipality_id, name, cvr) if name else None
        if named is not None and named.merged_into:
            told = _("%(merged)s er slået sammen med %(kept)s. Det er gemt dér.")
            self.told.append(told % {"merged": named, "kept": named.merged_into})

    def add_refusal(self, error: ValidationError, field: str | None = None) -> None:
        """Name the company that another has just merged this one with: sent once more, it is stored there."""
        if error.code == "offer_at_kept_company":
            kept = find_company(
                self.citizen.municipality_id, self.cleaned_data["company_name"], self.cleaned_data["cvr"]
            )
            message = _("Virksomheden er netop slået sammen med %(kept)s. Gem igen, så gemmes det dér.")
            error = ValidationError(message % {"kept": kept}, code=error.code)
        super().add_refusal(error, field)
