"""A manager opens any number and sees exactly the people it counted at the close; nobody else sees anybody."""

import re
from datetime import date

import pytest
from django.http import QueryDict

from accounts.lists import find_list
from accounts.models import AccessAction, AccessLogEntry, Role
from cases.changes import recorded_change
from cases.models import Citizen, Offer, Unit
from reporting.closing import close_month, close_months
from reporting.definitions import SOURCES
from reporting.explained.asked import PeopleAsked
from reporting.explained.facts import DECIDED_BY
from reporting.explained.people import COUNTED, OF, REST, FigureOfPlace, by_unit
from reporting.indicators import BY_KEY, CATALOGUE
from reporting.models import ClosedFigures, MonthClose
from reporting.months import Month
from tests import people
from tests.conftest import make_user

pytestmark = pytest.mark.django_db
MARCH = Month(2018, 3)
EVERY = pytest.mark.parametrize("indicator", CATALOGUE, ids=lambda i: i.key)


def text(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def page_of(key: str, query: str = "", code: str = "851") -> str:
    return f"/kommune/{code}/2018-03/tal/{key}/?{query}"


@pytest.fixture
def units():
    return [Unit.objects.create(municipality_id="851", name=name) for name in ("Aktivhuset", "Integrationshuset")]


@pytest.fixture
def closed(units):
    """Aalborg with somebody in every figure, in two units and in none; Brønderslev with one; March 2018 closed."""
    for number, group in enumerate(("1", "1", "1", "1", "1", "1", "2", "3", "deferred", "")):
        unit = [*units, None][number % 3]
        member = people.a_member(group=group, unit=unit, name=f"Borger {number}")
        if group != "1":
            continue
        kinds = ("virksomhedspraktik", "loentilskud", "ordinaere_timer", "ordinaer_uddannelse", None, None)
        if kind := kinds[number]:
            people.an_offer(member, kind, "2018-02-10", "2018-02-20" if number % 2 else None)
        if number > 2:
            people.has_benefit(member, {3: "job", 4: "fleksjob", 5: "uddannelse"}[number], "2018-02-14")
        people.a_facilitator(member, "2018-01-01", None if number % 2 else "2018-03-30")
        people.a_plan(member, "2018-03-31" if number % 2 else "2018-04-01", "2018-01-02" if number % 3 else None)
        people.a_contact(member, date(2018, 3 + number % 2, 1))
    people.a_member(benefit="folkepension", group="1")
    people.a_member("810", group="1")
    return close_months(MARCH, MARCH)[0]


@EVERY
def test_list_and_number_agree_for_every_figure(closed, manager, indicator):
    figures = ClosedFigures.objects.get(close=closed, municipality="851").figures[indicator.key]
    figure = FigureOfPlace(closed, "851", indicator)
    assert figures["count"] > 0, "nobody to prove it on"
    expected = {COUNTED: figures["count"], OF: figures.get("of"), REST: figures.get("of", 0) - figures["count"]}
    for part in figure.parts:
        asked = PeopleAsked(manager, figure, part, "")
        citizens = list(asked.rows.values_list("member__citizen_id", flat=True))
        assert len(set(citizens)) == len(citizens) == expected[part] == figure.number(part)
        assert asked.tally() == {"all": expected[part], "seen": expected[part], "away": 0, "elsewhere": 0}


@EVERY
def test_list_and_number_agree_for_every_unit(closed, manager, units, indicator):
    figure = FigureOfPlace(closed, "851", indicator)
    lines = by_unit(figure)
    assert [line.unit for line in lines] == [units[0].pk, units[1].pk, None]
    assert sum(line.count for line in lines) == figure.stored["count"]
    for line in lines:
        unit = str(line.unit or "ingen")
        assert PeopleAsked(manager, figure, COUNTED, unit).rows.count() == line.count
        if line.of is not None:
            assert PeopleAsked(manager, figure, OF, unit).rows.count() == line.of


@EVERY
def test_every_count_has_what_made_it(closed, client, manager, indicator):
    client.force_login(manager)
    table = client.get(page_of(indicator.key)).context["table"]
    for row in table.page.object_list:
        said = str(row.get_cell("behind"))
        assert "ikke bevaret" not in said and "Ingen registrering" not in said, said
        assert indicator.key == "drawn" or "registreret" in said


def test_the_municipality_page_leads_there_for_those_who_may(closed, client, manager, outsider, star):
    for user, may in ((manager, True), (outsider, False), (star, False)):
        client.force_login(user)
        page = text(client.get("/kommune/851/2018-03/"))
        assert ("/tal/company_track/?version=1" in page) is may
        assert ("hvem=resten" in page) is may
        assert "/tal/" not in text(client.get("/kommune/851/foreloebig/"))


@pytest.mark.parametrize("role", ["star", "administrator"])
def test_nobody_without_people_gets_there(closed, client, request, role):
    client.force_login(request.getfixturevalue(role))
    assert client.get(page_of("visited")).status_code == 403
    assert client.get("/lister/tallets-borgere/excel/?kommune=851&maaned=2018-03&tal=visited").status_code in {403, 404}
    assert AccessLogEntry.objects.filter(action=AccessAction.REFUSED).exists()


def test_another_municipality_is_not_found_and_logged(closed, client, outsider):
    client.force_login(outsider)
    assert client.get(page_of("visited")).status_code == 404
    assert AccessLogEntry.objects.get(action=AccessAction.REFUSED).about == "figure"
    assert client.get(page_of("visited", code="810")).status_code == 200


def test_looking_is_logged_with_how_many(closed, client, manager):
    client.force_login(manager)
    client.get(page_of("group_1"))
    entry = AccessLogEntry.objects.get(about="figure")
    assert (entry.action, entry.rows, entry.user) == (AccessAction.READ, 6, manager)


def test_who_has_left_the_municipality_is_counted_but_not_named(closed, client, manager):
    gone = Citizen.objects.get(name="Borger 0")
    gone.municipality_id, gone.unit_id = "810", None
    gone.save()
    client.force_login(manager)
    page = client.get(page_of("virksomhedspraktik"))
    assert "Borger 0" not in text(page) and page.context["stored"]["count"] == 1
    assert "1 borger hører nu til en anden kommune" in text(page)
    page = client.get(page_of("group_1"))
    assert page.context["tally"] == {"all": 6, "seen": 5, "away": 1, "elsewhere": 0}
    assert "6 borgere" in text(page) and "heraf 5 nedenfor" in text(page)


def test_a_user_of_one_unit_sees_its_people_and_how_many_others(closed, client, units):
    client.force_login(make_user("ulla", Role.MANAGER, "851", unit=units[0]))
    page = client.get(page_of("group_1"))
    assert page.context["tally"] == {"all": 6, "seen": 2, "away": 0, "elsewhere": 4}
    assert "4 borgere hører til en anden enhed" in text(page)
    assert "Borger 1<" not in text(page) and "Borger 0<" in text(page)


def test_what_happens_after_the_close_changes_neither_list_nor_reason(closed, client, manager):
    offer = Offer.objects.get(kind="virksomhedspraktik")
    people.an_offer(Citizen.objects.get(name="Borger 4"), "virksomhedspraktik", "2018-02-01")
    people.an_offer(Citizen.objects.get(name="Borger 0"), "virksomhedspraktik", "2018-02-03", "2018-02-04")
    client.force_login(manager)
    page = text(client.get(page_of("virksomhedspraktik")))
    assert "Borger 0" in page and "Borger 4" not in page
    assert "Virksomhedspraktik fra 10.02.2018" in page and "03.02.2018" not in page
    with recorded_change(manager, "Tastefejl"):
        offer.delete()
    people.kept_now(Offer)
    page = text(client.get(page_of("virksomhedspraktik")))
    assert "Borger 0" in page and re.search(r"fra 10\.02\.2018 <[^>]*>registreret [\d.]+, slettet", page)
    close_month(MARCH, reason="Sletning")
    page = text(client.get(page_of("virksomhedspraktik", "version=2")))
    assert "Borger 4" in page and "Virksomhedspraktik 03.02.2018–04.02.2018" in page and "10.02.2018" not in page


def test_excel_holds_the_same_people_and_reasons(closed, manager):
    source = find_list("tallets-borgere")
    params = QueryDict("kommune=851&maaned=2018-03&tal=company_track&hvem=talt")
    table = source.table(manager, params)
    rows = list(table.as_values())
    figure = FigureOfPlace(closed, "851", BY_KEY["company_track"])
    assert len(rows) - 1 == figure.stored["count"]
    said = dict(zip(rows[0], rows[1], strict=True))
    assert said["Navn"] == "Borger 0" and said["Det bygger på"].startswith("Virksomhedspraktik fra 10.02.2018 (")
    assert ("Hvem", "Talt med") in source.words(manager, params)


def test_pages_of_a_long_list(closed, client, manager, monkeypatch):
    monkeypatch.setattr("reporting.views.explained.PER_PAGE", 4)
    client.force_login(manager)
    first, second = (client.get(page_of("group_1", f"page={n}")) for n in (1, 2))
    assert len(first.context["table"].page.object_list) == 4 and len(second.context["table"].page.object_list) == 2
    assert AccessLogEntry.objects.filter(about="figure").values_list("rows", flat=True)[0] == 2


@pytest.mark.parametrize(
    "address",
    [
        "/kommune/851/2018-03/tal/nej/",
        "/kommune/851/2018-03/tal/paid_hours_or_su/",
        "/kommune/851/2018-13/tal/visited/",
        "/kommune/851/2031-01/tal/visited/",
        page_of("visited", "version=9"),
        page_of("visited", "version=x"),
        page_of("visited", "hvem=alle"),
        page_of("drawn", "hvem=resten"),
        page_of("visited", "enhed=x"),
        page_of("visited", "enhed=" + "9" * 40),
        page_of("visited", code="999"),
    ],
)
def test_an_address_that_is_none_is_not_found(closed, client, manager, address):
    client.force_login(manager)
    assert client.get(address).status_code == 404


def test_every_column_that_decides_has_its_registrations():
    assert set(DECIDED_BY) == set(SOURCES)


def test_a_figure_of_nobody_says_so(closed, client, outsider):
    client.force_login(outsider)
    assert "Der er ingen at vise" in text(client.get(page_of("education", code="810")))
    assert MonthClose.objects.count() == 1
