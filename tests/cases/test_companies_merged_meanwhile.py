"""Somebody merges a company away while another is at it: they are told, keep what they typed, and store it there."""

import threading
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from cases import kept_forms
from cases.companies.merging import merge
from cases.models import Company, CompanyAgreement, Offer
from tests import people

pytestmark = pytest.mark.django_db
TOLD = "Bagriet er slået sammen med Bageriet (13585628)."


@pytest.fixture
def typo(company):
    """The company that is merged away."""
    return people.a_company("Bagriet", town="Nibe", contact_name="Kaj")


@pytest.fixture
def opened(client_of):
    """Open a form and return its fields as they would be sent, with what is typed over."""

    def fields(path: str, **typed) -> dict:
        form = client_of.get(path).context["form"]
        return {field.html_name: field.value() or "" for field in form} | typed

    return fields


def shown(page) -> dict:
    return {field.html_name: field.value() or "" for field in page.context["form"]}


def test_own_changes_of_facts_go_along_and_nothing_else(client_of, manager, company, typo, opened):
    Company.objects.filter(pk=company.pk).update(town="Aalborg")
    sent = opened(f"/virksomheder/{typo.pk}/ret/", contact_phone="00 11 22 33", reason="Ringede")
    merge(company, [typo], manager, "Samme")
    page = client_of.post(f"/virksomheder/{typo.pk}/ret/", sent, follow=True)
    assert page.redirect_chain == [(f"/virksomheder/{company.pk}/ret/", 302)]
    text = page.content.decode()
    assert TOLD in text and "Intet er gemt endnu" in text and "logget af" not in text
    form = shown(page)
    assert (form["contact_phone"], form["reason"]) == ("00 11 22 33", "Ringede")
    assert (form["name"], form["cvr"], form["town"]) == ("Bageriet", "13585628", "Aalborg")
    assert client_of.post(f"/virksomheder/{company.pk}/ret/", form).status_code == 302
    company.refresh_from_db()
    assert (company.name, company.contact_phone, company.town) == ("Bageriet", "00 11 22 33", "Aalborg")
    assert kept_forms.KEY not in client_of.session


def test_a_new_agreement_is_stored_at_the_company_that_was_kept_once(client_of, manager, company, typo, opened):
    sent = opened(f"/virksomheder/{typo.pk}/aftale/ny/", text="To pladser", agreed_with="Kaj")
    merge(company, [typo], manager, "Samme")
    page = client_of.post(f"/virksomheder/{typo.pk}/aftale/ny/", sent, follow=True)
    assert TOLD in page.content.decode() and shown(page)["text"] == "To pladser"
    assert not CompanyAgreement.objects.exists()
    for _click in range(2):
        assert client_of.post(f"/virksomheder/{company.pk}/aftale/ny/", shown(page)).status_code == 302
    assert CompanyAgreement.objects.get().company == company


@pytest.mark.parametrize("reworded", [False, True])
def test_a_corrected_agreement_is_where_it_was_moved(client_of, manager, company, typo, opened, reworded):
    """Of its move one is told at once; what another wrote in it is shown before one writes over it."""
    agreement = people.an_agreement(typo, text="To pladser")
    sent = opened(f"/virksomheder/{typo.pk}/aftale/{agreement.pk}/ret/", text="Tre pladser", reason="Ny plads")
    merge(company, [typo], manager, "Samme")
    if reworded:
        CompanyAgreement.objects.filter(pk=agreement.pk).update(text="Ingen pladser")
    page = client_of.post(f"/virksomheder/{typo.pk}/aftale/{agreement.pk}/ret/", sent, follow=True)
    assert TOLD in page.content.decode() and shown(page)["text"] == "Tre pladser"
    again = client_of.post(f"/virksomheder/{company.pk}/aftale/{agreement.pk}/ret/", shown(page))
    assert again.status_code == (200 if reworded else 302)
    if reworded:
        assert "Ingen pladser" in again.content.decode()
    agreement.refresh_from_db()
    assert agreement.text == ("Ingen pladser" if reworded else "Tre pladser")


def test_a_deletion_and_a_merge_go_along_too(client_of, manager, company, typo):
    agreement, other = people.an_agreement(typo), people.a_company("Bageriet i Nibe")
    merge(company, [typo], manager, "Samme")
    page = client_of.post(f"/virksomheder/{typo.pk}/aftale/{agreement.pk}/slet/", {"reason": "Fejl"}, follow=True)
    assert shown(page)["reason"] == "Fejl" and CompanyAgreement.objects.exists()
    assert client_of.post(page.redirect_chain[0][0], shown(page)).status_code == 302
    sent = {"others": [other.pk], "reason": "Samme"}
    page = client_of.post(f"/virksomheder/{typo.pk}/slaa-sammen/?q=nibe", sent, follow=True)
    assert page.redirect_chain == [(f"/virksomheder/{company.pk}/slaa-sammen/?q=nibe", 302)]
    assert shown(page)["reason"] == "Samme" and f'id="other-{other.pk}" checked' in page.content.decode()


