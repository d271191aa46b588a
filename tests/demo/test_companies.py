"""The demo's companies are described: the same each time, once, by nobody real, and without a history of it."""

import re

import pytest

from cases.models import Company, CompanyAgreement
from demo.companies import branch_of, describe_companies
from demo.texts import BRANCHES, COMPANY_KIND
from tests import people

pytestmark = pytest.mark.django_db
FACTS = ("name", "branch", "street", "postcode", "town", "contact_name", "contact_phone", "contact_email")


def described() -> list[tuple]:
    """Make forty companies, describe them, and return what was said."""
    for number in range(40):
        people.a_company(f"Havblik {COMPANY_KIND[number % len(COMPANY_KIND)]} {number}")
    describe_companies()
    said = list(Company.objects.order_by("name").values_list(*FACTS))
    agreed = list(CompanyAgreement.objects.order_by("company__name").values_list("company__name", "start", "end"))
    return [*said, *agreed]


def test_the_same_each_time():
    first = described()
    CompanyAgreement.objects.all().delete()
    Company.objects.all().delete()
    assert described() == first


def test_describes_once_and_leaves_what_somebody_wrote():
    said = described()
    assert "40 fandtes" in describe_companies()
    assert list(Company.objects.order_by("name").values_list(*FACTS)) == said[:40]


def test_nobody_real_is_called_and_no_change_is_told():
    described()
    for phone, mail in Company.objects.exclude(contact_name="").values_list("contact_phone", "contact_email"):
        assert re.fullmatch(r"00( \d\d){3}", phone) and re.fullmatch(r"kontakt@[a-z0-9-]+\.example", mail)
    assert 0 < Company.objects.exclude(contact_name="").count() < 40
    assert CompanyAgreement.objects.exists()
    assert not Company._meta.get_field("events").related_model.objects.exists()


def test_nothing_to_describe():
    assert "0 beskrevet" in describe_companies()


def test_every_kind_of_company_has_its_branch():
    assert {branch_of(f"Havblik {kind}") for kind in COMPANY_KIND} == set(BRANCHES.values())
    assert (branch_of("Biblioteket"), branch_of("Firmaet")) == ("O", "S")
