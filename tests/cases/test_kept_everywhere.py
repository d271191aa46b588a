"""Whatever form is being filled in when the session ends comes back after login, to nobody but its owner."""

import re
from datetime import date
from urllib.parse import unquote, unquote_plus
from uuid import uuid4

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client

from accounts.models import User
from cases import kept_forms
from cases.handover.doing import Order, hand_over
from cases.handover.models import Handover, Kind
from cases.handover.plan import plan
from cases.models import Citizen, CompanyAgreement
from tests import people
from tests.conftest import make_user

from .test_kept_forms import end_session, hidden

pytestmark = pytest.mark.django_db

#: Each form: its address, and what is typed in it. Names in braces are the numbers of what the fixture stores.
FORMS = {
    "registration": ("/borgere/{citizen}/ny/kontakt/", {"kind": "kontakt", "by": "Hemmelige Hans"}),
    "visitation": ("/borgere/{citizen}/ny/visitation/", {"group": "2", "decided_on": "2018-05-01"}),
    "rehabilitation step": ("/borgere/{citizen}/rehabilitering/{referral}/videre/", {"met_on": "2018-05-02"}),
    "correction": ("/borgere/{citizen}/kontakt/{contact}/ret/", {"by": "Hemmelige Hans", "reason": "Forkert navn"}),
    "deletion": ("/borgere/{citizen}/kontakt/{contact}/slet/", {"reason": "Tastet på den forkerte"}),
    "citizen's own data": ("/borgere/{citizen}/stamdata/", {"name": "Nye Navn", "cpr": "010170-1234"}),
    "dossier": ("/borgere/{citizen}/dossier/", {"parts": ["stamdata"]}),
    "hand-over": (
        "/overdragelser/ny/?hvad=caseworker&fra={owner}",
        {"hvem": "valgte", "borger": ["{citizen}"], "til": "{colleague}", "reason": "Anna rejser"},
    ),
    "hand-over undone": ("/overdragelser/{handed}/fortryd/", {"reason": "Tastet forkert"}),
    "new company": ("/virksomheder/ny/", {"name": "Bageriet i Nibe", "contact_name": "Kaj Kontakt"}),
    "company": ("/virksomheder/{company}/ret/", {"contact_phone": "00 11 22 33", "reason": "Ny ejer"}),
    "merge": ("/virksomheder/{company}/slaa-sammen/", {"others": ["{other}"], "reason": "Samme firma"}),
    "new agreement": ("/virksomheder/{company}/aftale/ny/", {"text": "To pladser", "agreed_with": "Kaj"}),
    "agreement": ("/virksomheder/{company}/aftale/{agreement}/ret/", {"text": "Tre pladser", "reason": "Plads"}),
    "agreement deleted": ("/virksomheder/{company}/aftale/{agreement}/slet/", {"reason": "Aldrig aftalt"}),
}


@pytest.fixture
def window() -> Client:
    return Client(enforce_csrf_checks=True)


def handed_over(caseworker) -> Handover:
    """A citizen whom the caseworker handed over to a colleague."""
    people.a_member(caseworker=caseworker)
    own, receiver = Citizen.objects.filter(caseworker=caseworker), make_user("cilla", "caseworker", "851")
    order = Order(Kind.CASEWORKER, (caseworker, "Anna"), receiver, date(2018, 5, 1), caseworker, "Rejser", uuid4())
    return hand_over(order, own.all, plan(order.kind, own.all(), receiver, order.starts_on).mark)


@pytest.fixture
def numbers(caseworker) -> dict:
    handed = handed_over(caseworker)
    citizen = people.a_member(group="2", since="2017-01-01", caseworker=caseworker)
    company = people.a_company("Bageriet")
    return {
        "owner": caseworker.pk,
        "colleague": make_user("bente", "manager", "851").pk,
        "handed": handed.pk,
        "citizen": citizen.pk,
        "contact": people.a_contact(citizen, "2018-04-01").pk,
        "referral": people.a_referral(citizen, "2018-04-01").pk,
        "company": company.pk,
        "other": people.a_company("Bageriet", "13585628").pk,
        "agreement": people.an_agreement(company).pk,
    }


@pytest.fixture(params=FORMS)
def asked(request, numbers) -> tuple[str, dict]:
    """The address of a form and what is typed in it."""
    address, typed = FORMS[request.param]

    def filled(value):
        return [one.format(**numbers) for one in value] if isinstance(value, list) else value.format(**numbers)

    return address.format(**numbers), {name: filled(value) for name, value in typed.items()}