def test_an_agreement_deleted_before_the_merge_is_still_told_of(client_of, manager, company, typo, opened):
    agreement = people.an_agreement(typo)
    path = f"/virksomheder/{typo.pk}/aftale/{agreement.pk}/ret/"
    sent = opened(path, text="Tre pladser", reason="Plads")
    agreement.delete()
    merge(company, [typo], manager, "Samme")
    page = client_of.post(path, sent, follow=True)
    assert page.status_code == 200 and TOLD in page.content.decode()


def test_asked_for_the_page_of_the_other_is_shown(client_of, manager, company, typo):
    merge(company, [typo], manager, "Samme")
    for page in ("ret/", "aftale/ny/", "slaa-sammen/", "nyt-tilbud/"):
        answer = client_of.get(f"/virksomheder/{typo.pk}/{page}", follow=True)
        assert answer.redirect_chain == [(f"/virksomheder/{company.pk}/{page}", 302)]
        assert TOLD in answer.content.decode() and "Intet er gemt" not in answer.content.decode()


def test_merged_in_the_very_moment_of_storing(client_of, manager, company, typo, opened, monkeypatch):
    """The merge comes after the page has looked, before it writes: the database refuses, and the page tells why."""
    from cases.forms.companies import AgreementForm

    sent = opened(f"/virksomheder/{typo.pk}/aftale/ny/", text="To pladser")
    store = AgreementForm.store
    monkeypatch.setattr(AgreementForm, "store", lambda form: (merge(company, [typo], manager, "x"), store(form))[1])
    page = client_of.post(f"/virksomheder/{typo.pk}/aftale/ny/", sent, follow=True)
    assert TOLD in page.content.decode() and shown(page)["text"] == "To pladser"
    assert not CompanyAgreement.objects.exists()


def test_merged_in_the_very_moment_of_deleting(client_of, manager, company, typo, monkeypatch):
    """The agreement has moved when the page comes back: it is found, and so is the reason."""
    from cases.forms.deleting import DeleteForm

    agreement, store = people.an_agreement(typo, text="To pladser"), DeleteForm.store
    monkeypatch.setattr(DeleteForm, "store", lambda form: (merge(company, [typo], manager, "x"), store(form))[1])
    page = client_of.post(f"/virksomheder/{typo.pk}/aftale/{agreement.pk}/slet/", {"reason": "Fejl"}, follow=True)
    assert page.status_code == 200 and TOLD in page.content.decode()
    assert shown(page)["reason"] == "Fejl" and CompanyAgreement.objects.exists()


def test_an_outsider_learns_nothing(as_user, outsider, manager, company, typo):
    merge(company, [typo], manager, "Samme")
    for way in ("get", "post"):
        assert getattr(as_user(outsider), way)(f"/virksomheder/{typo.pk}/ret/").status_code == 404


OFFER = {"kind": "virksomhedspraktik", "start": "2018-05-01", "company_name": "Bagriet", "cvr": ""}


def test_an_offer_is_stored_at_the_other_and_that_is_said(client_of, manager, company, typo):
    path = f"/borgere/{people.a_member().pk}/ny/tilbud/"
    merge(company, [typo], manager, "Samme")
    form = client_of.get(f"{path}?company={typo.pk}").context["form"]
    assert (form["company_name"].value(), form["cvr"].value()) == ("Bageriet", "13585628")
    page = client_of.post(path, {**OFFER, "form_token": str(uuid4())}, follow=True)
    assert Offer.objects.get().company == company
    assert f"{TOLD} Det er gemt dér." in page.content.decode()


def test_an_offer_that_meets_a_merge_keeps_its_typing(client_of, manager, company, typo, monkeypatch):
    from cases.forms import company as fields

    path = f"/borgere/{people.a_member().pk}/ny/tilbud/"
    sent, named = {**OFFER, "form_token": str(uuid4())}, fields.company_called

    def found_then_merged(*given):
        found = named(*given)
        merge(company, [typo], manager, "x")
        return found

    with monkeypatch.context() as patch:
        patch.setattr(fields, "company_called", found_then_merged)
        page = client_of.post(path, sent)
    assert page.status_code == 200 and not Offer.objects.exists()
    assert "Virksomheden er netop slået sammen med" in str(page.context["form"].errors["company_name"])


@pytest.mark.django_db(transaction=True)
def test_a_merge_under_way_is_waited_for(caseworker):
    """What is registered while the merge is not yet finished never stays behind, hidden at the merged company."""
    company, typo = people.a_company("Bageriet"), people.a_company("Bagriet")
    refused, under_way = [], threading.Event()

    def register():
        under_way.wait()
        try:
            people.an_agreement(typo)
        except IntegrityError:
            refused.append(True)
        finally:
            connection.close()

    other = threading.Thread(target=register)
    other.start()
    with transaction.atomic():
        merge(company, [typo], caseworker, "Samme")
        under_way.set()
        other.join(timeout=0.5)
        assert other.is_alive(), "it waits"
    other.join()
    assert refused == [True] and not CompanyAgreement.objects.exists()
