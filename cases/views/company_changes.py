"""Changing the register of companies: a company's facts, agreements with it, and merging two that are one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods
from stdnum.dk import cvr as stdnum_cvr

from ..companies.changes import changes_since
from ..companies.finding import matching
from ..companies.merging import MergedMeanwhileError, likely_duplicates, merge
from ..companies.presence import with_offers
from ..companies.register import LONGEST_TERM
from ..forms.companies import AgreementForm, CompanyForm, MergeForm
from ..forms.deleting import DeleteForm
from ..models import Company, CompanyAgreement
from ..versions import former_versions
from .access import for_municipal_staff
from .kept import give_back, keeps_form
from .merged_away import for_kept_company
from .registering import sent

MOST_CANDIDATES = 20


@keeps_form
@require_http_methods(["GET", "POST"])
@for_municipal_staff
def add(request: HttpRequest) -> HttpResponse:
    """Register a company that nobody has been at yet."""
    new = Company(municipality_id=request.user.municipality_id)
    return edit(request, new, _("Ny virksomhed"), _("Virksomheden er gemt."))


@keeps_form
@require_http_methods(["GET", "POST"])
@for_municipal_staff
@for_kept_company
def change(request: HttpRequest, company: Company) -> HttpResponse:
    """Change the facts about a company; the former ones stay in the history."""
    return edit(request, company, _("Ret virksomhed"), _("Virksomheden er rettet."))


def edit(request: HttpRequest, company: Company, heading: str, done: str) -> HttpResponse:
    """Show the form of a company, or store it; an odd CVR number is told, never refused."""
    form = CompanyForm(sent(request), instance=company, user=request.user)
    if request.method == "POST" and form.is_valid() and form.store():
        messages.success(request, done)
        if company.cvr and not stdnum_cvr.is_valid(company.cvr):
            messages.warning(request, _("CVR-nummeret har ikke et gyldigt kontrolciffer. Kontrollér det."))
        return redirect("cases:company", number=company.pk)
    return show(request, company, form, heading)


def show(request: HttpRequest, company: Company, form: Any, heading: str, **more: Any) -> HttpResponse:
    """Show a form about a company, with what another has changed since it was opened."""
    stored = Company.objects.filter(pk=company.pk).first() if company.pk else None
    meanwhile = changes_since(form.instance, form.cleaned_data["version"] or 0) if form.changed_meanwhile else []
    give_back(request, form)
    context = {"company": stored, "form": form, "heading": heading, "meanwhile": meanwhile, **more}
    return render(request, "cases/company_form.html", context)


@keeps_form
@require_http_methods(["GET", "POST"])
@for_municipal_staff
@for_kept_company
def add_agreement(request: HttpRequest, company: Company) -> HttpResponse:
    """Register an agreement with a company."""
    form = AgreementForm(sent(request), company=company, user=request.user)
    if request.method == "POST" and form.is_valid() and form.store():
        messages.success(request, _("Aftalen er gemt."))
        return redirect("cases:company", number=company.pk)
    return show(request, company, form, _("Ny aftale"))


def find_agreement(company: Company, pk: int) -> CompanyAgreement | None:
    """Return the company's agreement, or None when it has been deleted; one that never was there is a 404."""
    found = company.agreements.filter(pk=pk).first()
    deleted = former_versions(CompanyAgreement).filter(pgh_obj_id=pk, pgh_label="deleted")
    if found is None and not deleted.filter(Q(company=company) | Q(company__merged_into=company)).exists():
        raise Http404
    return found


