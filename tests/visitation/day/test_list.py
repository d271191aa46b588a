"""The start page: whose citizens, what is due for them, and in which order."""

import re
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from django.http import QueryDict

from accounts.models import AccessLogEntry
from cases.models import Citizen, Facilitator, Programme, Unit
from tests import people
from visitation.day.page import build
from visitation.day.work import ALL
from visitation.due import Tab, due

from .reading import ON, PAGE, counts, names, settled

pytestmark = pytest.mark.django_db


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
        rows = due(ON, programme, Citizen.objects.all())
        expected = {tab.value: {row.citizen for row in rows if row.about.tab == tab} for tab in Tab}
        late = {tab.value: {row.citizen for row in rows if row.about.tab == tab and row.overdue} for tab in Tab}
        counted = {tab: (len(who), len(late[tab])) for tab, who in expected.items() if who}
        assert counts(ask()) | {ALL: None} == counted | {ALL: None}
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
