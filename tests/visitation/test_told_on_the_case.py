"""How visitations and rehabilitation cases are told on the case page."""

import pytest
from django.db import IntegrityError, transaction

from cases.changes import readable
from cases.registrations import find_kind
from tests import people
from visitation.course import rehabilitation_marks
from visitation.models import Measure, RehabilitationCase

pytestmark = pytest.mark.django_db


def told(slug: str, registration) -> tuple[str, list[str]]:
    kind = find_kind(slug)
    return kind.describe(registration), [line for line in kind.details(registration) if line]


def test_a_deferral_tells_why_and_until_when():
    deferral = people.visited(
        people.a_citizen(), "deferred", "2018-05-01", deferral_reason="barsel", deferred_until=people.day("2018-09-30")
    )
    assert told("visitation", deferral) == ("Visiteret: Udskudt (barsel)", ["Udskudt til og med 30. september 2018"])


def test_a_visitation_tells_its_group_and_its_reason():
    decision = people.visited(people.a_citizen(), "2", "2018-05-01", note="Lang sygdom")
    assert told("visitation", decision) == ("Visiteret: 2 · rehabilitering", ["Lang sygdom"])


@pytest.mark.parametrize(
    ("fields", "headline"),
    [
        ({}, "Rehabiliteringssag: indstillet, afventer møde"),
        ({"met_on": "2018-06-02"}, "Rehabiliteringssag: indstillet, møde aftalt"),
        ({"met_on": "2018-06-01"}, "Rehabiliteringssag: behandlet, afventer afgørelse"),
        ({"decided_on": "2018-06-02", "decision": "fleksjob"}, "Rehabiliteringssag: afgjort, fleksjob"),
    ],
)
def test_a_rehabilitation_case_tells_how_far_it_has_come(settings, fields, headline):
    settings.DEMO_DAY = people.day("2018-06-01")
    dates = {name: people.day(value) for name, value in fields.items() if name.endswith("_on")}
    case = RehabilitationCase.objects.create(
        citizen=people.a_citizen(), referred_on=people.day("2018-05-01"), **{**fields, **dates}
    )
    assert told("rehabilitering", case)[0] == headline
    (mark,) = rehabilitation_marks(case)
    assert mark.label.lower().split(":")[0] in headline


def test_a_measure_tells_its_kind_and_its_end():
    measure = people.a_measure(people.a_citizen(), "bostoette", "2018-05-01", "2018-09-30")
    assert told("indsats", measure) == ("Bostøtte til 30. september 2018", [])


def test_the_same_measure_from_the_same_day_is_stored_once():
    citizen = people.a_citizen()
    people.a_measure(citizen, "bostoette", "2018-05-01")
    people.a_measure(citizen, "misbrugsbehandling", "2018-05-01")
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        people.a_measure(citizen, "bostoette", "2018-05-01", "2018-05-31")
    assert readable(caught.value, Measure).code == "measure_registered_once"


def test_the_deferrals_fields_stand_in_their_own_block(as_user, caseworker):
    citizen = people.a_member()
    page = as_user(caseworker).get(f"/borgere/{citizen.pk}/ny/visitation/").content.decode()
    block = page[page.index('class="only-deferred') : page.index("field-decided_on")]
    assert 'name="deferral_reason"' in block and 'name="deferred_until"' in block and 'name="note"' not in block


def test_the_first_step_is_called_what_its_button_said(as_user, caseworker):
    page = as_user(caseworker).get(f"/borgere/{people.a_member(group='2').pk}/ny/rehabilitering/")
    assert page.context["heading"] == "Indstil til rehab"
