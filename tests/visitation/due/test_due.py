"""Whom the rules ask about, the programme's limits, and the numbers beside the list."""

import ast
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

import visitation.due
from cases.models import Citizen, Programme, Unit
from cases.registrations import find_kind
from questionnaires.models import Questionnaire
from reporting.months import Month
from reporting.reports import group2_report
from tests import people
from visitation.due import Tab, all_rules, due, find_rule
from visitation.due.limits import DEFAULTS, MARK, limits

ON = date(2018, 3, 2)
CODE = Path(visitation.due.__file__).parent


@pytest.fixture
def programme(db):
    return Programme.objects.get(pk="fsm1")


def keys(programme, citizens, on=ON) -> set[str]:
    return {row.rule for row in due(on, programme, citizens)}


def test_only_the_citizens_asked_about(programme, caseworker, outsider, star):
    here, elsewhere = people.a_member("851"), people.a_member("810")
    for user, mine in ((caseworker, {here.pk}), (outsider, {elsewhere.pk}), (star, set())):
        visible = Citizen.objects.visible_to(user)
        assert {row.citizen for row in due(ON, programme, visible)} == mine


def test_a_unit_sees_its_own(programme, caseworker):
    unit = Unit.objects.create(municipality_id="851", name="Uddannelseshuset")
    mine, _other = people.a_member(unit=unit), people.a_member()
    caseworker.unit = unit
    assert {row.citizen for row in due(ON, programme, Citizen.objects.visible_to(caseworker))} == {mine.pk}


def test_who_is_no_member_is_nobodys_to_do(programme):
    people.has_benefit(people.a_citizen(), "kontanthjaelp", "2017-01-01")
    assert due(ON, programme, Citizen.objects.all()) == []


def test_a_citizen_without_any_benefit_has_no_active_case(programme):
    people.a_member(benefit="")
    assert due(ON, programme, Citizen.objects.all()) == []


def test_any_filter_of_citizens_will_do(programme):
    odd = people.a_member(name="100 % Berit", group="1")
    people.a_member(name="100 Berit", group="1")
    citizens = Citizen.objects.filter(name__contains="%").exclude(name="%s").order_by("name")
    assert {row.citizen for row in due(ON, programme, citizens)} == {odd.pk}
    assert {row.citizen for row in due(ON, programme, Citizen.objects.order_by("pk")[:1])} == {odd.pk}
    assert due(ON, programme, Citizen.objects.none()) == [] and due(ON, programme, citizens, rules=[]) == []


def test_the_nearest_deadline_stands_first(programme):
    people.a_member(group="1")
    deadlines = [row.deadline for row in due(ON, programme, Citizen.objects.all())]
    assert deadlines == sorted(deadlines) and len(set(deadlines)) > 1


def test_a_registration_to_correct_is_named(programme):
    citizen = people.a_member(group="1")
    late = people.an_offer(citizen, "virksomhedspraktik", "2018-02-01", "2018-03-10", agreed_tasks=" \n ")
    early = people.an_offer(citizen, "loentilskud", "2018-01-01", "2018-03-10", agreed_tasks="x")
    rows = {row.rule: row for row in due(ON, programme, Citizen.objects.all())}
    assert rows["placement_without_tasks"].registration == late.pk
    assert rows["placement_without_ordinary_hours"].registration == early.pk
    assert rows["offer_ends"].registration in {late.pk, early.pk}
    assert rows["no_cv"].registration is None


