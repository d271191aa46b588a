"""The start page: whose citizens, what is due for them, in which order, and where the buttons lead."""

import re
from datetime import date, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from django.http import QueryDict

from accounts.models import AccessLogEntry
from cases.models import Citizen, Facilitator, Programme, Unit
from cases.registrations import find_kind
from tests import people
from tests.workbooks import about, opened, rows
from visitation.day.actions import ACTIONS, buttons_for, settles
from visitation.day.page import Day, build
from visitation.day.work import ALL, lists_of, tab_labels
from visitation.due import Due, Tab, all_rules, due, due_counts

pytestmark = pytest.mark.django_db
ON = date(2018, 3, 2)
PAGE = "/min-dag/"


@pytest.fixture(autouse=True)
def that_day(settings):
    settings.DEMO_DAY = ON


@pytest.fixture
def ask(as_user, caseworker):
    """Ask for the start page as the caseworker; returns the response."""
    return lambda query="", **headers: as_user(caseworker).get(PAGE + query, **headers)


def names(response) -> list[str]:
    return [row.record.citizen.name for row in response.context["table"].paginated_rows]


def counts(response) -> dict[str, tuple[int, int]]:
    return {tab.key: tuple(tab.count) for tab in response.context["day"].tabs if tab.count.people}


def settled(group: str = "1", **fields) -> Citizen:
    """Store a member of whom nothing is due on the day: each test takes away or adds what it is about."""
    citizen = people.a_member(group=group, since="2018-02-01", **fields)
    people.a_contact(citizen, "2018-03-01")
    people.a_plan(citizen, "2018-02-01", "2018-02-01")
    people.a_facilitator(citizen, "2018-02-01")
    return citizen


class TestWhose:
    def test_a_caseworker_begins_with_their_own(self, ask, caseworker):
        people.a_member(name="Min", caseworker=caseworker)
        people.a_member(name="Kollegas")
        people.a_member("810", name="Fra Brønderslev")
        assert names(ask()) == ["Min"]
        assert set(names(ask("?omfang=kommune"))) == {"Min", "Kollegas"}

    def test_a_facilitator_begins_with_those_they_are_the_facilitator_of_now(self, as_user, facilitator_user):
        facilitator_user.first_name, facilitator_user.last_name = "Finn", "Fjord"
        facilitator_user.save()
        for name, who, start, end, user in (
            ("Ved navn", "Finn Fjord", "2018-01-01", None, None),
            ("Ved bruger", "Andet navn", "2018-01-01", "2018-03-02", facilitator_user),
            ("Slut i går", "Finn Fjord", "2018-01-01", "2018-03-01", None),
            ("Fra i morgen", "Finn Fjord", "2018-03-03", None, None),
        ):
            given = people.a_facilitator(people.a_member(name=name), start, end, name=who)
            Facilitator.objects.filter(pk=given.pk).update(user=user)
        assert {"Ved navn", "Ved bruger"} == set(names(as_user(facilitator_user).get(PAGE)))

    def test_a_namesakes_citizens_are_not_mine(self, as_user, facilitator_user, caseworker):
        facilitator_user.first_name = "Finn"
        facilitator_user.save()
        given = people.a_facilitator(people.a_member(), "2018-01-01", name="Finn")
        Facilitator.objects.filter(pk=given.pk).update(user=caseworker)
        assert names(as_user(facilitator_user).get(PAGE)) == []

    def test_a_facilitator_without_a_name_has_not_everybody_elses(self, as_user, facilitator_user):
        people.a_facilitator(people.a_member(), "2018-01-01", name=" ")
        assert names(as_user(facilitator_user).get(PAGE)) == []

    def test_own_unit_staff_have_no_municipality_to_choose(self, as_user, caseworker):
        mine, other = (Unit.objects.create(municipality_id="851", name=name) for name in ("Mit hus", "Andet hus"))
        people.a_member(name="I mit hus", unit=mine)
        people.a_member(name="I andet hus", unit=other)
        caseworker.unit = mine
        caseworker.save()
        client = as_user(caseworker)
        assert names(client.get(PAGE + "?omfang=enhed")) == ["I mit hus"]
        page = client.get(PAGE + "?omfang=kommune")
        assert names(page) == [] and 'value="kommune"' not in page.content.decode()
        assert "enhed" not in page.context["day"].form.fields
        caseworker.unit = None
        caseworker.save()
        page = client.get(PAGE + f"?omfang=enhed&enhed={other.pk}")
        assert page.context["day"].form.scope == "mine", "without a unit of one's own there is none to see"

    def test_a_manager_sees_all_and_chooses_nothing(self, as_user, manager):
        people.a_member(name="Nogens")
        page = as_user(manager).get(PAGE)
        assert names(page) == ["Nogens"] and "omfang" not in page.context["day"].form.fields


