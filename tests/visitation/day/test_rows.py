"""The rows of the start page: where their buttons lead, empty states, the month's contacts, the workbook."""

import re
from datetime import date, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from django.http import QueryDict

from accounts.models import AccessLogEntry
from cases.models import Citizen, Programme
from cases.registrations import find_kind
from tests import people
from tests.workbooks import about, opened, rows
from visitation.day.actions import ACTIONS, buttons_for, settles
from visitation.day.page import Day
from visitation.day.work import ALL, lists_of, tab_labels
from visitation.due import Due, Tab, all_rules, due

from .reading import ON, PAGE, counts, settled

pytestmark = pytest.mark.django_db


def test_the_button_leads_back_to_this_list_at_the_next_citizen(ask, caseworker):
    one, two = (people.a_member(group="1", caseworker=caseworker) for _number in range(2))
    text = ask("?omfang=mine&gruppe=1&fane=contact").content.decode()
    address = re.search(rf'href="(/borgere/{one.pk}/ny/kontakt/[^"]+)"', text).group(1).replace("&amp;", "&")
    query = parse_qs(urlsplit(address).query)
    assert query["kind"] == ["kontakt"]
    assert query["tilbage"] == [f"/min-dag/?omfang=mine&gruppe=1&fane=contact#borger-{two.pk}"]
    assert f'id="borger-{one.pk}"' in text and f'id="borger-{two.pk}"' in text


def test_the_only_citizen_leads_back_to_the_list(caseworker):
    people.a_member(caseworker=caseworker)
    day = Day(caseworker, QueryDict("fane=visitation&page=1"))
    assert day.back_to(day.lists.works("visitation")[0]) == "/min-dag/?omfang=mine&fane=visitation&page=1#tab-heading"


def test_htmx_gets_the_same_part_as_the_page(ask, caseworker):
    people.a_member(caseworker=caseworker)
    whole = ask("?fane=alt").content.decode()
    part = ask("?fane=alt", headers={"HX-Request": "true"})
    assert "<html" not in part.content.decode() and part.content.decode().strip() in whole
    assert "HX-Request" in part["Vary"]
    restored = ask("?fane=alt", headers={"HX-Request": "true", "HX-History-Restore-Request": "true"})
    assert "<html" in restored.content.decode(), "the browser's back button asks for the whole page"


def test_the_workbook_is_the_list_of_the_page(as_user, caseworker):
    for name in ("Anders", "Berit"):
        people.a_member(name=name, group="2", caseworker=caseworker)
    people.a_member(caseworker=caseworker)
    client = as_user(caseworker)
    page = client.get(PAGE + "?fane=rehabilitation&gruppe=2").content.decode()
    address = re.search(r'href="([^"]+)"[^>]*>(?:(?!</a>).)*Excel', page, re.S).group(1).replace("&amp;", "&")
    book = opened(client.get(address))
    assert [row["Borger"] for row in rows(book)] == ["Anders", "Berit"]
    assert rows(book)[0]["Frist"] == datetime(2017, 8, 1)
    assert rows(book)[0]["Gruppe"] == "2" and "Sagsbehandler" not in rows(book)[0]
    assert isinstance(rows(book)[0]["Født"], datetime)
    said = about(book)
    assert (said["Næste handling"], said["Vis"]) == ("Rehab venter", "Mine")
    assert said["Gruppe"] == "2 · rehabilitering"


def test_namesakes_are_told_apart_and_a_wider_list_tells_whose_they_are(as_user, caseworker):
    people.a_member(name="Berit Berg", cpr="0405701234", caseworker=caseworker)
    people.a_member(name="Berit Berg", cpr="0405801234")
    client = as_user(caseworker)
    own = client.get(PAGE + "?fane=alt").content.decode()
    assert "04.05.1970" in own and 'data-title="Sagsbehandler"' not in own
    assert 'data-title="Sagsbehandler"' in client.get(PAGE + "?fane=alt&omfang=kommune").content.decode()
    written = rows(opened(client.get("/lister/forfalder/excel/?fane=alt&omfang=kommune")))
    assert {(row["Født"].year, row["Sagsbehandler"]) for row in written} == {(1970, "anna"), (1980, None)}


class TestNothing:
    def test_nobody_yet(self, ask, as_user, manager):
        people.a_member(name="Kollegas")
        text = ask().content.decode()
        assert "Du har ingen borgere endnu" in text and "?omfang=kommune" in text
        assert "Intet forfalder" not in text

    def test_nobody_at_all(self, as_user, manager):
        assert "Målgruppen indlæses" in as_user(manager).get(PAGE).content.decode()

    def test_all_done(self, ask, caseworker):
        settled(caseworker=caseworker)
        page = ask()
        assert counts(page) == {} and "Intet forfalder i dag" in page.content.decode()

    def test_this_tab_is_done(self, ask, caseworker):
        people.a_member(caseworker=caseworker)
        text = ask("?fane=measure").content.decode()
        assert "Ingen borgere under »Social indsats mangler«" in text and "Skal visiteres (1)" in text

    def test_the_filters_leave_nobody(self, ask, caseworker):
        people.a_member(caseworker=caseworker)
        assert "Fjern et filter" in ask("?ydelse=fleksjob").content.decode()

    def test_without_a_programme(self, ask, caseworker):
        people.a_citizen(caseworker=caseworker)
        assert ask().status_code == 200


