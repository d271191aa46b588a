"""Merging two companies that are one, and a new offer that begins at the company."""

import threading
from datetime import date
from uuid import uuid4

import pytest
from django.db import connection

from accounts.models import AccessLogEntry
from cases.companies.merging import MergedMeanwhileError, likely_duplicates, merge
from cases.models import Company, Offer
from tests import people

pytestmark = pytest.mark.django_db


def test_merging_moves_everything_and_forgets_nothing(client_of, company):
    twice = people.a_company("Bageriet", contact_name="Kaj Kontakt", contact_phone="00 11 22 33", town="Nibe")
    older = people.a_company("Bagriet", merged_into=twice)
    offer = people.an_offer(people.a_member(), "virksomhedspraktik", "2018-01-01", company=twice)
    people.an_agreement(twice)
    path = f"/virksomheder/{company.pk}/slaa-sammen/"
    assert list(client_of.get(path).context["candidates"]) == [twice]
    response = client_of.post(path, {"others": [twice.pk], "reason": "Samme firma"}, follow=True)
    assert "1 tilbud er flyttet hertil" in str(next(iter(response.context["messages"])))
    for one in (company, twice, older, offer):
        one.refresh_from_db()
    assert offer.company == company and company.agreements.count() == 1
    assert twice.merged_into == older.merged_into == company
    assert (company.contact_name, company.contact_phone, company.town) == ("Kaj Kontakt", "00 11 22 33", "Nibe")
    event = offer.events.get()
    assert (event.company_id, event.pgh_context.metadata["reason"]) == (twice.pk, "Samme firma")
    assert client_of.get(f"/virksomheder/{twice.pk}/").url == f"/virksomheder/{company.pk}/"
    assert client_of.get(f"/virksomheder/{twice.pk}/ret/").url == f"/virksomheder/{company.pk}/ret/"
    assert "Også kendt som" in client_of.get(f"/virksomheder/{company.pk}/").content.decode()


def test_a_merge_that_is_sent_twice_is_answered_alike(client_of, company):
    twice, third = people.a_company("Bageriet"), people.a_company("Bagriet")
    people.an_offer(people.a_member(), "virksomhedspraktik", "2018-01-01", company=twice)
    path, sent = f"/virksomheder/{company.pk}/slaa-sammen/", {"others": [twice.pk], "reason": "Samme firma"}
    answers = [client_of.post(path, sent, follow=True) for _click in range(2)]
    assert [one.redirect_chain for one in answers] == [[(f"/virksomheder/{company.pk}/", 302)]] * 2
    assert len({str(next(iter(one.context["messages"]))) for one in answers}) == 1
    assert Company.events.rel.related_model.objects.filter(pgh_obj=twice).count() == 1
    client_of.post(path, {"others": [twice.pk, third.pk], "reason": "Også den"})
    third.refresh_from_db()
    assert third.merged_into == company


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_are_one_merge(caseworker):
    company, twice = people.a_company("Bageriet"), people.a_company("Bagriet")
    people.an_offer(people.a_member(), "virksomhedspraktik", "2018-01-01", company=twice)
    results, start = [], threading.Barrier(2)

    def click():
        start.wait()
        try:
            results.append(merge(company, [twice], caseworker, "Samme"))
        finally:
            connection.close()

    clicks = [threading.Thread(target=click) for _click in range(2)]
    for one in clicks:
        one.start()
    for one in clicks:
        one.join()
    assert results == [1, 1] and Offer.objects.get().events.count() == 1


def test_what_the_kept_company_says_is_kept(caseworker, company):
    Company.objects.filter(pk=company.pk).update(contact_phone="00 99 99 99")
    other = people.a_company("Bagriet", contact_name="Kaj", street="Søndergade 1", town="Nibe", postcode="9240")
    merge(company, [other], caseworker, "Samme")
    company.refresh_from_db()
    assert (company.contact_name, company.contact_phone, company.street) == ("", "00 99 99 99", "Søndergade 1")


def test_a_merge_needs_a_choice_and_a_reason(client_of, company):
    twice = people.a_company("Bageriet")
    path = f"/virksomheder/{company.pk}/slaa-sammen/"
    assert set(client_of.post(path, {}).context["form"].errors) == {"others", "reason"}
    response = client_of.post(path, {"others": [twice.pk]})
    assert set(response.context["form"].errors) == {"reason"}
    assert f'value="{twice.pk}" id="other-{twice.pk}" checked' in response.content.decode()
    foreign = people.a_company(municipality="810")
    assert "others" in client_of.post(path, {"others": [foreign.pk], "reason": "x"}).context["form"].errors
    assert "others" in client_of.post(path, {"others": [company.pk], "reason": "x"}).context["form"].errors
    assert not Company.objects.filter(merged_into__isnull=False).exists()


