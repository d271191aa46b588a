"""Every list that has an Excel button: the workbook holds what the page shows, in all its pages, for those who may."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from html import unescape
from typing import Any
from uuid import uuid4

import pytest

from accounts import lists
from accounts.access_log import log_access
from accounts.models import AccessAction, AccessLogEntry
from cases.changes import recorded_change
from cases.handover.models import HandedOver, Handover
from cases.models import Unit
from reporting.closing import close_months
from reporting.months import Month
from tests import people
from tests.workbooks import opened, rows

pytestmark = pytest.mark.django_db
RUN = '=HYPERLINK("http://ond.dk")'


@dataclass(frozen=True)
class Spec:
    """A list: who asks, on which page its button stands, how many rows the page tells of, which cell stands there."""

    user: str
    page: str
    count: Callable[[Any], int]
    key: str
    #: What the outsider (who has objects of their own) and a wrong role get: a status, or 0 for an empty list.
    outsider: int = 404
    closed_to: tuple[str, ...] = ("star", "administrator")
    says: dict[str, str] = field(default_factory=dict)


def paginated(context: Any) -> int:
    return context["table"].page.paginator.count


SPECS = {
    "adgangslog": Spec("administrator", "/konto/adgangslog/", paginated, "Handling", 403, ("star", "manager")),
    "borgere": Spec("manager", "/borgere/?q=", paginated, "Navn", 0),
    "sagens-adgang": Spec("manager", "/borgere/{citizen}/adgang/", paginated, "Handling", 403, ("star", "caseworker")),
    "sagens-haendelser": Spec(
        "caseworker", "/borgere/{citizen}/?vis=kontakt", lambda c: len(c["events"].chosen), "Hvad"
    ),
    "sagens-historik": Spec(
        "caseworker", "/borgere/{citizen}/historik/?vis=kontakt", lambda c: c["page"].paginator.count, "Begrundelse"
    ),
    "stamdata-rettelser": Spec(
        "caseworker",
        "/borgere/{citizen}/stamdata/",
        lambda c: len(c["changes"]),
        "Begrundelse",
        404,
        ("star", "facilitator_user"),
    ),
    "fuldtidspersoner": Spec(
        "manager",
        "/kommune/851/fuldtidspersoner/",
        lambda c: sum(cell > 0 for table in c["tables"] for line in table.lines for cell in line.cells),
        "Ydelse",
    ),
    "overdragelser": Spec("manager", "/overdragelser/", paginated, "Begrundelse", 0),
    "overdragelsens-borgere": Spec("manager", "/overdragelser/{handover}/", lambda c: len(c["citizens"]), "Navn"),
    "virksomheder": Spec("caseworker", "/virksomheder/", paginated, "Navn", 0),
    "virksomhedens-borgere": Spec(
        "caseworker",
        "/virksomheder/{company}/",
        lambda c: len(c["present"]) + c["page"].paginator.count,
        "Borger",
    ),
    "virksomhedens-aftaler": Spec("caseworker", "/virksomheder/{company}/", lambda c: len(c["agreements"]), "Aftale"),
    "virksomhedens-historik": Spec(
        "caseworker", "/virksomheder/{company}/historik/", lambda c: len(c["changes"]), "Begrundelse"
    ),
    "forfalder": Spec("manager", "/min-dag/?omfang=kommune&fane=alt", paginated, "Borger", 0),
    "maanedens-kontakter": Spec(
        "facilitator_user", "/min-dag/?fane=interview", lambda c: len(c["contacts"].held), "Navn", 0
    ),
    "overblik-sagsbehandlere": Spec(
        "manager",
        "/overblik/",
        lambda c: len(c["by_caseworker"].lines) + 1,
        "Sagsbehandler",
        403,
        ("star", "caseworker"),
    ),
    "overblik-enheder": Spec(
        "manager", "/overblik/", lambda c: len(c["by_unit"].lines) + 1, "Enhed", 403, ("star", "caseworker")
    ),
    "progression-kvartaler": Spec("manager", "/progression/", lambda c: len(c["rows"]), "Spørgsmål", 0),
    "progression-aendring": Spec("manager", "/progression/?enhed={unit}", lambda c: len(c["rows"]), "Spørgsmål", 0),
    "progression-enheder": Spec("manager", "/progression/", lambda c: len(c["unit_rows"]), "Spørgsmål", 0),
    "star-kommuner": Spec(
        "star", "/star/2018-03/?kommune=a&orden=visited", lambda c: len(c["lines"]) + 1, "Kommune", 403, ("manager",)
    ),
}


@pytest.fixture
def world(settings, caseworker, manager, facilitator_user) -> dict[str, int]:
    """Something on every list, and on those of cases and companies something that a spreadsheet would run."""
    settings.DEMO_DAY = date(2018, 4, 15)
    unit = Unit.objects.create(municipality_id="851", name="=Huset")
    held = [people.a_member(name=f"{RUN} {number:02d}", group="1", unit=unit) for number in range(30)]
    citizen, company = held[0], people.a_company(RUN, contact_name="Kaj")
    for one in held:
        facilitator = people.a_facilitator(one, "2018-01-01")
        facilitator.user = facilitator_user
        facilitator.save()
        people.a_contact(one, "2018-04-03", by="Finn")
        people.a_measurement(one, "2018-04-05")
        people.an_offer(one, "virksomhedspraktik", "2018-02-01", company=company)
    for number in range(24):
        contact = people.a_contact(citizen, f"2018-03-{number + 1:02d}")
        with recorded_change(caseworker, f"{RUN} {number}"):
            contact.by = "Rettet"
            contact.save()
    with recorded_change(manager, "+Nyt navn"):
        citizen.caseworker = caseworker
        citizen.save()
    with recorded_change(caseworker, "@Ny telefon"):
        company.contact_phone = "00 11 22 33"
        company.save()
    people.an_agreement(company, text="-To pladser")
    made = Handover.objects.create(
        **{"municipality_id": "851", "kind": "caseworker", "receiver": caseworker, "by": manager, "reason": RUN},
        **{"starts_on": date(2018, 4, 1), "form_token": uuid4()},
    )
    HandedOver.objects.bulk_create(HandedOver(handover=made, citizen=one) for one in held)
    people.a_member("810", name="Andens Borger", group="1")
    log_access(caseworker, AccessAction.READ, "case", citizen.pk)
    return {"citizen": citizen.pk, "company": company.pk, "handover": made.pk, "unit": unit.pk}


#: These rest on closed months; tests/reporting walks their pages and workbooks.
WALKED_ELSEWHERE = {"hele-landet", "raten-mangler", "ratens-bilag", "tallets-aendring", "tallets-borgere"}


def test_every_list_is_walked():
    assert set(SPECS) | WALKED_ELSEWHERE == set(lists._sources)


def told(page: Any) -> str:
    """Return the words of a page."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page.content.decode())))