#: The limits that programmes from before have not got.
ADDED = {"deferral_without_end_months": 6, "progression_every_months": 3}
LIMITED = [
    ("deferral_ends_within_days", 20, "deferral_ends", "2018-03-11", lambda c: people.visited(
        c, "deferred", "2018-01-01", deferred_until=date(2018, 3, 31))),
    ("interview_every_months", 1, "no_interview", "2018-02-28", lambda c: people.a_contact(c, "2018-01-31")),
    ("interviews", 1, "too_few_interviews", "2019-01-31", lambda c: people.a_contact(c, "2018-01-31")),
    ("interviews_within_months", 6, "too_few_interviews", "2018-02-01", lambda c: None),
    ("deferral_without_end_months", 2, "deferral_without_end", "2018-02-28", lambda c: people.visited(
        c, "deferred", "2017-12-31")),
    ("progression_every_months", 1, "citizen_not_measured", "2018-02-28", lambda c: (
        people.visited(c, "1", "2017-12-31"), people.a_measurement(c, "2018-01-31"))),
    ("offer_ends_within_days", 1, "offer_ends", "2018-03-30", lambda c: people.an_offer(
        c, "nytteindsats", "2018-01-01", "2018-03-31")),
    ("no_offer_months", 6, "no_active_offer", "2018-02-01", lambda c: None),
    ("waiting_months", 2, "waiting_long", "2018-03-01", lambda c: people.visited(c, "2", "2017-12-31")),
    (MARK, 3, "waiting_too_long", "2018-04-01", lambda c: people.visited(c, "2", "2017-12-31")),
]  # fmt: skip


@pytest.mark.parametrize(("limit", "value", "rule", "since", "facts"), LIMITED, ids=[row[0] for row in LIMITED])
def test_each_limit_is_the_programmes(programme, limit, value, rule, since, facts):
    citizen, turns = people.a_member(), date.fromisoformat(since)
    facts(citizen)
    programme.parameters = {limit: value, "due": {limit: value}}
    assert rule not in keys(programme, Citizen.objects.all(), turns - timedelta(days=1))
    assert rule in keys(programme, Citizen.objects.all(), turns)


def test_a_programme_asks_only_what_it_has_a_questionnaire_for(programme):
    people.a_member(group="1")
    both = {"citizen_not_measured", "caseworker_not_measured"}
    assert both <= keys(programme, Citizen.objects.all())
    Questionnaire.objects.filter(purpose="progression_caseworker").delete()
    assert both & keys(programme, Citizen.objects.all()) == {"citizen_not_measured"}
    Questionnaire.objects.filter(purpose="progression_citizen").update(in_force_from=date(2017, 12, 3))
    assert not both & keys(programme, Citizen.objects.all())
    assert both & keys(programme, Citizen.objects.all(), date(2018, 3, 3)) == {"citizen_not_measured"}


def test_what_to_measure_is_filled_in(programme):
    people.a_member(group="1")
    rows = [row for row in due(ON, programme, Citizen.objects.all()) if row.about.tab == Tab.PROGRESSION]
    assert [row.prefill for row in rows] == [{"respondent": "caseworker"}, {"respondent": "citizen"}]


@pytest.mark.parametrize(
    ("given", "due_then", "weeks"),
    [
        ({"due": {"interviews": 2}}, {"interviews": 2, **ADDED}, {"virksomhedspraktik": 4}),
        ({"due": {"progression_every_months": 4}, "offer_weeks": {}}, {**ADDED, "progression_every_months": 4}, {}),
        ({}, ADDED, {"virksomhedspraktik": 4}),
    ],
)
def test_a_programme_from_before_gets_what_it_lacks(programme, given, due_then, weeks):
    add = import_module("visitation.migrations.0006_missing_parameters").add
    Programme.objects.filter(pk="fsm1").update(parameters=given)
    add(apps, None)
    programme.refresh_from_db()
    assert (programme.parameters["due"], programme.parameters["offer_weeks"]) == (due_then, weeks)


@pytest.mark.parametrize("slip", [{"due": "x"}, [], "x"])
def test_a_slip_in_the_parameters_is_left_alone(programme, slip):
    Programme.objects.filter(pk="fsm1").update(parameters=slip)
    import_module("visitation.migrations.0006_missing_parameters").add(apps, None)
    programme.refresh_from_db()
    assert programme.parameters == slip


