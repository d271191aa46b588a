"""Finding a company by what a person types: its name in any case and spacing, its CVR number, or both."""

from __future__ import annotations

import re

from django.db.models import Count, Q, QuerySet

from ..models import Company

MOST_SUGGESTIONS = 200
#: How a suggestion reads, and how it comes back when it is chosen.
NAME_AND_CVR = re.compile(r"(?P<name>.*\S)\s*\((?P<cvr>[0-9]{8})\)")


def parted(text: str) -> tuple[str, str]:
    """Part "Bageriet (12345678)" into name and CVR number; other text is a name without one."""
    match = NAME_AND_CVR.fullmatch(text.strip())
    return (match["name"], match["cvr"]) if match else (text.strip(), "")


def find_company(municipality_id: str, name: str, cvr: str = "") -> Company | None:
    """Return the municipality's company of this name, or None; one that is merged leads to the one that was kept."""
    found = find_named(municipality_id, name, cvr)
    return found.merged_into or found if found is not None else None


def find_named(municipality_id: str, name: str, cvr: str = "") -> Company | None:
    """Return the very company of this name, which may be merged into another.

    Without a CVR number the name alone finds a known company.
    """
    known = Company.objects.filter(municipality_id=municipality_id).called(name).select_related("merged_into")
    return known.filter(cvr=cvr).first() or (known.order_by("-cvr", "pk").first() if not cvr else None)


def of_one_name(municipality_id: str, name: str) -> list[Company]:
    """Return the companies that a name without a CVR number may mean: none, one, or several with a number each.

    One without a number is meant when it is there: that is how it is written.
    """
    known = Company.objects.filter(municipality_id=municipality_id).called(name).select_related("merged_into")
    if any(not company.cvr for company in known):
        return [company for company in known if not company.cvr]
    return sorted({company.merged_into or company for company in known}, key=lambda company: company.cvr)


def company_called(municipality_id: str, name: str, cvr: str) -> Company:
    """Return the municipality's company of this name and CVR number, making it when new."""
    found = find_company(municipality_id, name, cvr)
    if found is not None:
        return found
    new = Company(municipality_id=municipality_id, name=name, cvr=cvr)
    Company.objects.bulk_create([new], ignore_conflicts=True)  # somebody else may have made it a moment ago
    return Company.objects.filter(municipality_id=municipality_id, cvr=cvr).called(name).get()


def matching(companies: QuerySet, term: str) -> QuerySet:
    """Keep the companies where every word of ``term`` is in the name, the town or (its digits) the CVR number."""
    for word in term.split():
        companies = companies.filter(Q(name__icontains=word) | Q(town__icontains=word) | Q(cvr__startswith=word))
    return companies


def suggestions(municipality_id: str, term: str = "") -> list[str]:
    """Return the municipality's companies as "name (CVR)" that match ``term``, most used first."""
    known = Company.objects.filter(municipality_id=municipality_id).kept()
    name, cvr = parted(term)
    used = matching(known, f"{name} {cvr}").annotate(used=Count("offers")).order_by("-used", "name", "cvr")
    return [str(company) for company in used.only("name", "cvr")[:MOST_SUGGESTIONS]]
