"""The list of citizens: who is on it, what the filters keep, and what is said when nobody is left."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import conditional_escape as escape

from accounts.models import AccessAction, AccessLogEntry
from cases.current import with_facts
from cases.models import Citizen, Facilitator, Unit
from tests import people

pytestmark = pytest.mark.django_db
LIST = "/borgere/"


@pytest.fixture
def ask(as_user, caseworker):
    """Ask for the list as a caseworker; returns the response."""
    return lambda query="", **headers: as_user(caseworker).get(LIST + query, **headers)


def names(response) -> list[str]:
    return [row.record.name for row in response.context["table"].paginated_rows]


def test_shows_the_facts_of_today(ask):
    citizen = people.a_member(name="Åse Ås", group="1", since="2018-01-01")
    people.a_facilitator(citizen, "2018-02-01", name="Frede Fjord")
    people.an_offer(citizen, "mentor", "2018-02-01")
    people.an_offer(citizen, "loentilskud", "2018-02-01", "2018-03-01")
    text = ask().content.decode()
    for shown in ("Åse Ås", "Frede Fjord", "Mentor", "01.01.2018", "Kontanthjælp"):
        assert shown in text
    assert '<td data-title="Tilbud nu">Mentor</td>' in text, "an ended offer is not an offer now"


def test_leaves_out_other_municipalities_and_other_units(as_user, caseworker):
    mine, other = (Unit.objects.create(municipality_id="851", name=name) for name in ("Mit hus", "Andet hus"))
    people.a_member(name="I mit hus", unit=mine)
    people.a_member(name="I andet hus", unit=other)
    people.a_member("810", name="Fra Brønderslev")
    assert set(names(as_user(caseworker).get(LIST))) == {"I mit hus", "I andet hus"}
    caseworker.unit = mine
    caseworker.save()
    assert names(as_user(caseworker).get(LIST)) == ["I mit hus"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?group=1", {"Gruppe 1"}),
        ("?group=none", {"Aldrig"}),
        ("?benefit=fleksjob", {"Gruppe 2"}),
        ("?offer=none", {"Gruppe 2", "Aldrig"}),
        ("?offer=mentor", {"Gruppe 1"}),
        ("?offer=loentilskud", set()),
        ("?caseworker=mine", {"Gruppe 2"}),
        ("?caseworker=none", {"Gruppe 1", "Aldrig"}),
        ("?unit=none&group=2", {"Gruppe 2"}),
    ],
)
def test_filters(ask, caseworker, query, expected):
    one = people.a_member(name="Gruppe 1", group="1")
    people.a_member(name="Gruppe 2", group="2", benefit="fleksjob", caseworker=caseworker)
    people.a_member(name="Aldrig")
    people.an_offer(one, "mentor", "2018-01-01")
    people.an_offer(one, "loentilskud", "2018-01-01", timezone.localdate() - timedelta(days=1))
    assert set(names(ask(query))) == expected


@pytest.fixture
def facilitated(facilitator_user):
    """One's own by user, own by the name in a data file, another's, one whose facilitator has left, nobody's."""
    facilitator_user.first_name, facilitator_user.last_name = "Finn", "Fjord"
    facilitator_user.save()
    mine, named, other, left = (people.a_member(name=name) for name in ("Min", "Min ved navn", "Andens", "Forladt"))
    people.a_member(name="Ingens")
    people.a_facilitator(mine, "2018-01-01", name="Finn Fjord")
    mine.facilitators.update(user=facilitator_user)
    people.a_facilitator(named, "2018-01-01", name="Finn Fjord")
    people.a_facilitator(other, "2017-01-01", "2017-12-31", name="Carl Carlsen")
    people.a_facilitator(other, "2018-01-01", name="Carl Carlsen")
    people.a_facilitator(left, "2018-01-01", timezone.localdate() - timedelta(days=1), name="Dina Dahl")
    people.a_facilitator(people.a_member("810"), "2018-01-01", name="Fra Brønderslev")
    return facilitator_user


def test_filters_by_facilitator_with_ones_own_as_me(as_user, facilitated):
    client = as_user(facilitated)
    choices = client.get(LIST).context["filter"].form.fields["facilitator"].choices
    offered = {str(label): value for value, label in choices}
    assert list(offered) == ["Alle", "Mig", "Ingen jobformidler", "Carl Carlsen"]
    assert set(names(client.get(LIST + "?facilitator=mine"))) == {"Min", "Min ved navn"}
    assert set(names(client.get(LIST + "?facilitator=none"))) == {"Forladt", "Ingens"}
    page = client.get(f"{LIST}?facilitator={offered['Carl Carlsen']}")
    assert names(page) == ["Andens"]
    assert "Carl" not in page.request["QUERY_STRING"], "a name in an address"