def test_two_who_merge_at_once(caseworker, company):
    other, third = people.a_company("Bagriet"), people.a_company("Bageren")
    Company.objects.filter(pk=other.pk).update(merged_into=third)
    with pytest.raises(MergedMeanwhileError):
        merge(company, [other], caseworker, "Samme")
    with pytest.raises(MergedMeanwhileError):
        merge(other, [company], caseworker, "Samme")
    company.refresh_from_db()
    assert company.merged_into is None


def test_what_looks_like_a_duplicate(company):
    names = {"BAGERIET": "", "Bageriet Nibe ApS": "11111111", "Konditoren": "13585628", "Slagteren": ""}
    for name, cvr in names.items():
        people.a_company(name, cvr)
    people.a_company("Bageriet", municipality="810")
    assert {one.name for one in likely_duplicates(company)} == {"BAGERIET", "Bageriet Nibe ApS", "Konditoren"}


def test_a_new_offer_begins_with_picking_a_citizen(client_of, caseworker, company, settings):
    settings.DEMO_DAY = date(2018, 6, 15)
    own = people.a_member(name="Egon Egen", caseworker=caseworker)
    people.a_member(name="Dorte Død", caseworker=caseworker, benefit="folkepension")
    facilitated = people.a_member(name="Frida Fulgt")
    facilitator = people.a_facilitator(facilitated, "2018-01-01")
    facilitator.user = caseworker
    facilitator.save()
    other = people.a_member(name="Anders Anden", cpr="0101701234")
    people.a_member("810", name="Anders Fremmed")
    path = f"/virksomheder/{company.pk}/nyt-tilbud/"

    def names(**sent):
        response = client_of.post(path, sent) if sent else client_of.get(path)
        return [citizen.name for citizen in response.context["citizens"]]

    assert names() == ["Egon Egen", "Frida Fulgt"]
    assert names(term="anders") == names(term="010170-1234") == ["Anders Anden"]
    assert names(term="12") == names(term="xyz") == []
    assert "CPR-nummer med ti cifre" in client_of.post(path, {"term": "12"}).content.decode()
    text = client_of.get(path).content.decode()
    link = f"/borgere/{own.pk}/ny/tilbud/?company={company.pk}&amp;tilbage=%2Fvirksomheder%2F{company.pk}%2F"
    assert link in text and str(other.pk) not in link
    assert AccessLogEntry.objects.filter(about="company_offer", action="search", rows=1).count() == 2


def test_a_company_with_a_number_of_four_digits_is_passed_on_by_it(client_of, caseworker):
    people.a_member(name="Egon Egen", caseworker=caseworker)
    company = people.a_company("Bageriet", pk=1234567)
    people.a_company("Bageriet", "13585628", pk=1234568)
    assert "?company=1234567&amp;" in client_of.get(f"/virksomheder/{company.pk}/nyt-tilbud/").content.decode()
    assert 'value="1234568"' in client_of.get(f"/virksomheder/{company.pk}/slaa-sammen/").content.decode()


def test_the_offer_form_knows_the_company_and_comes_back(client_of, company):
    citizen = people.a_member()
    back = f"/virksomheder/{company.pk}/"
    path = f"/borgere/{citizen.pk}/ny/tilbud/?company={company.pk}&tilbage={back}"
    form = client_of.get(path).context["form"]
    assert (form["company_name"].value(), form["cvr"].value()) == ("Bageriet", "13585628")
    sent = {
        **{"kind": "virksomhedspraktik", "start": "2018-05-01", "form_token": str(uuid4())},
        **{"company_name": "Bageriet", "cvr": "13585628", "tilbage": back},
    }
    assert client_of.post(path, sent).url.startswith(back)
    assert Offer.objects.get().company == company


def test_who_has_no_benefit_registered_can_be_picked_too(client_of, company, caseworker):
    people.a_citizen(name="Uden Ydelse", caseworker=caseworker)
    shown = client_of.get(f"/virksomheder/{company.pk}/nyt-tilbud/").context["citizens"]
    assert [citizen.name for citizen in shown] == ["Uden Ydelse"]


def test_a_number_is_looked_up_here_as_everywhere_and_logged(client_of, company):
    other = people.a_member("810", name="Fremmed", cpr="0101701234")
    response = client_of.post(f"/virksomheder/{company.pk}/nyt-tilbud/", {"term": "010170-1234"})
    assert response.context["citizens"] == [] and "har det CPR-nummer" in response.content.decode()
    assert AccessLogEntry.objects.filter(citizen_id=other.pk, action="refused", about="search").count() == 1
