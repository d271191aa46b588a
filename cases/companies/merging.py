"""Merging companies that are the same one: everything goes to the one that is kept, and nothing is forgotten."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from ..changes import recorded_change
from ..models import Company, CompanyAgreement, Offer

if TYPE_CHECKING:
    from accounts.models import User

#: What is taken over from another where the company that is kept lacks it, all of a group or nothing.
FACTS = (("branch",), ("street", "postcode", "town"), ("contact_name", "contact_phone", "contact_email"))
#: The shortest word of a name that says something ("Den", "A/S" say nothing).
SHORTEST_WORD = 4


class MergedMeanwhileError(Exception):
    """One of the companies is another's already."""


def likely_duplicates(company: Company) -> QuerySet:
    """Return the municipality's other companies with its CVR number, its name, or the first long word of its name."""
    same = Q(name_key=company.name_key)
    if company.cvr:
        same |= Q(cvr=company.cvr)
    word = next((word for word in company.name.split() if len(word) >= SHORTEST_WORD), "")
    if word:
        same |= Q(name__icontains=word)
    others = Company.objects.filter(municipality=company.municipality_id).kept().exclude(pk=company.pk)
    return others.filter(same)


def merge(kept: Company, others: Iterable[Company], user: User, reason: str) -> int:
    """Move what ``others`` have to ``kept`` and make them other names of it; return how many offers were moved.

    One transaction, with user and reason in the history of each offer and company. Those that are ``kept`` already
    stay so, and a merge that was ordered twice is answered alike. Raises ``MergedMeanwhileError`` when one of them
    was merged with another company a moment ago.
    """
    asked = [other.pk for other in others]
    with recorded_change(user, reason):
        concerned = Company.objects.filter(pk__in=[kept.pk, *asked]).order_by("pk").select_for_update()
        locked = {one.pk: one for one in concerned}
        if any(one.merged_into_id not in (None, kept.pk) for one in locked.values()):
            raise MergedMeanwhileError
        numbers = [number for number in asked if not locked[number].merged_into_id]
        if not numbers:
            return _moved_before(kept, asked)
        moved = Offer.objects.filter(company__in=numbers).update(company=kept)
        CompanyAgreement.objects.filter(company__in=numbers).update(company=kept)
        Company.objects.filter(merged_into__in=numbers).update(merged_into=kept)
        Company.objects.filter(pk__in=numbers).update(merged_into=kept)
        _take_over(locked[kept.pk], [locked[number] for number in numbers])
    return moved


def _moved_before(kept: Company, others: list[int]) -> int:
    """Return how many offers at ``kept`` were once at one of ``others``."""
    return Offer.objects.filter(company=kept, events__company__in=others).distinct().count()


def _take_over(kept: Company, others: list[Company]) -> None:
    """Fill what the kept company lacks from the first of the others that has it. A CVR number is part of the name."""
    taken = []
    for group in FACTS:
        source = next((one for one in others if any(getattr(one, name) for name in group)), None)
        if source is not None and not any(getattr(kept, name) for name in group):
            taken += group
            for name in group:
                setattr(kept, name, getattr(source, name))
    if taken:
        kept.save(update_fields=taken)