def button(name: str, page: Any) -> str:
    """Return where the list's button leads."""
    (found,) = re.findall(rf'href="(/lister/{name}/excel/[^"]*)"', page.content.decode())
    return unescape(found)


@pytest.fixture
def one_list(request, world):
    """A list with its page's address."""

    def of(name: str) -> tuple[Spec, str]:
        if name == "star-kommuner":
            close_months(Month(2018, 2), Month(2018, 3))
        return SPECS[name], SPECS[name].page.format(**world)

    return of


def all_pages(client: Any, address: str) -> str:
    """Return the words of the page and of those that follow."""
    joined = "&" if "?" in address else "?"
    more = [client.get(f"{address}{joined}page={number}&side={number}") for number in (1, 2, 3)]
    return " ".join(told(page) for page in more)


@pytest.mark.parametrize("name", SPECS)
def test_the_workbook_holds_what_the_page_shows_for_those_who_may(request, as_user, one_list, world, name):
    spec, address = one_list(name)
    client = as_user(request.getfixturevalue(spec.user))
    page = client.get(address)
    count = spec.count(page.context)
    asked = button(name, page)
    book = opened(client.get(asked))
    found = rows(book)
    assert count and len(found) == count
    words = all_pages(client, address)
    for row in found:
        cell = row[spec.key]
        shown = cell.strftime("%d") if isinstance(cell, datetime) else re.sub(r"\s+", " ", str(cell)).strip()
        assert shown in words, (name, shown)
    assert all(cell.data_type != "f" for sheet in book for line in sheet.iter_rows() for cell in line)
    for cell in (cell for line in book.worksheets[0].iter_rows(min_row=2) for cell in line):
        if isinstance(cell.value, str) and cell.value.startswith(("=", "+", "-", "@")):
            assert cell.quotePrefix, cell.value
    entry = AccessLogEntry.objects.filter(action=AccessAction.EXTRACT).latest("pk")
    assert (entry.about, entry.rows) == (f"excel:{name}", len(found))
    of_one = address.startswith("/borgere/") and name != "borgere"
    assert entry.citizen_id == (world["citizen"] if of_one else None)
    refused(spec, asked, as_user, request.getfixturevalue)


def refused(spec: Spec, asked: str, as_user: Any, fixture: Any) -> None:
    """Ask as the outsider and as the wrong roles."""
    answer = as_user(fixture("outsider")).get(asked)
    assert answer.status_code == (spec.outsider or 200)
    if not spec.outsider:
        assert not {row[spec.key] for row in rows(opened(answer))} & {RUN, f"{RUN} 00"}
    for role in spec.closed_to:
        assert as_user(fixture(role)).get(asked).status_code == 403
    assert AccessLogEntry.objects.filter(action=AccessAction.REFUSED).exists()
