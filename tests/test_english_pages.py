"""Each role's pages, once in each language: no Danish on the English ones, no English on the Danish ones."""

import io
import re

import openpyxl
import pytest
from django.test import override_settings
from django.utils import translation
from pypdf import PdfReader

from cases.models import Company, Facilitator, Grant, Unit
from cases.registrations import all_kinds
from reporting.closing import close_months
from reporting.documents import render
from reporting.indicators import BY_KEY
from reporting.months import Month
from tests import people
from tests.languages import PO, compile_catalogue, only_words, said, without_data, words
from tests.reporting import sample_reports as samples
from visitation.models import RehabilitationCase

#: What the people of these tests are called: no word of either language.
DATA = ("Xenia Quux", "Qvaxhus", "Zorblat", "Wyzzy", "anna", "lone", "stine", "adam", "Aalborg", "fsm1")
MONTH = Month(2018, 3)


@pytest.fixture(scope="module")
def compiled(tmp_path_factory):
    """The locale folder and the telling words of the committed .po, compiled here."""
    folder = tmp_path_factory.mktemp("locale")
    return folder, only_words(compile_catalogue(PO, folder))


@pytest.fixture(autouse=True)
def fresh_catalogue(compiled):
    """Every test reads the translation just compiled, not what lies about on the machine."""
    with override_settings(LOCALE_PATHS=[compiled[0]]):
        yield


def foreign(text: str, language: str, compiled) -> list[str]:
    """The words of a text that give away the other language, with æ, ø and å on an English page."""
    danish, english = compiled[1]
    wrong = words(text) & (danish if language == "en" else english)
    if language == "en":
        wrong |= {word for word in words(text) if re.search("[æøå]", word)}
    return sorted(wrong)


@pytest.fixture
def case(caseworker, manager):
    """A citizen of whom everything is registered, one thing corrected, and a closed month with a grant."""
    unit = Unit.objects.create(municipality_id="851", name="Qvaxhus")
    citizen = people.a_member(name="Xenia Quux", group="1", unit=unit, caseworker=caseworker)
    zorblat = Company.objects.create(name="Zorblat", municipality_id="851")
    offer = people.an_offer(citizen, "virksomhedspraktik", "2018-01-15", company=zorblat)
    people.an_offer(citizen, "ordinaere_timer", "2018-02-01", "2018-05-03", weekly_hours=12.5, agreed_tasks="Wyzzy")
    contact = people.a_contact(citizen, "2018-03-02", by="Wyzzy")
    people.a_plan(citizen, "2018-01-02", "2018-01-03", "Wyzzy")
    Facilitator.objects.create(citizen=citizen, name="Wyzzy", start="2018-01-01", end="2018-12-31")
    people.visited(citizen, "deferred", "2018-02-01", deferral_reason="barsel", deferred_until="2018-02-28")
    people.visited(citizen, "1", "2018-03-01")
    RehabilitationCase.objects.create(
        citizen=citizen, referred_on="2018-02-01", met_on="2018-02-02", decided_on="2018-02-03", decision="fleksjob"
    )
    people.has_benefit(citizen, "fleksjob", "2019-03-01", match_category="jobparat")
    people.a_member(group="2")
    people.a_member()
    Grant.objects.create(programme_id="fsm1", municipality_id="851", amount_dkk=11_749_000, approved_on="2017-06-30")
    close_months(MONTH.previous(), MONTH)
    return {"pk": citizen.pk, "contact": contact.pk, "offer": offer.pk}


CASE = "/borgere/{pk}/"
FIGURES = "/kommune/851/2018-03/"
#: Role, address, what is sent (None: only looked at).
PAGES = [
    (None, "/konto/login/", None),
    (None, "/konto/login/", {}),
    (None, "/konto/login/", {"login": "x", "password": "y"}),
    (None, "/konto/signup/", None),
    *(("caseworker", path, None) for path in ("/borgere/", "/borgere/?group=3", "/borgere/?offer=none", CASE)),
    *(("caseworker", path, None) for path in (FIGURES, "/kommune/851/foreloebig/", "/definitioner/", "/findes-ikke/")),
    *(("caseworker", path, None) for path in ("/star/", "/konto/2fa/", "/konto/password/change/", "/konto/logout/")),
    *(("manager", path, None) for path in (CASE + "adgang/", FIGURES, "/kommune/810/2018-03/")),
    *(("manager", FIGURES + path, None) for path in ("tal/company_track/", "tal/company_track/hvorfor/")),
    *(("star", f"/definitioner/{key}/", None) for key in ("startafklaring", "gruppe-2", "rater")),
    *(("star", path, None) for path in ("/star/2018-03/", "/star/2018-03/?q=zz", "/star/2018-03/fremdrift/", FIGURES)),
    *(
        ("administrator", path, None)
        for path in ("/konto/adgangslog/", "/borgere/", "/admin/", "/admin/accounts/user/add/")
    ),
]


