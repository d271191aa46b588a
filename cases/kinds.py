"""How this app's own registrations are told in a line, and their entry in the registry."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.log_labels import name_page
from flereskalmed.quick_formats import hours_in_words, long_date

from .codes import Benefit, ContactKind, MatchCategory, OfferKind
from .course.marks import benefit_marks, contact_marks, offer_marks
from .forms import BenefitChangeForm, ContactForm, FacilitatorForm, OfferForm, PlanForm
from .models import BenefitChange, Contact, Facilitator, Offer, Plan
from .registrations import RegistrationKind, register


def until(end) -> str:
    """Return "til 3. maj 2018", or nothing for an open end."""
    return _("til %(date)s") % {"date": long_date(end)} if end else ""


def describe_offer(offer: Offer) -> str:
    """The offer, its company and its end."""
    company = _("hos %(company)s") % {"company": offer.company.name} if offer.company else ""
    return " ".join(part for part in (str(OfferKind(offer.kind).label), company, until(offer.end)) if part)


def offer_details(offer: Offer) -> Iterator[str]:
    """Hours and the agreement."""
    if offer.weekly_hours is not None:
        hours = hours_in_words(offer.weekly_hours)
        yield ngettext("%(hours)s time om ugen", "%(hours)s timer om ugen", int(offer.weekly_hours)) % {"hours": hours}
    if offer.agreed_tasks:
        yield _("Opgaver: %(tasks)s") % {"tasks": offer.agreed_tasks}
    if offer.agreed_ordinary_hours is not None:
        yield _("Ordinære timer er aftalt") if offer.agreed_ordinary_hours else _("Ordinære timer er ikke aftalt")


def describe_benefit(change: BenefitChange) -> str:
    """The new benefit."""
    return _("Ydelse: %(benefit)s") % {"benefit": Benefit(change.benefit).label}


def benefit_details(change: BenefitChange) -> Iterator[str]:
    """The match category, where one is given."""
    if change.match_category:
        yield str(MatchCategory(change.match_category).label)


def describe_contact(contact: Contact) -> str:
    """The kind of contact and who held it."""
    kind = str(ContactKind(contact.kind).label)
    return _("%(kind)s med %(by)s") % {"kind": kind, "by": contact.by} if contact.by else kind


def describe_facilitator(facilitator: Facilitator) -> str:
    """Who, and until when."""
    who = _("Personlig jobformidler: %(name)s") % {"name": facilitator.name}
    return f"{who} {until(facilitator.end)}".strip()


def describe_plan(plan: Plan) -> str:
    """The goal, or that a CV is in place."""
    return _("Jobmål: %(goal)s") % {"goal": plan.job_goal} if plan.job_goal else _("Plan")


def plan_details(plan: Plan) -> Iterator[str]:
    """The plan's two dates."""
    if plan.job_goal_on:
        yield _("Jobmål aftalt %(date)s") % {"date": long_date(plan.job_goal_on)}
    if plan.cv_on:
        yield _("CV på plads %(date)s") % {"date": long_date(plan.cv_on)}


KINDS = (
    RegistrationKind(
        "kontakt",
        Contact,
        ContactForm,
        gettext_lazy("Kontakt"),
        gettext_lazy("Log kontakt"),
        10,
        describe_contact,
        prominent=True,
        definite=gettext_lazy("Kontakten"),
        marks=contact_marks,
    ),
    RegistrationKind(
        "tilbud",
        Offer,
        OfferForm,
        gettext_lazy("Tilbud"),
        gettext_lazy("Nyt tilbud"),
        20,
        describe_offer,
        offer_details,
        ("company",),
        prominent=True,
        definite=gettext_lazy("Tilbuddet"),
        marks=offer_marks,
    ),
    RegistrationKind(
        "ydelse",
        BenefitChange,
        BenefitChangeForm,
        gettext_lazy("Ydelsesskift"),
        gettext_lazy("Skift ydelse"),
        40,
        describe_benefit,
        benefit_details,
        prominent=True,
        definite=gettext_lazy("Ydelsesskiftet"),
        marks=benefit_marks,
    ),
    RegistrationKind(
        "formidler",
        Facilitator,
        FacilitatorForm,
        gettext_lazy("Personlig jobformidler"),
        gettext_lazy("Ny jobformidler"),
        50,
        describe_facilitator,
        definite=gettext_lazy("Den personlige jobformidler"),
    ),
    RegistrationKind(
        "plan",
        Plan,
        PlanForm,
        gettext_lazy("Plan og CV"),
        gettext_lazy("Jobmål og CV"),
        60,
        describe_plan,
        plan_details,
        definite=gettext_lazy("Planen"),
    ),
)


def register_kinds() -> None:
    """Put them in the registry, and name this app's pages for the access log."""
    for kind in KINDS:
        register(kind)
    name_page("list", gettext_lazy("Borgerliste"))
    name_page("search", gettext_lazy("Søgning på navn eller CPR"))
    name_page("case", gettext_lazy("Sag"))
    name_page("cpr", gettext_lazy("CPR-nummer"))
    name_page("person", gettext_lazy("Stamdata"))
    name_page("handover", gettext_lazy("Overdragelse"))
    name_page("history", gettext_lazy("Sagens historik"))
    name_page("access", gettext_lazy("Sagens adgangslog"))
    name_page("company", gettext_lazy("Virksomhedens side"))
    name_page("company_offer", gettext_lazy("Valg af borger til tilbud i virksomhed"))
