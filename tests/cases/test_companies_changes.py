"""Changing the register: what the database refuses, agreements, history, and merging two that are one."""

import threading
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from cases.changes import readable, recorded_change
from cases.forms.companies import CompanyForm
from cases.models import Company, CompanyAgreement
from tests import people

pytestmark = pytest.mark.django_db
NEW = {"form_token": str(uuid4())}
GOOD = {"name": "Bageriet", "cvr": "13 58 56 28", "branch": "C", "postcode": "9240", "town": "Nibe"}


def refused(change) -> str:
    """Return the name and message of the rule that refuses ``change``."""
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        change()
    error = readable(caught.value, Company)
    return f"{error.code}: {' '.join(error.messages)}"


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"name": "  "}, "company_has_name"),
        ({"cvr": "1234567"}, "company_cvr_eight_digits"),
        ({"branch": "Z"}, "company_branch_is_known"),
        ({"postcode": "924"}, "company_postcode_four_digits"),
        ({"name": " BAGERIET ", "cvr": "13585628"}, "company_once_in_municipality"),
    ],
)
def test_the_database_holds_the_rules(company, fields, rule):
    told = refused(lambda: Company.objects.create(municipality_id="851", **{"name": "Ny", **fields}))
    assert told.startswith(rule) and "Databasen afviste" not in told


def test_a_merge_stays_inside_the_municipality_and_leaves_nothing_behind(company):
    elsewhere, other = people.a_company(municipality="810"), people.a_company("Bagerriet")

    def into(one, target):
        return lambda: Company.objects.filter(pk=one.pk).update(merged_into=target)

    assert "company_not_merged_into_itself" in refused(into(other, other))
    assert "anden kommune" in refused(lambda: (into(other, elsewhere)(), check_now()))
    offer = people.an_offer(people.a_member(), "mentor", "2018-01-01", company=other)
    assert "company_merged_for_good" in refused(into(other, company))
    offer.delete()
    agreement = people.an_agreement(other)
    assert "company_merged_for_good" in refused(into(other, company))
    agreement.delete()
    into(other, company)()
    assert "company_merged_for_good" in refused(into(company, people.a_company("Tredje")))
    assert "offer_at_kept_company" in refused(lambda: people.an_agreement(other))
    assert "offer_at_kept_company" in refused(
        lambda: people.an_offer(people.a_member(), "mentor", "2018-01-01", company=other)
    )


def check_now() -> None:
    connection.check_constraints()


def test_stores_a_company_once(client_of):
    response = client_of.post("/virksomheder/ny/", NEW | GOOD)
    stored = Company.objects.get()
    assert response.url == f"/virksomheder/{stored.pk}/"
    assert (stored.cvr, stored.postcode, stored.municipality_id) == ("13585628", "9240", "851")
    again = client_of.post("/virksomheder/ny/", NEW | GOOD, follow=True)
    assert again.redirect_chain == [(response.url, 302)], "a double click is answered as the first"
    assert "Virksomheden er gemt." in [str(message) for message in again.context["messages"]]
    other = client_of.post("/virksomheder/ny/", {**GOOD, "form_token": str(uuid4())})
    assert "Slå de to sammen" in str(other.context["form"].errors["name"])
    assert Company.objects.count() == 1


def test_a_form_used_before_does_not_change_what_it_stored(client_of):
    client_of.post("/virksomheder/ny/", NEW | GOOD)
    page = client_of.post("/virksomheder/ny/", {**NEW, **GOOD, "name": "Slagteren"})
    assert "Formularen er brugt før" in page.content.decode()
    assert Company.objects.get().name == "Bageriet"