class TestTabs:
    def test_the_first_with_somebody_is_chosen_and_the_empty_stay(self, ask, caseworker):
        people.a_contact(people.a_member(name="Berit", group="1", caseworker=caseworker), "2018-02-28")
        response = ask()
        assert response.context["day"].tab == Tab.CONTACT
        assert [tab.key for tab in response.context["day"].tabs] == [*Tab.values, ALL]
        text = response.content.decode()
        assert re.search(r'id="fane-visitation"[^>]*class="quiet"', text)
        assert re.search(r'id="fane-contact"[^>]*aria-current="page"', text)

    def test_counts_are_those_of_due_and_of_the_lists(self, ask, caseworker):
        programme = Programme.objects.get(pk="fsm1")
        for group in ("", "1", "1", "2", "3", "deferred"):
            citizen = people.a_member(group=group, caseworker=caseworker)
            people.an_offer(citizen, "virksomhedspraktik", "2018-01-01", "2018-03-10")
        people.a_contact(citizen, "2018-02-28")
        expected = {tab.value: tuple(count) for tab, count in due_counts(ON, programme, Citizen.objects.all()).items()}
        assert counts(ask()) | {ALL: None} == {tab: n for tab, n in expected.items() if n[0]} | {ALL: None}
        for tab, (shown, _overdue) in counts(ask()).items():
            assert len(names(ask(f"?fane={tab}"))) == shown

    def test_everything_has_one_row_a_citizen_with_all_that_is_missing(self, ask, caseworker):
        people.a_contact(people.a_member(group="1", since="2018-01-01", caseworker=caseworker), "2018-02-28")
        response = ask("?fane=alt")
        (row,) = response.context["table"].rows
        missing = row.get_cell("missing")
        assert missing == "CV mangler, Personlig jobformidler mangler, Jobmål mangler, Ingen kontakt i måneden"
        assert counts(response)[ALL] == (1, 1)
        (row,) = ask("?fane=plan").context["table"].rows
        assert row.get_cell("missing") == "CV mangler, Jobmål mangler"

    def test_the_nearest_deadline_comes_first_and_late_is_said_in_words(self, ask, caseworker):
        for name, last in (("I tide", "2018-02-28"), ("For sent", "2018-01-31")):
            people.a_contact(people.a_member(name=name, group="1", caseworker=caseworker), last)
        response = ask("?fane=contact")
        assert names(response) == ["For sent", "I tide"]
        late, in_time = (
            " ".join(re.sub("<[^>]+>", " ", row.get_cell("since") + row.get_cell("deadline")).split())
            for row in response.context["table"].rows
        )
        assert late == "29 dage siden 01.02.2018 28.02.2018 overskredet"
        assert in_time == "1 dag siden 01.03.2018 31.03.2018"

    def test_due_since_today_says_so(self, ask, caseworker):
        people.a_contact(settled(caseworker=caseworker, name="Berit"), "2018-03-02")
        people.a_member(group="1", since="2018-03-02", caseworker=caseworker)
        assert "i dag" in ask("?fane=plan").context["table"].rows[0].get_cell("since")

    @pytest.mark.parametrize(
        "query",
        [
            "?fane=ingen",
            "?omfang=x&gruppe=9&ydelse=x",
            "?sagsbehandler=x&enhed=999999999999999999",
            "?page=abc",
            "?page=99",
            "?sort=citizen",
            "?omfang=enhed",
        ],
    )
    def test_nonsense_in_the_address_is_no_error(self, ask, caseworker, query):
        people.a_member(caseworker=caseworker)
        assert len(names(ask(query))) == 1


