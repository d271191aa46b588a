"""A company is found again however it is typed: in the form, among the suggestions, and by the import."""

from uuid import uuid4

import pytest
from django.contrib.messages import get_messages

from cases.companies.finding import find_company, parted, suggestions
from cases.importing import load
from cases.models import Company, Offer
from tests import people

pytestmark = pytest.mark.django_db


@pytest.fixture
def send(as_user, caseworker):
    citizen = people.a_member()

    def post(**fields):
        sent = {"kind": "virksomhedspraktik", "start": "2018-05-01", "form_token": str(uuid4()), **fields}
        return as_user(caseworker).post(f"/borgere/{citizen.pk}/ny/tilbud/", sent)

    return post


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Bageriet (12345678)", ("Bageriet", "12345678")),
        ("  Bageriet  ", ("Bageriet", "")),
        ("Bageriet (Nibe) (12345678)", ("Bageriet (Nibe)", "12345678")),
        ("Bageriet (1234567)", ("Bageriet (1234567)", "")),
        ("(12345678)", ("(12345678)", "")),
        ("", ("", "")),
    ],
)
def test_a_suggestion_is_taken_apart(text, parts):
    assert parted(text) == parts


@pytest.mark.parametrize("typed", ["Café Øen", "café  øen", " CAFÉ ØEN ", "Café\tØen"])
def test_case_and_spacing_make_no_other_company(send, typed):
    known = people.a_company("Café Øen", "13585628")
    assert send(company_name=typed).status_code == 302
    assert Company.objects.get() == Offer.objects.get().company == known


def test_choosing_a_suggestion_fills_both_whatever_stood_in_the_other_field(send):
    people.a_company("Slagteren", "25052943")
    chosen = people.a_company("Bageriet", "13585628")
    assert send(company_name="Bageriet (13585628)", cvr="25052943").status_code == 302
    assert send(company_name="Bageriet (13585628)", cvr="hvad").status_code == 302
    assert set(Offer.objects.values_list("company", flat=True)) == {chosen.pk}


def test_of_two_with_one_name_the_form_asks_which(send):
    people.a_company("Bageriet", "13585628", town="Nibe")
    people.a_company("Bageriet", "25052943")
    people.a_company("Bageriet", "25313763", municipality="810")
    refused = send(company_name="bageriet").context["form"].errors["cvr"][0]
    assert "Bageriet (13585628), Nibe; Bageriet (25052943)" in refused and "25313763" not in refused
    assert not Offer.objects.exists()
    assert send(company_name="Bageriet", cvr="25052943").status_code == 302
    assert Offer.objects.get().company.cvr == "25052943"


def test_one_without_a_number_is_meant_by_its_name(send):
    people.a_company("Bageriet", "13585628")
    people.a_company("Bageriet", "25052943")
    plain = people.a_company("Bageriet")
    assert send(company_name="Bageriet").status_code == 302
    assert Offer.objects.get().company == plain


def test_two_names_of_one_company_are_no_question(send):
    kept = people.a_company("Bageriet", "13585628")
    people.a_company("Bageriet", "25052943", merged_into=kept)
    assert send(company_name="Bageriet").status_code == 302
    assert Offer.objects.get().company == kept


@pytest.mark.parametrize(
    ("agreed", "lacks"),
    [
        ({}, "Mangler: timer, opgaver, ordinære timer."),
        ({"weekly_hours": "12", "agreed_tasks": "Pakker brød", "agreed_ordinary_hours": "False"}, "ordinære timer."),
        ({"weekly_hours": "12", "agreed_tasks": "Pakker brød", "agreed_ordinary_hours": "True"}, None),
    ],
)
def test_the_receipt_says_what_the_agreement_lacks(send, agreed, lacks):
    (receipt,) = [str(message) for message in get_messages(send(company_name="Bageriet", **agreed).wsgi_request)]
    assert (lacks in receipt) if lacks else receipt == "Tilbuddet er gemt."


def test_a_new_company_is_made_from_name_and_number(send):
    assert send(company_name="Ny Virksomhed (13585628)").status_code == 302
    assert (Company.objects.get().name, Company.objects.get().cvr) == ("Ny Virksomhed", "13585628")


def test_a_name_can_be_as_long_as_the_register_holds_and_no_longer(send):
    assert send(company_name=f"{'x' * 200} (13585628)").status_code == 302
    assert "for langt" in str(send(company_name="y" * 201).context["form"].errors["company_name"])