class TestContactsOfTheMonth:
    @pytest.fixture(autouse=True)
    def facilitator(self, facilitator_user):
        facilitator_user.first_name = "Finn"
        facilitator_user.save()

    def citizen(self, *contacts, group="1", **fields):
        citizen = people.a_member(group=group, **fields)
        people.a_facilitator(citizen, "2018-01-01", name="Finn")
        for on in contacts:
            people.a_contact(citizen, on, "kontakt")
        return citizen

    def test_held_and_missing_are_all_of_group_1(self, as_user, facilitator_user):
        self.citizen("2018-03-01", "2018-03-02", "2018-02-15", name="Holdt To Gange")
        self.citizen("2018-02-28", name="Kun februar")
        self.citizen("2018-03-03", name="Først i morgen")
        self.citizen("2018-03-01", name="Gruppe to", group="2")
        self.citizen("2018-03-01", name="I job", benefit="job")
        page = as_user(facilitator_user).get(PAGE)
        contacts, text = page.context["contacts"], page.content.decode()
        assert [(one.name, one.held_on) for one in contacts.held] == [("Holdt To Gange", date(2018, 3, 2))]
        assert (contacts.missing, contacts.owed) == (2, 3) and "Kontakter i marts: 1 af 3 holdt" in text
        assert counts(page)["contact"][0] == contacts.missing

    def test_everybody_held(self, as_user, facilitator_user):
        self.citizen("2018-03-01")
        assert "Alle har haft kontakt" in as_user(facilitator_user).get(PAGE).content.decode()

    def test_only_for_ones_own(self, as_user, facilitator_user, caseworker):
        self.citizen("2018-03-01", caseworker=caseworker)
        assert as_user(facilitator_user).get(PAGE + "?omfang=kommune").context["contacts"] is None
        assert as_user(facilitator_user).get(PAGE).context["contacts"].owed == 1
        assert as_user(facilitator_user).get(PAGE + "?frist=over").context["contacts"] is None
        assert as_user(caseworker).get(PAGE).context["contacts"] is None

    def test_those_held_are_logged_too(self, as_user, facilitator_user):
        for _number in range(3):
            settled = self.citizen("2018-03-01")
            people.a_plan(settled, "2018-02-01", "2018-02-01")
        as_user(facilitator_user).get(PAGE + "?fane=measure")
        assert AccessLogEntry.objects.get().rows == 3


class TestButtons:
    def row(self, rule: str, registration: int | None = None) -> Due:
        return Due(rule, 7, ON, ON, False, registration, None, None, {})

    def test_every_rule_has_one_that_opens_a_form(self):
        assert set(ACTIONS) == {rule.key for rule in all_rules()}
        for rule in all_rules():
            button = buttons_for(self.row(rule.key), "/min-dag/")[0]
            assert button.url.startswith(f"/borgere/7/ny/{rule.settled_by}/?") and str(button.verb)
            assert find_kind(rule.settled_by)

    @pytest.mark.parametrize(
        ("rule", "verb", "path"),
        [
            ("placement_without_tasks", "Udfyld aftale", "/borgere/7/tilbud/3/ret/"),
            ("offer_ends", "Forlæng tilbud", "/borgere/7/tilbud/3/ret/"),
            ("referred_without_meeting", "Registrér møde", "/borgere/7/ny/rehabilitering/"),
            ("waiting_too_long", "Registrér afgørelse", "/borgere/7/ny/rehabilitering/"),
            ("decided_without_benefit_change", "Skift ydelse", "/borgere/7/ny/ydelse/"),
        ],
    )
    def test_an_agreement_is_corrected_and_a_rehabilitation_case_goes_a_step_on(self, rule, verb, path):
        button = buttons_for(self.row(rule, 3), "/min-dag/")[0]
        assert (str(button.verb), urlsplit(button.url).path) == (verb, path)

    def test_a_case_is_prepared_until_that_is_under_way(self):
        row = self.row("not_referred")
        assert [str(button.verb) for button in buttons_for(row, "/")] == ["Indstil til rehab", "Begynd forberedelse"]
        assert urlsplit(buttons_for(row, "/")[1].url).path == "/borgere/7/ny/forberedelse/"
        assert len(buttons_for(row._replace(prepared_since=date(2018, 1, 10)), "/")) == 1

    def test_who_waits_without_a_referral_is_referred(self):
        assert str(buttons_for(self.row("waiting_too_long"), "/")[0].verb) == "Indstil til rehab"

    def test_the_most_urgent_tab_is_settled_by_what_can_be_gone_on_with(self):
        waiting, meeting = self.row("waiting_too_long"), self.row("referred_without_meeting", 3)
        assert settles([waiting, meeting]) is meeting
        assert settles([self.row("waiting_too_long", 3), meeting]) is meeting
        assert settles([self.row("no_cv"), meeting]).rule == "no_cv"

    def test_the_case_under_way_is_the_one_to_go_on_with(self):
        programme, citizen = Programme.objects.get(pk="fsm1"), people.a_member(group="2", since="2017-01-01")
        case = people.a_referral(citizen, "2017-09-01", met_on="2017-10-01")
        rows = {row.rule: row for row in due(ON, programme, Citizen.objects.all())}
        assert rows["waiting_too_long"].registration == case.pk
        case.decided_on, case.decision = date(2017, 11, 1), "andet"
        case.save()
        rows = {row.rule: row for row in due(ON, programme, Citizen.objects.all())}
        assert rows["waiting_too_long"].registration is None


def test_lists_name_every_tab_in_order():
    assert list(tab_labels()) == [*Tab.values, ALL] and list(lists_of([]).of) == list(tab_labels())
    assert lists_of([]).first_in_use == ALL
