"""What the data files do not say of the demo's companies: branch, address, contact person, and some agreements."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import numpy as np
import pgtrigger
from django.db import connection, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from cases.models import Company, CompanyAgreement

from .days import DATA_ENDS_ON, STARTS_ON
from .identities import names
from .texts import AGREEMENTS, BRANCHES, PUBLIC_PLACES, STREETS

#: The towns whose postcode everybody knows; elsewhere the town alone is written.
POSTCODES = {"851": "9000", "810": "9700"}
ASCII = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "Æ": "ae", "Ø": "oe", "Å": "aa"})
#: Shares of companies with a known contact person, with an agreement, and of agreements that have ended.
HAS_CONTACT, HAS_AGREEMENT, HAS_ENDED = 0.85, 0.25, 0.3
COLUMNS = ("id", "branch", "street", "postcode", "town", "contact_name", "contact_phone", "contact_email")
#: One statement for all companies.
DESCRIBE = f"""
    UPDATE cases_company k SET {", ".join(f"{name} = facts.{name}" for name in COLUMNS[1:])}
    FROM unnest(%s::bigint[], {", ".join("%s::text[]" for _name in COLUMNS[1:])}) AS facts ({", ".join(COLUMNS)})
    WHERE k.id = facts.id
"""  # noqa: S608 -- the columns are our own


def describe_companies() -> str:
    """Describe the companies that the import made, the same for the same names; once, and all or nothing."""
    companies = list(Company.objects.select_related("municipality").order_by("municipality_id", "name_key", "cvr"))
    if any(company.branch for company in companies):
        return _("Virksomheder: %(count)d fandtes.") % {"count": len(companies)}
    rng = np.random.default_rng(len(companies))
    rows = facts(companies, rng)
    with transaction.atomic(), pgtrigger.ignore("cases.Company:changed_update"), connection.cursor() as cursor:
        cursor.execute(DESCRIBE, [list(column) for column in zip(*rows, strict=True)] or [[] for _name in COLUMNS])
        made = CompanyAgreement.objects.bulk_create(agreements(companies, rng))
    return _("Virksomheder: %(count)d beskrevet, %(agreements)d aftaler.") % {
        "count": len(companies),
        "agreements": len(made),
    }


def facts(companies: list[Company], rng: np.random.Generator) -> list[tuple[Any, ...]]:
    """Return a row of ``COLUMNS`` for each company. The telephone numbers and mail addresses belong to nobody."""
    size = len(companies)
    people = names(rng.random(size) < 0.5, rng)
    known = rng.random(size) < HAS_CONTACT
    streets = np.array(STREETS)[rng.integers(0, len(STREETS), size)]
    numbers, phones = rng.integers(1, 90, size), rng.integers(0, 10**6, size)
    rows = []
    for at, company in enumerate(companies):
        digits = f"{phones[at]:06d}"
        mail = f"kontakt@{slugify(company.name.translate(ASCII))}.example"
        contact = (str(people[at]), f"00 {digits[:2]} {digits[2:4]} {digits[4:]}", mail) if known[at] else ("", "", "")
        place = (f"{streets[at]} {numbers[at]}", POSTCODES.get(company.municipality_id, ""), company.municipality.name)
        rows.append((company.pk, branch_of(company.name), *place, *contact))
    return rows


def branch_of(name: str) -> str:
    """Return the branch that the company's name tells of."""
    if name in PUBLIC_PLACES:
        return "O"
    return next((branch for word, branch in BRANCHES.items() if word in name), "S")


def agreements(companies: list[Company], rng: np.random.Generator) -> list[CompanyAgreement]:
    """Return an agreement with some of the companies, a few of them over."""
    size = len(companies)
    days = int((DATA_ENDS_ON - STARTS_ON).astype(int))
    chosen, over = rng.random(size) < HAS_AGREEMENT, rng.random(size) < HAS_ENDED
    starts, texts = rng.integers(0, days - 200, size), rng.integers(0, len(AGREEMENTS), size)
    first = STARTS_ON.item()
    return [
        CompanyAgreement(
            company=company,
            text=AGREEMENTS[texts[at]],
            start=first + timedelta(days=int(starts[at])),
            end=first + timedelta(days=int(starts[at]) + 180) if over[at] else None,
        )
        for at, company in enumerate(companies)
        if chosen[at]
    ]