def log_in(window, username: str, to_login: str = "?next=/"):
    """Log in, and go where the login leads."""
    window.force_login(User.objects.get(username=username), backend="django.contrib.auth.backends.ModelBackend")
    return window.get(unquote(to_login.partition("?next=")[2]))


def opened(window, address: str) -> dict:
    """Log in, open the form, and return its hidden marks."""
    log_in(window, "anna")
    return hidden(window.get(address))


def sent_without_a_session(window, address: str, typed: dict) -> str:
    """Open the form, let the session end, send it, and return where that leads."""
    marks = opened(window, address)
    end_session(window)
    return window.post(address, {**marks, **typed})["Location"]


def test_it_comes_back_to_its_owner(window, asked):
    address, typed = asked
    to_login = sent_without_a_session(window, address, typed)
    (stored,) = Session.objects.all()
    assert to_login.startswith("/konto/login/?next=")
    words = [value for value in typed.values() if re.search("[ -]", str(value))]
    assert not any(str(value) in unquote_plus(to_login) + str(stored.get_decoded()) for value in words)
    page = log_in(window, "anna", to_login)
    form = page.context["form"]
    assert {name: form[name].value() for name in typed} == typed
    assert "Du blev logget af, før det blev gemt" in page.content.decode() and hidden(page)["owner"]
    assert "logget af" not in window.get(address).content.decode(), "it comes back once"


def test_another_who_logs_in_gets_nothing(window, asked):
    address, typed = asked
    page = log_in(window, "bente", sent_without_a_session(window, address, typed))
    assert page.status_code == 200 and "logget af" not in page.content.decode()
    form = page.context["form"]
    shown = {name: form[name].value() for name in typed} if form is not None else {}
    assert shown != typed and kept_forms.KEY not in window.session


def test_what_was_ticked_is_ticked_again(window, numbers):
    merge = "/virksomheder/{company}/slaa-sammen/".format(**numbers)
    to_login = sent_without_a_session(window, merge, {"others": [numbers["other"]], "reason": "Samme"})
    assert f'id="other-{numbers["other"]}" checked' in log_in(window, "anna", to_login).content.decode()
    over = "/overdragelser/ny/?hvad=caseworker&fra={owner}".format(**numbers)
    to_login = sent_without_a_session(window, over, {"hvem": "valgte", "borger": [numbers["citizen"]]})
    assert f'id="borger-{numbers["citizen"]}" checked' in log_in(window, "anna", to_login).content.decode()


def test_the_confirmation_of_a_hand_over_leads_back_to_the_form(window, numbers):
    over = "/overdragelser/ny/?hvad=caseworker&fra={owner}".format(**numbers)
    marks = opened(window, over)
    token = window.get(over).context["form"]["token"].value()
    typed = {"hvem": "alle", "til": numbers["colleague"], "reason": "Anna rejser", "token": token}
    confirm = window.post(over, {**marks, **typed})
    end_session(window)
    to_login = window.post(over, {**hidden(confirm), **typed, "bekraeft": "1"})["Location"]
    form = log_in(window, "anna", to_login).context["form"]
    assert (form["reason"].value(), form["token"].value()) == ("Anna rejser", str(token))


def test_stored_after_login_it_is_stored_once(window, numbers):
    """The mark against storing twice comes back with the form."""
    address = "/virksomheder/{company}/aftale/ny/".format(**numbers)
    typed = {"text": "To pladser mere", "start": "2018-05-01"}
    page = log_in(window, "anna", sent_without_a_session(window, address, typed))
    for _click in range(2):
        assert window.post(address, {**typed, **hidden(page)}).status_code == 302
    assert CompanyAgreement.objects.filter(text="To pladser mere").count() == 1


FORM = re.compile(r'<form method="post".*?</form>', re.S)
FIELDS = ("includes/field.html", "includes/form.html", "fields_template", "form.parts")
#: A login keeps nothing, and a search types nothing worth keeping.
OTHERS = {"login.html", "companies.html"}


def test_no_form_is_forgotten():
    """Every form with fields carries the mark that lets it be kept."""
    forgotten, marked = [], 0
    for page in (settings.BASE_DIR / "templates").rglob("*.html"):
        for form in FORM.findall(page.read_text()):
            kept = "own_form.html" in form or "form_marks.html" in form
            marked += kept
            if any(words in form for words in FIELDS) and not kept and page.name not in OTHERS:
                forgotten.append(page.name)
    assert not forgotten and marked >= 7