def look(client, path: str, sent, language: str) -> str:
    """Return what a page says in a language."""
    client.cookies["django_language"] = language
    response = client.get(path) if sent is None else client.post(path, sent)
    assert response.status_code in {200, 403, 404, 409, 410}, (path, response.status_code, response.headers)
    html = response.content.decode()
    assert f'<html lang="{language}"' in html or "<html" not in html
    return said(html, DATA)


def wrong_words(client, path: str, sent, compiled) -> dict[str, list[str]]:
    """The foreign words of a page in each language, nothing where there are none."""
    found = {language: foreign(look(client, path, sent, language), language, compiled) for language in ("en", "da")}
    return {language: wrong for language, wrong in found.items() if wrong}


@pytest.mark.ignore_template_errors
@pytest.mark.parametrize(("role", "path", "sent"), PAGES)
def test_a_page_keeps_to_its_language(request, client, case, compiled, role, path, sent):
    if role:
        client.force_login(request.getfixturevalue(role), backend="django.contrib.auth.backends.ModelBackend")
    assert wrong_words(client, path.format(**case), sent, compiled) == {}


@pytest.mark.parametrize("kind", all_kinds(), ids=lambda kind: kind.slug)
def test_a_form_and_its_refusals_keep_to_their_language(as_user, caseworker, case, compiled, kind):
    client, path = as_user(caseworker), f"/borgere/{case['pk']}/ny/{kind.slug}/"
    nonsense = {name: "1066-13-44" for name in kind.form.base_fields}
    for sent in (None, {}, nonsense, {"held_on": "2999-01-01", "start": "1900-01-01", "referred_on": "2018-02-01"}):
        assert wrong_words(client, path, sent, compiled) == {}, sent


def test_correcting_and_deleting_keep_to_their_language(as_user, caseworker, case, compiled):
    client = as_user(caseworker)
    offer = CASE.format(**case) + f"tilbud/{case['offer']}/"
    for path in (offer + "ret/", offer + "slet/"):
        for sent in (None, {}):
            assert wrong_words(client, path, sent, compiled) == {}, path
    client.cookies["django_language"] = "en"  # what is said of it stands on the next page
    new = {"kind": "loentilskud", "start": "2018-01-16", "company_name": "Zorblat", "reason": "Wyzzy"}
    assert client.post(offer + "ret/", new).status_code == 302
    client.post(CASE.format(**case) + f"kontakt/{case['contact']}/slet/", {"reason": "Wyzzy"})
    for path in (CASE.format(**case), CASE.format(**case) + "historik/"):
        assert wrong_words(client, path, None, compiled) == {}, path


def document_text(content: bytes, form: str) -> str:
    """What a document says."""
    if form == "pdf":
        return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = (cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
    return " ".join([*book.sheetnames, *(cell for cell in cells if isinstance(cell, str))])


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "da"])
@pytest.mark.parametrize(
    ("kind", "form"), [("monthly", "pdf"), *((kind, "xlsx") for kind in ("monthly", "status", "group2", "instalments"))]
)
def test_a_document_keeps_to_its_language(compiled, language, kind, form):
    text = document_text(render(getattr(samples, kind)(), kind, form, language), form)
    keys = "|".join(BY_KEY)  # the definitions' sheet names each figure as JSON and CSV do, the same in both languages
    assert foreign(without_data(re.sub(rf"\b({keys})\b(?!\))", " ", text), DATA), language, compiled) == []


@pytest.mark.parametrize(
    ("language", "since", "event"),
    [("en", "since 1 March 2018", "2 Mar 2018"), ("da", "siden 1. marts 2018", "02.03.2018")],
)
def test_dates_are_written_as_the_language_does(as_user, caseworker, case, language, since, event):
    text = look(as_user(caseworker), CASE.format(**case), None, language)
    assert since in text and event in text


def test_numbers_are_written_as_the_language_does(as_user, manager, case):
    client = as_user(manager)
    assert "DKK\u00a011,749,000" in look(client, FIGURES, None, "en").replace("DKK 1", "DKK\u00a01")
    assert "11.749.000 kr." in look(client, FIGURES, None, "da")
    assert "66.67 %" in look(client, FIGURES, None, "en") and "66,67 %" in look(client, FIGURES, None, "da")


def test_a_date_typed_the_british_way_is_not_read_the_american():
    from cases.forms.course import ContactForm

    with translation.override("en"):
        assert str(ContactForm.base_fields["held_on"].clean("02/03/2018")) == "2018-03-02"