@pytest.mark.parametrize("token", ["", "ikke-et-mærke"])
def test_without_its_mark_nothing_is_stored(client_of, token):
    assert client_of.post("/virksomheder/ny/", {**GOOD, "form_token": token}).status_code == 200
    assert not Company.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_are_one_company(caseworker):
    results, start = [], threading.Barrier(2)

    def click():
        form = CompanyForm(NEW | GOOD, instance=Company(municipality_id="851"), user=caseworker)
        form.full_clean()
        start.wait()
        try:
            results.append((form.store(), form.instance.pk))
        finally:
            connection.close()

    clicks = [threading.Thread(target=click) for _click in range(2)]
    for one in clicks:
        one.start()
    for one in clicks:
        one.join()
    assert results == [(True, Company.objects.get().pk)] * 2


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"cvr": "1234"}, "cvr"),
        ({"cvr": "١٢٣٤٥٦٧٨"}, "cvr"),
        ({"branch": "Å"}, "branch"),
        ({"postcode": "92400"}, "postcode"),
        ({"contact_email": "kaj"}, "contact_email"),
    ],
)
def test_bad_input_is_told_at_its_field(client_of, fields, field):
    response = client_of.post("/virksomheder/ny/", {**NEW, **GOOD, **fields})
    assert field in response.context["form"].errors and not Company.objects.exists()


def test_an_odd_cvr_number_is_stored_with_a_warning(client_of):
    response = client_of.post("/virksomheder/ny/", {**NEW, **GOOD, "cvr": "12345678"}, follow=True)
    assert Company.objects.get().cvr == "12345678"
    assert "CVR-nummeret har ikke et gyldigt kontrolciffer" in [str(m) for m in response.context["messages"]][1]


def test_a_new_name_needs_a_reason_and_a_new_telephone_none(client_of, company):
    path = f"/virksomheder/{company.pk}/ret/"
    assert client_of.post(path, {**GOOD, "contact_phone": "00 11 22 33"}).status_code == 302
    refused = client_of.post(path, {**GOOD, "name": "Bageriet Nibe"})
    assert "reason" in refused.context["form"].errors
    seen = client_of.get(path).context["form"]["version"].value()
    assert (
        client_of.post(path, {**GOOD, "name": "Bageriet Nibe", "reason": "Ny ejer", "version": seen}).status_code == 302
    )
    lines = client_of.get(f"/virksomheder/{company.pk}/historik/").context["changes"]
    assert [(line.reason, line.by) for line in lines] == [("Ny ejer", "anna"), ("", "anna")]
    assert ("Navn", "Bageriet", "Bageriet Nibe") in [
        (item.field, item.before, item.after) for item in lines[0].differences
    ]


AGREED = {"text": "To pladser", "agreed_with": "Kaj", "start": "2018-01-01", "end": "2018-12-31"}


def test_an_agreement_is_stored_once_corrected_and_deleted_with_a_reason(client_of, company):
    base, token = f"/virksomheder/{company.pk}/", str(uuid4())
    for _click in range(2):
        assert client_of.post(f"{base}aftale/ny/", {**AGREED, "form_token": token}).status_code == 302
    agreement = CompanyAgreement.objects.get()
    assert agreement.created_by.username == "anna"
    path = f"{base}aftale/{agreement.pk}/"
    assert "reason" in client_of.post(f"{path}ret/", {**AGREED, "text": "Tre"}).context["form"].errors
    assert client_of.post(f"{path}ret/", {**AGREED, "text": "Tre", "reason": "Fejl"}).status_code == 302
    seen = client_of.get(f"{path}slet/").context["form"]["version"].value()
    assert client_of.post(f"{path}slet/", {"reason": "Aldrig aftalt", "version": seen}).status_code == 302
    assert not CompanyAgreement.objects.exists()
    deleted, corrected = client_of.get(f"{base}historik/").context["changes"]
    assert (deleted.deleted, deleted.reason) == (True, "Aldrig aftalt")
    assert ("To pladser", "Tre") in [(item.before, item.after) for item in corrected.differences]


def test_an_agreement_ends_after_it_begins(client_of, company):
    sent = {**AGREED, "end": "2017-12-31", "form_token": str(uuid4())}
    response = client_of.post(f"/virksomheder/{company.pk}/aftale/ny/", sent)
    assert "før startdatoen" in str(response.context["form"].errors["end"])
    response = client_of.post(f"/virksomheder/{company.pk}/aftale/ny/", {**sent, "end": "", "form_token": ""})
    assert response.status_code == 200 and not CompanyAgreement.objects.exists()