def test_a_facilitators_key_outlives_the_assignment_it_was_taken_from(as_user, manager, facilitated):
    client = as_user(manager)
    key = Facilitator.objects.filter(name="Carl Carlsen").order_by("pk").first().pk
    assert names(client.get(f"{LIST}?facilitator={key}")) == ["Andens"]
    assert "Mig" not in client.get(LIST).content.decode(), "a manager is nobody's facilitator"
    assert len(names(client.get(f"{LIST}?facilitator={2**70}"))) == 5


@pytest.mark.parametrize(
    "query", ["?group=9", "?caseworker=x", "?unit=99999999999", "?page=abc", "?sort=nothing", "?s=x"]
)
def test_nonsense_in_the_address_is_no_error(ask, query):
    people.a_member()
    assert ask(query).status_code == 200


@pytest.mark.parametrize(
    ("benefit", "expected"), [("doed", []), ("fraflyttet", []), ("", ["Aldrig"]), ("job", ["Aldrig"])]
)
def test_never_visited_are_those_still_followed(ask, benefit, expected):
    people.a_member(name="Aldrig", benefit=benefit)
    assert names(ask("?group=none")) == expected


def test_a_birth_date_tells_namesakes_apart(ask):
    people.a_member(name="Bo Bo", cpr="0101701234")
    assert "01.01.1970" in ask().content.decode()


def test_an_offer_that_ends_today_is_still_an_offer(ask):
    citizen = people.a_member(name="Sidste dag")
    people.an_offer(citizen, "mentor", "2018-01-01", timezone.localdate())
    assert names(ask("?offer=mentor")) == ["Sidste dag"]


def test_sorts_by_a_heading_and_keeps_the_filter(ask):
    for name, since in (("B", "2018-02-01"), ("A", "2018-03-01"), ("C", "2018-01-01")):
        people.a_member(name=name, group="1", since=since)
    response = ask("?group=1&sort=group_since")
    assert names(response) == ["C", "B", "A"]
    assert "group=1&amp;sort=-group_since" in response.content.decode()
    assert 'aria-sort="ascending"' in response.content.decode()


def test_a_repeated_decision_does_not_restart_the_group():
    citizen = people.a_member(group="1", since="2017-01-01")
    for group, day in (("2", "2017-03-01"), ("2", "2017-06-01"), ("1", "2018-01-01")):
        people.visited(citizen, group, day)
    people.has_benefit(citizen, "kontanthjaelp", "2017-09-01", match_category="jobparat")
    then = with_facts(Citizen.objects.all(), date(2017, 12, 31)).get()
    assert (then.group, then.group_since) == ("2", date(2017, 3, 1))
    assert (then.benefit_since, then.match_category) == (date(2017, 1, 1), "jobparat")
    assert with_facts(Citizen.objects.all(), date(2016, 1, 1)).get().group is None


def test_htmx_gets_the_same_part_as_the_page(ask):
    people.a_member(name="Den Ene", group="1")
    whole = ask("?group=1").content.decode()
    part = ask("?group=1", headers={"HX-Request": "true"})
    assert "<html" not in part.content.decode()
    assert part.content.decode().strip() in whole
    assert "HX-Request" in part["Vary"]
    restored = ask("?group=1", headers={"HX-Request": "true", "HX-History-Restore-Request": "true"})
    assert "<html" in restored.content.decode(), "the browser's back button asks for the whole page"


def test_a_page_holds_its_own_rows_in_the_order_of_the_list(ask):
    for number in range(60, 0, -1):
        people.a_member(name=f"Borger {number:02}", group="1" if number % 2 else "2")
    page = ask("?group=1&page=2")
    assert names(page) == [f"Borger {number:02}" for number in range(51, 60, 2)]
    assert "30 borgere" in page.content.decode()
    assert names(ask("?group=1&page=2&sort=-name")) == [f"Borger {number:02}" for number in range(9, 0, -2)]


def test_the_cells_are_those_of_the_table_library(ask):
    people.a_member(name="Åse <Ås>", group="1")
    citizen = people.a_member(name="Bo")
    people.an_offer(citizen, "mentor", "2018-02-01")
    page = ask()
    text = page.content.decode()
    for row in page.context["table"].paginated_rows:
        for column, cell in row.items():
            opening = f'<td data-title="{column.header}" {column.attrs["td"].as_html()}'.rstrip()
            assert f"{opening}>{escape(cell)}</td>" in text


def test_empty_says_what_to_do(ask):
    assert "Målgruppen indlæses" in ask().content.decode()
    people.a_member()
    assert "Fjern et filter" in ask("?group=3").content.decode()


def test_looking_is_logged_with_the_number_shown(ask):
    for _number in range(3):
        people.a_member()
    ask()
    entry = AccessLogEntry.objects.get()
    assert (entry.action, entry.about, entry.rows) == (AccessAction.READ, "list", 3)


def test_names_and_numbers_stay_out_of_the_title(ask):
    people.a_member(name="Hemmelig Person")
    text = ask().content.decode()
    assert "Hemmelig" not in text[text.index("<title>") : text.index("</title>")]
    assert reverse("cases:list") == LIST