def test_a_merged_name_leads_to_the_one_that_was_kept(send):
    kept = people.a_company("Bageriet", "13585628")
    people.a_company("Bagriet", merged_into=kept)
    assert send(company_name="bagriet").status_code == 302
    assert Offer.objects.get().company == kept
    assert find_company("851", "Bagriet") == kept and find_company("810", "Bagriet") is None


def test_a_form_sent_twice_in_another_spelling_of_the_company_is_stored_once(send):
    people.a_company("Bageriet", "13585628")
    token = str(uuid4())
    for _click in range(2):
        assert send(company_name="BAGERIET", form_token=token).status_code == 302
    assert Offer.objects.count() == 1


def test_suggests_the_most_used_of_the_municipality_first(send, as_user, caseworker):
    used = people.a_company("Slagteren", "25052943")
    people.an_offer(people.a_member(), "mentor", "2018-01-01", company=used)
    people.a_company("Bageriet", merged_into=people.a_company("Anders Bageri", town="Nibe"))
    people.a_company("Fremmed", municipality="810")
    assert suggestions("851") == ["Slagteren (25052943)", "Anders Bageri"]
    assert suggestions("851", "nibe") == suggestions("851", "ander BAG") == ["Anders Bageri"]
    assert suggestions("851", "2505") == suggestions("851", "Slagteren (25052943)") == ["Slagteren (25052943)"]
    text = as_user(caseworker).post("/virksomheder/forslag/", {"company_name": "slag"}).content.decode()
    assert text.strip() == '<option value="Slagteren (25052943)"></option>'


def test_fetches_while_typing_only_where_a_list_cannot_hold_all(as_user, caseworker, monkeypatch):
    citizen, path = people.a_member(), "/virksomheder/forslag/"

    def page():
        return as_user(caseworker).get(f"/borgere/{citizen.pk}/ny/tilbud/").content.decode()

    people.a_company("Bageriet")
    assert '<option value="Bageriet">' in page() and path not in page()
    monkeypatch.setattr("cases.forms.company.MOST_SUGGESTIONS", 1)
    assert f'hx-post="{path}"' in page()


CITIZENS = "cpr,name,municipality,unit,caseworker\n0101701234,Anna,851,,\n"
OFFERS = "cpr,kind,start,company,cvr\n"


def imported(tmp_path, offers: str) -> None:
    (tmp_path / "citizens.csv").write_text(CITIZENS, encoding="utf-8")
    (tmp_path / "offers.csv").write_text(OFFERS + offers, encoding="utf-8")
    load(tmp_path)


def test_the_import_makes_a_company_once_and_takes_odd_numbers(tmp_path):
    imported(
        tmp_path,
        "0101701234,mentor,2018-01-01,Café Øen,12345678\n"
        "0101701234,mentor,2018-02-01,CAFÉ  ØEN,12345678\n"
        "0101701234,mentor,2018-03-01,Café Øen,\n"
        "0101701234,mentor,2018-04-01,,12345678\n",
    )
    assert sorted(Company.objects.values_list("name_key", "cvr")) == [
        ("12345678", "12345678"),
        ("café øen", ""),
        ("café øen", "12345678"),
    ]
    assert Offer.objects.filter(company__isnull=False).count() == 4


def test_importing_again_after_a_merge_brings_nothing_back(tmp_path, caseworker):
    rows = "0101701234,mentor,2018-01-01,Bageriet,13585628\n0101701234,mentor,2018-02-01,Bagriet,\n"
    imported(tmp_path, rows)
    from cases.companies.merging import merge

    kept, twice = Company.objects.order_by("name")
    merge(kept, [twice], caseworker, "Samme")
    imported(tmp_path, rows)
    assert Offer.objects.count() == Offer.objects.filter(company=kept).count() == 2
    assert Company.objects.count() == 2


def test_an_offer_finds_the_company_again_by_name_and_number(send):
    send(company_name="Bageriet", cvr="12 34 56 78", weekly_hours="12,5")
    send(company_name="bageriet")
    send(company_name="Bageriet", cvr="87654321")
    assert sorted(Company.objects.values_list("name", "cvr")) == [("Bageriet", "12345678"), ("Bageriet", "87654321")]
    first, second, _third = Offer.objects.order_by("pk")
    assert first.company == second.company and str(first.weekly_hours) == "12.50"


def test_a_cvr_number_known_under_another_name_is_refused_at_its_field(send):
    send(company_name="Bageriet", cvr="12345678")
    again = send(company_name="Ny Virksomhed", cvr="12345678").context["form"].errors
    assert "hører til Bageriet" in str(again["cvr"])
    assert Company.objects.count() == 1