def test_what_is_added_is_what_is_shipped(programme):
    assert {key: programme.parameters["due"][key] for key in ADDED} == ADDED
    assert programme.parameters["offer_weeks"] == {"virksomhedspraktik": 4}


def test_every_limit_is_tried_above():
    assert {row[0] for row in LIMITED} == {*DEFAULTS, MARK}


def test_the_shipped_programme_has_every_limit_and_a_slip_in_it_counts_as_none(programme):
    assert programme.parameters["due"] == DEFAULTS
    for slip in ({}, {"due": None}, {"due": []}, {"due": dict.fromkeys(DEFAULTS, "x"), MARK: None}):
        programme.parameters = slip
        assert limits(programme) == {**DEFAULTS, MARK: 9}
    programme.parameters = {"due": {"interviews": 0, "waiting_months": True, "no_offer_months": -1}}
    assert limits(programme) == {**DEFAULTS, MARK: 9}


def test_what_is_still_in_time_is_not_overdue(programme):
    people.a_contact(people.a_member(group="1"), "2018-02-28")
    everyone = Citizen.objects.all()
    for on, overdue in ((date(2018, 3, 31), False), (date(2018, 4, 1), True)):
        assert [row.overdue for row in due(on, programme, everyone) if row.about.tab == Tab.CONTACT] == [overdue]


def test_one_query_however_many_citizens(programme):
    everyone = Citizen.objects.all()
    for _doubled in range(2):
        for group in ("", "1", "2", "3", "deferred"):
            people.an_offer(people.a_member(group=group), "virksomhedspraktik", "2018-01-01", "2018-03-10")
        with CaptureQueriesContext(connection) as captured:
            assert due(ON, programme, everyone)
        assert len(captured) == 1


@pytest.mark.parametrize("since", ["2017-05-30", "2017-05-31", "2017-06-01"])
def test_over_nine_months_are_the_group_2_analysis_people(programme, since):
    people.a_member(group="2", since=since)
    people.visited(people.a_member(group="1", since="2017-01-01"), "2", since)
    month = Month(2018, 2)
    rows = due(month.last, programme, Citizen.objects.all(), rules=[find_rule("waiting_too_long")])
    assert len(rows) == group2_report(month, "851")["over_9_months"]["count"]


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.key)
def test_every_rule_says_whom_and_its_source_and_what_settles_it(rule):
    assert "Whom" in rule.explanation and "ource" in rule.explanation
    assert find_kind(rule.settled_by) is not None


def test_an_unknown_rule_is_a_key_error():
    with pytest.raises(KeyError):
        find_rule("ferie")


def test_the_rules_know_no_request_form_or_template():
    for file in CODE.glob("*.py"):
        names = [name for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) for name in imported(node)]
        assert not [name for name in names if name.startswith(("django.http", "django.forms", "django.template"))]
        assert not [name for name in names if {"forms", "views", "tables", "reporting"} & set(name.split("."))], file


def imported(node: ast.AST) -> list[str]:
    """The modules that a statement imports."""
    if isinstance(node, ast.ImportFrom):
        return [f"{node.module or ''}.{alias.name}" for alias in node.names]
    return [alias.name for alias in node.names] if isinstance(node, ast.Import) else []


def test_the_words_follow_the_programmes_limits(programme):
    people.a_member(group="2")
    people.a_contact(people.a_member(), "2018-08-01")
    programme.parameters = {MARK: 3, "due": {"interview_every_months": 1, "no_offer_months": 5, "interviews": 2}}
    said = {row.label for row in due(date(2018, 9, 1), programme, Citizen.objects.all())}
    assert said >= {
        "Ingen samtale i 1 måned",
        "Færre end 2 samtaler på 12 måneder",
        "Intet aktivt tilbud i 5 måneder",
        "Over 3 måneder i gruppe 2",
    }
    assert not any("%" in words for words in said)
