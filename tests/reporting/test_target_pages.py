"""The pages of targets: what staff see, what managers set and change, and that nobody else knows of them."""

import re
from datetime import date

import pytest

from accounts.models import Role
from cases.models import Unit
from reporting.targets.models import Milestone, Target
from tests import people
from tests.conftest import make_user

from .aiming import a_target

pytestmark = pytest.mark.django_db
LIST = "/kommune/851/maal/"
FILLED = {
    "name": "Færre på kontanthjælp",
    "measure": "full_time",
    "benefit": "kontanthjaelp",
    "from_age": "30",
    "direction": "fall",
    "starts_on": "2017-01-01",
    "start_value": "437",
    "due_on_1": "2017-07-01",
    "value_1": "401",
    "due_on_2": "2018-01-01",
    "value_2": "380,5",
}


@pytest.fixture(autouse=True)
def the_day(settings):
    settings.DEMO_DAY = date(2018, 6, 30)


@pytest.fixture
def leader(as_user, manager):
    return as_user(manager)


def words(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def table(response) -> list[list[str]]:
    """Return the rows of the milestones' table as plain text."""
    rows = re.findall(r"<tr>(.*?)</tr>", words(response).split("</table>")[0], re.S)
    cells = (re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in rows[1:])
    return [[re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", cell)).strip() for cell in row] for row in cells]


def test_a_target_is_set_and_seen_beside_what_is_measured(leader):
    for number in range(3):
        citizen = people.a_citizen(cpr=f"010370000{number}")
        people.has_benefit(citizen, "kontanthjaelp", "2016-01-01")
    people.has_benefit(citizen, "job", "2017-06-01")
    response = leader.post(f"{LIST}nyt/", FILLED | {"start_value": "3", "value_1": "2", "value_2": "1,5"}, follow=True)
    assert "Målet er gemt." in words(response)
    assert table(response) == [
        ["Start 01.01.2017", "3", "3", ""],
        ["01.07.2017", "2", "2", "Nået til tiden"],
        ["01.01.2018", "1,5", "2", "Ikke nået"],
    ]
    assert "<svg" in words(response) and "Start 3, målt 2 i maj 2018" in words(response)
    listed = words(leader.get(LIST))
    assert "Fuldtidspersoner på kontanthjælp, 30 år og derover" in listed and "Ikke nået" in listed


def test_it_may_be_seen_as_it_was_measured_then(leader):
    target = a_target([("2017-07-01", 5), ("2018-01-01", 0)])
    response = leader.get(f"{LIST}{target.pk}/", {"maaned": "2017-04"})
    assert table(response)[1:] == [
        ["01.07.2017", "5", "0 april 2017", "Nået før tid siden december 2016"],
        ["01.01.2018", "0", "0 april 2017", "Nået før tid siden december 2016"],
    ]
    assert leader.get(f"{LIST}{target.pk}/", {"maaned": "2018-06"}).status_code == 404


def test_nothing_measured_is_said(leader):
    target = a_target([("2018-12-31", 5)], measure="count", indicator="visited")
    assert "Intet er målt endnu." in words(leader.get(f"{LIST}{target.pk}/"))
    target.delete()
    assert "Kommunen har ikke sat mål endnu." in words(leader.get(LIST))


WRONG = {
    "an unknown day": ({"due_on_2": "31-02-2018"}, "due_on_2"),
    "a year that is a slip": ({"starts_on": "0217-01-01"}, "starts_on"),
    "half a milestone": ({"value_2": ""}, "value_2"),
    "the other half": ({"due_on_2": ""}, "due_on_2"),
    "no milestone": ({"due_on_1": "", "value_1": "", "due_on_2": "", "value_2": ""}, "due_on_1"),
    "two a day": ({"due_on_2": "2017-07-01"}, "due_on_1"),
    "a milestone before the start": ({"due_on_1": "2017-01-01"}, "due_on_1"),
    "a milestone the wrong way": ({"value_1": "440"}, "value_1"),
    "no benefit": ({"benefit": ""}, "measure"),
    "no figure": ({"measure": "share"}, "measure"),
    "ages the wrong way round": ({"to_age": "20"}, "to_age"),
    "a share above 100": ({"measure": "share", "indicator": "visited"}, "start_value"),
    "a huge number": ({"start_value": "9" * 30}, "start_value"),
    "no number": ({"value_1": "mange"}, "value_1"),
    "a measure that is none": ({"measure": "alt"}, "measure"),
    "a figure that never changes": ({"measure": "count", "indicator": "drawn"}, "indicator"),
    "a name taken": ({"name": "Taget"}, "name"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_told_at_its_field_and_nothing_is_stored(leader, case):
    a_target([("2018-07-01", 5)], name="Taget")
    change, field = WRONG[case]
    response = leader.post(f"{LIST}nyt/", FILLED | change)
    assert response.status_code == 200
    assert field in response.context["form"].errors, response.context["form"].errors
    assert Target.objects.count() == Milestone.objects.count() == 1


class TestChanging:
    @pytest.fixture
    def target(self, leader):
        leader.post(f"{LIST}nyt/", FILLED)
        return Target.objects.get()

    def sent(self, target, **change):
        return FILLED | {"version": target.revision, "reason": "Byrådet 12. juni"} | change

    def test_the_reason_and_what_it_was_are_kept_and_shown(self, leader, target):
        filled = self.sent(target, value_1="399", due_on_2="2018-07-01", name="Nyt navn")
        page = words(leader.post(f"{LIST}{target.pk}/ret/", filled, follow=True))
        assert list(target.milestones.values_list("value", flat=True)) == [399, 380.5]
        assert "Byrådet 12. juni" in page and "lone" in page
        assert "<del>401</del> → <ins>399</ins>" in page and "<del>380,50</del> → <ins>–</ins>" in page
        assert "<del>Færre på kontanthjælp</del> → <ins>Nyt navn</ins>" in page

    def test_a_change_says_why(self, leader, target):
        response = leader.post(f"{LIST}{target.pk}/ret/", self.sent(target, reason="", name="X"))
        assert "reason" in response.context["form"].errors
        target.refresh_from_db()
        assert target.name == FILLED["name"]

    def test_a_refused_change_leaves_all_as_it_was(self, leader, target):
        leader.post(f"{LIST}{target.pk}/ret/", self.sent(target, start_value="400", name="X"))
        target.refresh_from_db()
        assert (target.name, target.start_value, target.revision) == (FILLED["name"], 437, 1)

    def test_of_two_who_change_it_the_second_is_told(self, leader, target):
        leader.post(f"{LIST}{target.pk}/ret/", self.sent(target, name="Først"))
        page = words(leader.post(f"{LIST}{target.pk}/ret/", self.sent(target, name="Sidst"), follow=True))
        assert "En anden har rettet målet imens" in page and 'value="Først"' in page
        assert Target.objects.get().name == "Først"

    def test_it_opens_with_what_is_stored(self, leader, target):
        page = words(leader.get(f"{LIST}{target.pk}/ret/"))
        assert 'value="2018-01-01"' in page and 'value="380,50"' in page

    def test_it_is_deleted_with_a_reason_and_stays_in_the_history(self, leader, target):
        assert "reason" in leader.post(f"{LIST}{target.pk}/slet/", {"reason": ""}).context["form"].errors
        leader.post(f"{LIST}{target.pk}/slet/", {"reason": "Opgivet"})
        assert not Target.objects.exists() and not Milestone.objects.exists()
        (former,) = Target._meta.get_field("events").related_model.objects.filter(pgh_label="deleted")
        assert former.pgh_context.metadata["reason"] == "Opgivet"


class TestWhoMay:
    def test_others_do_not_know_of_it(self, as_user, outsider, star):
        target = a_target([("2018-07-01", 5)])
        for user in (outsider, star, make_user("ole", Role.MANAGER, "810")):
            for address in (LIST, f"{LIST}{target.pk}/", f"{LIST}nyt/", f"{LIST}{target.pk}/ret/"):
                assert as_user(user).get(address).status_code == 404
            assert as_user(user).post(f"{LIST}{target.pk}/slet/", {"reason": "x"}).status_code == 404
        assert Target.objects.exists()

    def test_anothers_target_is_not_found_under_ones_own_municipality(self, leader):
        target = a_target([("2018-07-01", 5)], "810")
        assert leader.get(f"{LIST}{target.pk}/").status_code == 404
        assert leader.post(f"{LIST}{target.pk}/slet/", {"reason": "x"}).status_code == 404

    def test_a_caseworker_sees_and_does_not_set(self, as_user, caseworker):
        target = a_target([("2018-07-01", 5)])
        client = as_user(caseworker)
        assert "Nyt mål" not in words(client.get(LIST)) and "Ret" not in words(client.get(f"{LIST}{target.pk}/"))
        assert client.post(f"{LIST}nyt/", FILLED).status_code == 403

    def test_a_houses_manager_may_set_one(self, as_user):
        house = Unit.objects.create(municipality_id="851", name="Huset")
        user = make_user("hus", Role.MANAGER, "851", unit=house)
        assert as_user(user).post(f"{LIST}nyt/", FILLED).status_code == 302
