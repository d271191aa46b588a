"""The manager's overview: every number is a link to a list with exactly that many citizens."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.models import Unit
from tests import people
from tests.conftest import make_user
from visitation.day.overview import Overview
from visitation.due import Tab

pytestmark = pytest.mark.django_db
ON = date(2018, 3, 2)
PAGE = "/overblik/"


@pytest.fixture(autouse=True)
def that_day(settings):
    settings.DEMO_DAY = ON


def test_a_name_opens_the_list_and_the_share_is_told(as_user, manager, caseworker):
    for since in ("2017-01-01", "2018-03-01"):
        people.a_member(caseworker=caseworker, since=since)
    page = as_user(manager).get(PAGE)
    (line,) = page.context["by_caseworker"].lines
    assert line.share == round(100 * line.all.count.overdue / 2)
    text = page.content.decode()
    url = line.all.url.replace("&", "&amp;")
    assert f'<th scope="row"><a href="{url}">{line.label}</a></th>' in text and f"{line.share} %" in text
    assert "/overdragelser/" in text and "Det forfalder i dag" not in text


@pytest.fixture
def house(caseworker):
    """Two caseworkers and nobody, two units and none, people of every group, some with nothing due at all."""
    karla = make_user("karla", "caseworker", "851", first_name="Karla", last_name="Krog")
    units = [Unit.objects.create(municipality_id="851", name=name) for name in ("Hus A", "Hus B")]
    number = 0
    for group in ("", "1", "2", "3", "deferred"):
        for who in (caseworker, karla, None):
            number += 1
            citizen = people.a_member(group=group, caseworker=who, unit=[*units, None][number % 3])
            people.an_offer(citizen, "loentilskud", "2018-01-01", date(2018, 3, 1 + number))
            people.a_contact(citizen, date(2018, 2, number))
            if number % 2:
                people.a_facilitator(citizen, "2018-01-01", name=["Carl Carlsen", "åse Aa"][number % 4 == 1])
    people.a_facilitator(people.a_member(benefit="job"), "2018-01-01", name="Følger Ingen")
    people.a_member(benefit="job", caseworker=karla)
    people.a_member("810")
    return units


def listed(client, url: str) -> int:
    return client.get(url).context["table"].page.paginator.count


def matrices(user):
    overview = Overview(user)
    return [matrix for matrix in (overview.by_caseworker, overview.by_unit, overview.by_facilitator) if matrix]


def test_every_number_is_its_lists(as_user, manager, house):
    client = as_user(manager)
    seen = empty = 0
    for matrix in matrices(manager):
        for line in (*matrix.lines, matrix.total):
            for cell in line.cells:
                empty += not cell.count.people
                if not cell.count.people and empty > 10:  # most are, and lead to an empty list like the first
                    continue
                page = client.get(cell.url)
                chosen = page.context["day"].chosen
                assert chosen.count == cell.count and page.context["day"].form.errors == {}, cell.url
                shown = page.context["table"].page.paginator.count if cell.count.people else 0
                assert shown == cell.count.people, cell.url
                if cell.count.overdue:
                    assert listed(client, cell.overdue_url) == cell.count.overdue, cell.overdue_url
                seen += cell.count.people
    assert seen


def test_the_lines_add_up_to_the_house(manager, house):
    for matrix in matrices(manager):
        assert sum(line.people for line in matrix.lines) == matrix.total.people == 15
        for place in range(len(Tab) + 1):
            counts = [line.cells[place].count for line in matrix.lines]
            total = matrix.total.cells[place].count
            assert (sum(one.people for one in counts), sum(one.overdue for one in counts)) == tuple(total)


def test_those_without_a_caseworker_or_unit_have_their_own_line(manager, house):
    by_caseworker, by_unit, by_facilitator = matrices(manager)
    assert [line.label for line in by_caseworker.lines] == ["anna", "Karla Krog", "Uden sagsbehandler"]
    assert [line.label for line in by_unit.lines] == ["Hus A", "Hus B", "Uden enhed"]
    assert by_caseworker.lines[-1].people == 5
    assert "sagsbehandler=none" in by_caseworker.lines[-1].all.url
    assert [line.label for line in by_facilitator.lines] == ["Carl Carlsen", "åse Aa", "Uden jobformidler"]
    assert [line.people for line in by_facilitator.lines] == [4, 4, 7]
    assert "formidler=none" in by_facilitator.lines[-1].all.url and "Carlsen" not in by_facilitator.lines[0].all.url


def test_the_picture_begins_with_the_most_overdue(manager, house):
    matrix = matrices(manager)[0]
    overdue = [line.all.count.overdue for line in matrix.by_overdue]
    assert overdue == sorted(overdue, reverse=True) and matrix.longest == 5


def test_the_page_shows_it(as_user, manager, house):
    text = as_user(manager).get(PAGE).content.decode()
    assert "15 borgere følges fredag 2. marts 2018" in text
    for shown in (
        "Uden sagsbehandler",
        "Karla Krog",
        "Hus A",
        "Efter jobformidler",
        "Skal visiteres",
        "over frist",
        "<svg",
    ):
        assert shown in text


def test_the_manager_of_a_house_sees_that_house(as_user, manager, house):
    manager.unit = house[0]
    manager.save()
    matrix, by_facilitator = matrices(manager)
    assert matrix.total.people == by_facilitator.total.people == 5
    client = as_user(manager)
    for line in (*matrix.lines, *by_facilitator.lines, matrix.total):
        for cell in line.cells:
            assert cell.count.people == (listed(client, cell.url) if cell.count.people else 0)


def test_a_former_facilitator_has_no_line(manager, caseworker):
    citizen = people.a_member(group="1", caseworker=caseworker)
    people.a_facilitator(citizen, "2017-01-01", "2018-03-01", "Før Ferie")
    assert Overview(manager).by_facilitator is None
    people.a_facilitator(citizen, "2018-03-02", name="Nu Nielsen")
    (line,) = Overview(manager).by_facilitator.lines
    assert (line.label, line.people) == ("Nu Nielsen", 1)


def test_a_manager_who_is_a_facilitator_too_has_a_line(as_user, manager):
    manager.first_name, manager.last_name = "Lis", "Leder"
    manager.save()
    people.a_facilitator(people.a_member(group="1"), "2018-01-01", name="Lis Leder")
    (line,) = Overview(manager).by_facilitator.lines
    assert line.label == "Lis Leder" and listed(as_user(manager), line.all.url) == 1


def test_an_unknown_facilitator_in_the_address_is_no_choice(as_user, manager, caseworker, house):
    page = as_user(manager).get("/min-dag/?omfang=kommune&fane=alt&formidler=99999999")
    assert page.status_code == 200 and "formidler" not in page.context["day"].form.chosen
    assert "formidler" not in as_user(caseworker).get("/min-dag/?omfang=kommune").context["day"].form.fields


def test_few_queries_however_many_people(as_user, manager, house, caseworker):
    client = as_user(manager)
    counted = []
    for _doubled in range(2):
        for unit in house:
            people.a_member(group="1", unit=unit, caseworker=make_user(f"ny-{unit.pk}-{_doubled}", "caseworker", "851"))
        with CaptureQueriesContext(connection) as captured:
            client.get(PAGE)
        counted.append(len(captured))
    assert counted[0] == counted[1] <= 11


def test_a_house_without_anybody(as_user, manager):
    assert "Her er ingen borgere at følge endnu" in as_user(manager).get(PAGE).content.decode()


def test_everybody_something_is_due_for_is_followed(manager, house):
    overview = Overview(manager)
    assert {row.citizen for row in overview.rows} <= {pk for pk, _caseworker, _unit in overview.people}


def test_it_is_for_managers(as_user, caseworker, house):
    assert as_user(caseworker).get(PAGE).status_code == 403
