"""The demo's day looks like a working day: most cases are in order, some are not, and colleagues differ."""

from collections import Counter
from itertools import pairwise

import pytest
from django.db import transaction

from cases.codes import CASH_ASSISTANCE
from cases.models import BenefitChange, Citizen, Contact, Programme
from demo import store
from demo.answers import store_answers
from demo.build import PROGRAMME, build
from demo.days import DATA_ENDS_ON
from demo.measures import store_measures
from demo.preparations import store_preparations
from demo.profiles import AALBORG, JAH, JIH
from visitation.due import Tab, due
from visitation.models import Measure, Preparation, RehabilitationCase

TODAY = DATA_ENDS_ON.item()


@pytest.fixture(scope="module")
def counts():
    """Hold what the first test counted, so that the people are loaded once."""
    return {}


@pytest.fixture
def day(db, counts):
    """Return what is counted on the last day in Aalborg."""
    return counts or counts.update(loaded()) or counts


def loaded() -> dict:
    """Load Aalborg and its measures, and count."""
    store._users()
    store._people(build([AALBORG]), 0)
    store_measures(851)
    store_answers(851)
    store_preparations(851)
    return counted()


def counted() -> dict:
    """Return the active and the overdue by caseworker and unit, the overdue by tab, and some other facts."""
    people = {pk: who for pk, *who in Citizen.objects.values_list("pk", "caseworker__username", "unit__name")}
    changes = BenefitChange.objects.filter(effective_on__lte=TODAY).order_by("effective_on")
    status = dict(changes.values_list("citizen_id", "benefit"))
    active = [pk for pk, benefit in status.items() if benefit in CASH_ASSISTANCE]
    rows = due(TODAY, Programme.objects.get(pk=PROGRAMME), Citizen.objects.all())
    overdue = {(row.citizen, row.about.tab) for row in rows if row.overdue}
    late = {citizen for citizen, _tab in overdue}
    return {
        "active": Counter(key for pk in active for key in people[pk]),
        "late": Counter(key for pk in late for key in people[pk]),
        "share": len(late) / len(active),
        "tabs": {tab: sum(found == tab for _pk, found in overdue) / len(active) for tab in Tab},
        "karens": Counter(tab for pk, tab in overdue if people[pk][0] == "sagsbehandler"),
        "this_month": len({row.citizen for row in rows if row.rule == "contact_not_held" and not row.overdue}),
        "soon": len({row.citizen for row in rows if row.rule == "offer_ends"}),
        "held_by_their_own": held_by_their_own(),
        "booked": RehabilitationCase.objects.filter(met_on__gt=TODAY, decided_on=None, recommendation="").count(),
        "preparing": sum(row.prepared_since is not None for row in rows),
        "preparations": [
            Preparation.objects.filter(**{f"{step}__isnull": False}).count()
            for step in ("started_on", "statement_asked_on", "statement_received_on", "ready_on")
        ],
        "measures": set(Measure.objects.values_list("kind", flat=True)),
    }


def held_by_their_own() -> float:
    """Return the share of the interviews that the citizen's own caseworker held, where there is one."""
    held = Contact.objects.filter(kind="samtale").exclude(citizen__caseworker=None)
    own = [
        by == f"{first} {last}"
        for by, first, last in held.values_list(
            "by", "citizen__caseworker__first_name", "citizen__caseworker__last_name"
        )
    ]
    return sum(own) / len(own)


def late(day: dict, key: str) -> float:
    """Return the share with something overdue of a caseworker's or a unit's active citizens."""
    return day["late"][key] / day["active"][key]


def test_a_usual_caseworker_has_about_a_fifth_overdue(day):
    assert 0.15 <= late(day, "sagsbehandler") <= 0.25
    assert 0.18 <= day["share"] <= 0.3


def test_every_tab_has_something_and_none_is_hopeless(day):
    assert all(0 < share <= 0.06 for tab, share in day["tabs"].items() if tab != Tab.REHABILITATION), day["tabs"]
    assert 0.04 <= day["tabs"][Tab.REHABILITATION] <= 0.1
    assert max(day["karens"].values()) <= 12 and len(day["karens"]) >= 8


def test_colleagues_and_houses_differ(day):
    large = sorted(late(day, f"jah-{number}") for number in (1, 2, 3, 4))
    assert large[0] < 0.2 and 0.3 < large[-1] < 0.42
    assert late(day, JAH) < 0.26 and 0.35 < late(day, JIH) < 0.55


def test_some_things_are_due_but_in_time(day):
    assert 25 < day["this_month"] < 90
    assert 25 < day["soon"] < 80


def test_interviews_are_held_by_the_citizens_own_caseworker(day):
    assert day["held_by_their_own"] == 1


def test_meetings_are_booked_and_every_kind_of_measure_is_given(day):
    assert day["booked"] > 5
    assert len(day["measures"]) == 4


def test_cases_are_prepared_at_every_stage(day):
    begun, asked, received, ready = day["preparations"]
    assert begun > asked > received > 20 and begun > ready > 20
    assert day["preparing"] > 0


@pytest.mark.django_db
def test_the_stored_facts_are_the_same_each_time(counts):
    """Measures hang on the stored people, whose keys go on counting: the drawing must not."""
    if not counts:
        with transaction.atomic():
            counts.update(loaded())
            transaction.set_rollback(True)
    assert loaded() == counts


def test_ordinary_hours_grow_without_a_gap_in_one_company(frames):
    grew = 0
    ordinary = frames["offers"][frames["offers"]["kind"] == "ordinaere_timer"].sort_values(["cpr", "company", "start"])
    for before, after in pairwise(ordinary.to_dict("records")):
        same = (before["cpr"], before["company"]) == (after["cpr"], after["company"])
        if same and before["end"] and before["end"] < after["start"]:
            grew += int(after["weekly_hours"]) > int(before["weekly_hours"])
    assert grew > 400