def test_an_agreement_of_another_company_is_404(client_of, company):
    agreement = people.an_agreement(people.a_company("Slagteren"))
    assert client_of.get(f"/virksomheder/{company.pk}/aftale/{agreement.pk}/ret/").status_code == 404
    assert client_of.post(f"/virksomheder/{company.pk}/aftale/{agreement.pk}/slet/", {"reason": "x"}).status_code == 404


@pytest.fixture
def opened(client_of):
    """Open a form and return its fields as they would be sent, with what is typed over."""

    def fields(path: str, **typed) -> dict:
        form = client_of.get(path).context["form"]
        return {field.html_name: field.value() or "" for field in form} | typed

    return fields


def by_another(caseworker, instance, **changes) -> None:
    """Change something as a colleague does."""
    for name, value in changes.items():
        setattr(instance, name, value)
    with recorded_change(caseworker, "Ny i telefonen"):
        instance.save()


def test_the_second_to_change_a_company_is_told_and_keeps_the_typing(client_of, manager, company, opened):
    path = f"/virksomheder/{company.pk}/ret/"
    sent = opened(path, contact_name="Min", town="Nibe")
    by_another(manager, company, contact_name="Den andens")
    page = client_of.post(path, sent)
    text = page.content.decode()
    assert page.status_code == 200 and "En anden har rettet det imens" in text
    assert "Kontaktperson: – → Den andens" in text and "lone" in text and "Ny i telefonen" in text
    assert 'value="Min"' in text and "Gem min udgave alligevel" in text
    company.refresh_from_db()
    assert (company.contact_name, company.town) == ("Den andens", "")
    again = {field.html_name: field.value() or "" for field in page.context["form"]}
    assert client_of.post(path, again).status_code == 302
    company.refresh_from_db()
    assert (company.contact_name, company.town) == ("Min", "Nibe")
    assert client_of.post(path, again).status_code == 302, "sent twice, stored once, and not told of oneself"


def test_the_second_to_change_an_agreement_is_told_and_keeps_the_typing(client_of, caseworker, company, opened):
    agreement = people.an_agreement(company, text="To pladser")
    path = f"/virksomheder/{company.pk}/aftale/{agreement.pk}/ret/"
    sent = opened(path, text="Tre pladser", reason="De har plads")
    by_another(caseworker, agreement, text="Ingen pladser")
    text = client_of.post(path, sent).content.decode()
    assert "To pladser → Ingen pladser" in text and ">\nTre pladser</textarea>" in text
    agreement.refresh_from_db()
    assert agreement.text == "Ingen pladser"


def test_an_agreement_changed_meanwhile_is_not_deleted_unseen(client_of, caseworker, company, opened):
    agreement = people.an_agreement(company)
    path = f"/virksomheder/{company.pk}/aftale/{agreement.pk}/slet/"
    sent = opened(path, reason="Fejl")
    by_another(caseworker, agreement, text="Fem pladser")
    page = client_of.post(path, sent)
    assert "To pladser → Fem pladser" in page.content.decode() and CompanyAgreement.objects.exists()
    version = page.context["form"]["version"].value()
    assert client_of.post(path, {"reason": "Fejl", "version": version}).status_code == 302
    assert not CompanyAgreement.objects.exists()


def test_what_was_typed_in_an_agreement_that_was_deleted_comes_back_as_a_new_one(
    client_of, caseworker, company, opened
):
    agreement = people.an_agreement(company)
    path = f"/virksomheder/{company.pk}/aftale/{agreement.pk}"
    sent = opened(f"{path}/ret/", text="Tre pladser", reason="De har plads")
    with recorded_change(caseworker, "Dobbelt"):
        agreement.delete()
    page = client_of.post(f"{path}/ret/", sent)
    text = page.content.decode()
    assert "slettet af anna: Dobbelt" in text and ">\nTre pladser</textarea>" in text
    assert f'action="/virksomheder/{company.pk}/aftale/ny/"' in text and not CompanyAgreement.objects.exists()
    new = {field.html_name: field.value() or "" for field in page.context["form"]}
    assert client_of.post(f"/virksomheder/{company.pk}/aftale/ny/", new).status_code == 302
    assert CompanyAgreement.objects.get().text == "Tre pladser"
    for gone in ("ret", "slet"):
        assert client_of.get(f"{path}/{gone}/")["Location"] == f"/virksomheder/{company.pk}/"