def agreement_gone(request: HttpRequest, company: Company, pk: int, form_class: type | None = None) -> HttpResponse:
    """Say who deleted the agreement and why. What was typed comes back as a new one, which is not stored yet."""
    last = changes_since(CompanyAgreement(pk=pk), 0)[0]
    why = _("Aftalen er slettet af %(by)s: %(reason)s") % {"by": last.by, "reason": last.reason}
    messages.warning(request, why)
    if request.method == "GET" or form_class is None:
        return redirect("cases:company", number=company.pk)
    form = form_class(company=company, user=request.user)
    form.initial |= {name: request.POST.get(name, "") for name in form_class._meta.fields}
    to = reverse("cases:agreement_add", args=[company.pk])
    return show(request, company, form, _("Ny aftale"), send_to=to)


@keeps_form
@require_http_methods(["GET", "POST"])
@for_municipal_staff
@for_kept_company
def change_agreement(request: HttpRequest, company: Company, agreement: int) -> HttpResponse:
    """Correct an agreement with a reason."""
    found = find_agreement(company, agreement)
    if found is None:
        return agreement_gone(request, company, agreement, AgreementForm)
    form = AgreementForm(sent(request), instance=found, company=company, user=request.user)
    if request.method == "POST" and form.is_valid() and form.store():
        messages.success(request, _("Aftalen er rettet."))
        return redirect("cases:company", number=company.pk)
    if form.gone:
        return agreement_gone(request, company, agreement, AgreementForm)
    return show(request, company, form, _("Ret aftale"))


@keeps_form
@require_http_methods(["GET", "POST"])
@for_municipal_staff
@for_kept_company
def delete_agreement(request: HttpRequest, company: Company, agreement: int) -> HttpResponse:
    """Delete an agreement that was registered by mistake; the history keeps it with the reason."""
    found = find_agreement(company, agreement)
    if found is None:
        return agreement_gone(request, company, agreement)
    form = DeleteForm(sent(request), instance=found, user=request.user)
    if request.method == "POST" and form.is_valid() and form.store():
        messages.success(request, _("Aftalen er slettet."))
        return redirect("cases:company", number=company.pk)
    if form.gone:
        return agreement_gone(request, company, agreement)
    now = CompanyAgreement.objects.filter(pk=agreement).first()  # as another left it, wherever a merge moved it
    return show(request, company, form, _("Slet aftale"), deleting=now or found)


@keeps_form
@require_http_methods(["GET", "POST"])
@for_municipal_staff
@for_kept_company
def merge_companies(request: HttpRequest, company: Company) -> HttpResponse:
    """Find the companies that are the same as this one, and move all they have to it."""
    term = request.GET.get("q", "")[:LONGEST_TERM].strip()
    others = Company.objects.visible_to(request.user).exclude(pk=company.pk)
    form = MergeForm(sent(request), candidates=others)  # merged ones too: a form may be sent twice
    if request.method == "POST" and form.is_valid() and merged(request, company, form):
        return redirect("cases:company", number=company.pk)
    give_back(request, form)
    found = matching(others.kept(), term) if term else likely_duplicates(company)
    candidates = with_offers(found).order_by("name", "cvr")[:MOST_CANDIDATES]
    context = {"company": company, "form": form, "candidates": candidates, "term": term, "chosen": chosen(form)}
    return render(request, "cases/company_merge.html", context)


def chosen(form: MergeForm) -> set[str]:
    """Return what was ticked in a form that comes back, so that nothing has to be ticked again."""
    return set(form["others"].value() or ())


def merged(request: HttpRequest, company: Company, form: MergeForm) -> bool:
    """Merge, and say how much was moved; tell when somebody else was there first."""
    try:
        moved = merge(company, form.cleaned_data["others"], request.user, form.cleaned_data["reason"])
    except MergedMeanwhileError:
        form.add_error(None, _("En af virksomhederne er netop slået sammen med en anden. Åbn siden igen."))
        return False
    text = ngettext(
        "Virksomhederne er slået sammen, og %(count)d tilbud er flyttet hertil.",
        "Virksomhederne er slået sammen, og %(count)d tilbud er flyttet hertil.",
        moved,
    )
    messages.success(request, text % {"count": moved})
    return True