class TestFilters:
    @pytest.fixture(autouse=True)
    def house(self, caseworker):
        self.unit = Unit.objects.create(municipality_id="851", name="Huset")
        people.a_member(name="Ny", benefit="uddannelseshjaelp", caseworker=caseworker)
        people.a_member(name="Et", group="1", unit=self.unit)
        people.a_member(name="To", group="2", caseworker=caseworker)

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ("gruppe=none", {"Ny"}),
            ("gruppe=2", {"To"}),
            ("ydelse=uddannelseshjaelp", {"Ny"}),
            ("ydelse=job", set()),
            ("sagsbehandler=none", {"Et"}),
            ("sagsbehandler={me}", {"Ny", "To"}),
            ("enhed={unit}", {"Et"}),
            ("enhed=none&gruppe=2", {"To"}),
        ],
    )
    def test_keep(self, ask, caseworker, query, expected):
        query = query.format(me=caseworker.pk, unit=self.unit.pk)
        assert set(names(ask(f"?omfang=kommune&fane=alt&{query}"))) == expected

    def test_only_the_overdue(self, ask, caseworker):
        people.a_contact(people.a_member(name="I tide", group="1", caseworker=caseworker), "2018-02-28")
        page = ask("?fane=contact&frist=over&omfang=kommune")
        assert names(page) == ["Et"] and counts(page)["contact"] == (1, 1)
        assert set(names(ask("?fane=contact&omfang=kommune"))) == {"Et", "I tide"}

    def test_own_cases_need_no_choice_of_caseworker(self, ask):
        page = ask("?omfang=mine&fane=alt&sagsbehandler=none")
        assert set(names(page)) == {"Ny", "To"} and "sagsbehandler" not in page.context["day"].form.fields

    def test_tabs_keep_the_filters_and_the_filters_keep_the_tab(self, ask):
        page = ask("?omfang=kommune&gruppe=1&fane=plan&page=1")
        for tab in page.context["day"].tabs:
            assert parse_qs(urlsplit(tab.url).query) == {"omfang": ["kommune"], "gruppe": ["1"], "fane": [tab.key]}
        assert '<input type="hidden" name="fane" value="plan">' in page.content.decode()
        assert counts(page)[ALL][0] == 1, "the counts follow the filters"

    def test_a_house_without_units_has_no_choice_of_unit(self, as_user, outsider):
        assert "enhed" not in as_user(outsider).get(PAGE).context["day"].form.fields


class TestPages:
    @pytest.fixture(autouse=True)
    def many(self, caseworker):
        for _number in range(21):
            people.a_member(caseworker=caseworker)

    def test_twenty_a_page_and_where_one_is(self, ask):
        first, second = ask(), ask("?page=2")
        assert (len(names(first)), len(names(second))) == (20, 1)
        assert "1–20 af 21" in first.content.decode() and "21–21 af 21" in second.content.decode()

    def test_the_list_as_a_whole_has_all_pages(self, caseworker):
        table = build(caseworker, QueryDict("fane=visitation"))
        assert len(table.rows) == 21 and len(list(table.as_values())) == 22
        header, first, *_rest = table.as_values()
        assert header == ["Borger", "Født", "Gruppe", "Hvad mangler", "Siden", "Frist"]
        assert isinstance(first.pop(1), date)
        assert first == ["Berit Berg", "Ikke visiteret", "Aldrig visiteret", date(2017, 8, 1), date(2017, 8, 1)]

    def test_the_last_on_a_page_leads_to_the_first_on_the_next(self, ask):
        rows = [row.record for row in ask().context["table"].paginated_rows]
        (last,) = [row.record for row in ask("?page=2").context["table"].paginated_rows]
        assert rows[-1].next == last.pk and last.next == rows[-1].pk

    def test_looking_is_logged_with_the_number_shown(self, ask):
        ask("?page=2")
        entry = AccessLogEntry.objects.get()
        assert (entry.action, entry.about, entry.rows) == ("read", "day", 1)


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
    assert day.back_to(day.lists.of["visitation"][0]) == "/min-dag/?omfang=mine&fane=visitation&page=1#tab-heading"


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
        return Due(rule, 7, ON, ON, False, registration, {})

    def test_every_rule_has_one_that_opens_a_form(self):
        assert set(ACTIONS) == {rule.key for rule in all_rules()}
        for rule in all_rules():
            (button,) = buttons_for(self.row(rule.key), "/min-dag/")
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
