"""The pages one is rarely at: each with axe, at 320 px, by keyboard, and without JavaScript. One login for all."""

from datetime import date
from uuid import uuid4

import pytest
from django.http import QueryDict
from playwright.sync_api import expect

from accounts.exporting import jobs, views
from accounts.lists import find_list
from accounts.models import Role, User
from accounts.tasks import make_export
from cases.handover.doing import Order, hand_over
from cases.handover.models import Kind
from cases.handover.plan import plan
from cases.models import Citizen, Contact
from tests import people
from tests.browser.conftest import NARROWEST, assert_fits, log_in, violations
from tests.browser.test_registering import tab_to
from tests.conftest import make_user

TODAY = date(2018, 6, 1)
#: Pages to look at only.
PAGES = (
    "/borgere/{deferred}/",
    "/borgere/{third}/",
    "/borgere/{second}/",
    "/lister/borgere/excel/",
    "/lister/fil/{export}/",
    "/overdragelser/{handed}/",
)
#: Forms: where, and the button that sends them.
FORMS = {
    "/borgere/{third}/ny/indsats/": "Gem",
    "/borgere/{third}/indsats/{measure}/ret/": "Gem",
    "/borgere/{second}/rehabilitering/{referral}/ret/": "Gem",
    "/borgere/{second}/forberedelse/{preparation}/ret/": "Gem",
    "/borgere/{second}/kontakt/{contact}/slet/": "Slet",
    "/borgere/{second}/stamdata/": "Gem",
    "/borgere/{second}/dossier/": "Lav PDF",
    "/overdragelser/{handed}/fortryd/": "Fortryd overdragelsen",
}


@pytest.fixture
def numbers(as_role, page, settings, monkeypatch) -> dict:
    """What the pages are about, and who is logged in: a caseworker who has handed a citizen over."""
    settings.DEMO_DAY = TODAY
    monkeypatch.setattr(views, "AT_ONCE", 0)
    monkeypatch.setattr(make_export, "delay", lambda *args: None)
    as_role(Role.CASEWORKER)
    user = User.objects.get(role=Role.CASEWORKER)
    people.a_member(name="Gert Gade", caseworker=user)
    own = Citizen.objects.filter(caseworker=user)
    order = Order(Kind.CASEWORKER, (user, "Anna"), make_user("bo", "caseworker", "851"), TODAY, user, "Barsel", uuid4())
    made = hand_over(order, own.all, plan(order.kind, own.all(), order.receiver, TODAY).mark)
    deferred, third, second = (
        people.a_member(name=name, group=group, since="2018-01-02", caseworker=user)
        for name, group in (("Dan Dam", "deferred"), ("Tina Toft", "3"), ("Rita Riis", "2"))
    )
    people.visited(deferred, "deferred", "2018-03-01", deferred_until=date(2018, 6, 10), note="Barsel")
    return {
        "deferred": deferred.pk,
        "third": third.pk,
        "second": second.pk,
        "measure": people.a_measure(third, "misbrugsbehandling", "2018-02-01", "2018-06-20").pk,
        "preparation": people.a_preparation(second, "2018-01-05", asked="2018-01-10").pk,
        "referral": people.a_referral(second, "2018-03-01", "2018-06-20").pk,
        "contact": people.a_contact(second, "2018-04-01", by="Carl").pk,
        "export": jobs.ask(user, find_list("borgere"), QueryDict()).key,
        "handed": made.pk,
    }


def test_each_is_accessible_and_fits_and_is_sent_by_keyboard(page, numbers):
    page.set_viewport_size(NARROWEST)  # their parts are looked at by axe in both widths on the pages one is often at
    for path in (*PAGES, *FORMS):
        page.goto(page.base + path.format(**numbers))
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert violations(page) == [], path
        assert_fits(page)
        if button := FORMS.get(path):
            tab_to(page, page.get_by_role("main").get_by_role("button", name=button, exact=True))


def test_each_works_without_script(no_script_page, page, numbers, live_server):
    log_in(no_script_page, live_server.url, User.objects.get(first_name="Anna"))
    for path, button in FORMS.items():
        no_script_page.goto(live_server.url + path.format(**numbers))
        expect(no_script_page.get_by_role("main").get_by_role("button", name=button, exact=True)).to_be_visible()
    no_script_page.get_by_label("Begrundelse for at fortryde").fill("Barslen er udskudt")
    no_script_page.get_by_role("button", name="Fortryd overdragelsen").click()
    expect(no_script_page.get_by_text("1 borger er gået tilbage.")).to_be_visible()
    no_script_page.goto("{}/borgere/{second}/kontakt/{contact}/slet/".format(live_server.url, **numbers))
    no_script_page.get_by_label("Begrundelse for sletningen").fill("Tastet forkert")
    no_script_page.get_by_role("button", name="Slet").click()
    expect(no_script_page.get_by_text("Kontakten er slettet")).to_be_visible()
    assert not Contact.objects.exists()
