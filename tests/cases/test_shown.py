"""What a page of a list shows is what its filters ask for: the statement written out against the queryset."""

from datetime import date

import pytest

from accounts.models import Role
from cases.current import with_facts
from cases.models import Citizen, Unit
from cases.shown import shown
from cases.tables import SHOWN_FACTS
from tests import people
from tests.conftest import make_user
from visitation.day.work import Work

ON = date(2018, 3, 15)

pytestmark = pytest.mark.django_db


@pytest.fixture
def citizens() -> list[Citizen]:
    """With everything, with nothing, and with changes on, before and after the day."""
    unit = Unit.objects.create(municipality_id="851", name="Ungdom")
    full = people.a_member(group="1", unit=unit, caseworker=make_user("bodil", Role.CASEWORKER, "851"))
    people.an_offer(full, "loentilskud", "2018-02-01")
    people.an_offer(full, "mentor", "2018-03-15", "2018-03-15")
    people.a_facilitator(full, "2018-01-01", name="Frida Formidler")
    people.visited(full, "1", "2018-03-01")
    bare = people.a_citizen("851")
    moved = people.a_member(group="2", since="2017-01-01")
    people.visited(moved, "3", ON.isoformat())
    people.has_benefit(moved, "fleksjob", "2018-03-16")
    return [full, bare, moved]


def test_the_facts_are_those_of_the_filters(citizens, django_assert_num_queries):
    asked = with_facts(Citizen.objects.filter(pk__in=[one.pk for one in citizens]), ON, *SHOWN_FACTS)
    by_orm = {one.pk: one for one in asked.select_related("unit", "caseworker")}
    with django_assert_num_queries(1):
        found = shown([one.pk for one in citizens], ON, *SHOWN_FACTS)
    assert found.keys() == by_orm.keys()
    for pk, one in found.items():
        same = ("pk", "name", "born_on", *SHOWN_FACTS)
        assert [getattr(one, name) for name in same] == [getattr(by_orm[pk], name) for name in same]
        assert getattr(one.unit, "name", None) == getattr(by_orm[pk].unit, "name", None)
        assert getattr(one.caseworker, "display_name", None) == getattr(by_orm[pk].caseworker, "display_name", None)
    assert found[citizens[0].pk].group_since == date(2017, 1, 1), "the same decision again restarts nothing"
    assert (found[citizens[2].pk].group, found[citizens[2].pk].benefit) == ("3", "kontanthjaelp")


def test_an_error_tells_no_name(citizens):
    one = shown([citizens[0].pk], ON, "group")[citizens[0].pk]
    assert one.name not in f"{one} {one!r} {Work(one.pk, [], citizen=one)!r}"
    assert one.caseworker.name not in f"{one.caseworker!r}"


def test_what_is_not_asked_for_is_not_there(citizens):
    found = shown([citizens[0].pk], ON, "group")
    assert found[citizens[0].pk].group == "1" and found[citizens[0].pk].benefit is None
    assert shown([], ON, "group") == shown([0], ON, *SHOWN_FACTS) == {}


def test_a_page_has_as_many_as_it_has(citizens):
    """Twenty-five or the last page's few: one statement for all, which is prepared once."""
    for numbers in ([one.pk for one in citizens], [citizens[1].pk]):
        assert sorted(shown(numbers, ON, "group")) == sorted(numbers)


@pytest.mark.parametrize(
    ("first", "last", "goes_by"), [("Bo", "Beck", "Bo Beck"), ("", "Beck", "Beck"), ("", "", "bb851")]
)
def test_a_colleague_goes_by_one_name_everywhere(citizens, first, last, goes_by):
    user = make_user("bb851", Role.CASEWORKER, "851", first_name=first, last_name=last)
    Citizen.objects.filter(pk=citizens[1].pk).update(caseworker=user)
    one = shown([citizens[1].pk], ON, "group")[citizens[1].pk]
    assert one.caseworker.display_name == user.display_name == goes_by
