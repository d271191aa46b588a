"""The course of a claim: right role, right order, exact amounts, one step of two presses, corrections beside it."""

import csv
import threading
from datetime import date
from pathlib import Path

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from accounts.models import Role, User
from cases.changes import readable
from cases.models import Grant, Unit
from reporting.claims.models import ClaimStep, Instalment, Step
from reporting.claims.standing import Standing, State
from reporting.claims.steps import Asked, approve_part_account, take_step
from reporting.closing import close_month
from reporting.instalments import JudgedInstalment, read_rule
from reporting.months import Month
from tests import people
from tests.conftest import make_user

from .claiming import paid, step, where
from .test_instalments import read

DAY = date(2018, 5, 2)
LATER = date(2020, 3, 2)
SHEET = Path(__file__).parent / "sheets" / "after_the_claim.csv"
TRACK = {"rule": "share_in_consecutive_months", "indicator": "company_track", "threshold": "2/5", "months": 3}


@pytest.fixture
def grant(db, settings) -> Grant:
    """Aalborg: everyone visited in January 2018, nobody in the track, 1001 kroner."""
    settings.DEMO_DAY = DAY
    people.visited(people.a_member(), "1", "2018-01-02")
    close_month(Month(2018, 1))
    return Grant.objects.create(
        programme_id="fsm1", municipality_id="851", amount_dkk=1001, approved_on=date(2017, 6, 30)
    )


def code_of(call) -> str:
    with pytest.raises(ValidationError) as refusal, transaction.atomic():
        call()
    at_fields = getattr(refusal.value, "error_dict", {})
    return next(iter(at_fields), None) or refusal.value.code


class TestTheCourse:
    def test_from_met_to_paid_with_date_and_person(self, grant, manager, star):
        assert [one.state for one in where(grant).instalments] == [State.MET, State.MET, State.NOT_MET]
        step(grant, 2, "claimed", manager)
        assert where(grant)[2].state is State.CLAIMED
        step(grant, 2, "approved", star)
        step(grant, 2, "paid", star, on=DAY, amount_dkk=401)
        standing = where(grant)[2]
        assert standing.state is State.PAID and standing.paid_on == DAY
        assert [(s.step, s.by, s.on) for s in standing.steps] == [
            ("claimed", manager, DAY),
            ("approved", star, DAY),
            ("paid", star, DAY),
        ]
        assert (where(grant).paid, where(grant).due, where(grant).outstanding) == (401, 300, 600)

    def test_a_claim_keeps_what_it_rests_on(self, grant, manager):
        claim = step(grant, 2, "claimed", manager)
        assert claim.met_in == date(2018, 1, 1)
        assert claim.counts == [{"month": "2018-01", "closed": "2018-01", "version": 1, "count": 1, "of": 1}]
        assert len(claim.closes) == 1

    def test_returned_with_a_reason_and_claimed_again(self, grant, manager, star):
        step(grant, 2, "claimed", manager)
        assert code_of(lambda: step(grant, 2, "returned", star, reason="  ")) == "return_has_a_reason"
        step(grant, 2, "returned", star, reason="Luk april først")
        standing = where(grant)[2]
        assert standing.state is State.RETURNED and standing.can_be_claimed and standing.claim is None
        step(grant, 2, "claimed", manager)
        assert [s.step for s in where(grant)[2].steps] == ["claimed", "returned", "claimed"]

    def test_what_is_not_met_cannot_be_claimed(self, grant, manager):
        assert code_of(lambda: step(grant, 3, "claimed", manager)) == "a_claim_is_met"
        assert (
            code_of(
                lambda: (
                    step(grant, 9, "claimed", manager)
                    if False
                    else take_step(Asked(grant.pk, 9, "claimed", 0), manager)
                )
            )
            == "no_such_instalment"
        )
        assert not Instalment.objects.exists(), "a refused claim stores nothing"

    def test_a_payment_is_the_instalment_and_not_in_the_future_nor_before_the_approval(self, grant, manager, star):
        step(grant, 2, "claimed", manager)
        step(grant, 2, "approved", star)
        assert code_of(lambda: step(grant, 2, "paid", star, amount_dkk=400)) == "payment_is_the_instalment"
        assert code_of(lambda: step(grant, 2, "paid", star)) == "only_a_payment_has_an_amount"
        early, late = date(2018, 5, 1), date(2018, 5, 3)
        assert code_of(lambda: step(grant, 2, "paid", star, amount_dkk=401, on=early)) == "claim_step_not_before_last"
        assert code_of(lambda: step(grant, 2, "paid", star, amount_dkk=401, on=late)) == "on"

    @pytest.mark.parametrize(
        ("before", "wrong"),
        [
            ([], ["approved", "returned", "paid"]),
            (["claimed"], ["claimed", "paid"]),
            (["claimed", "approved"], ["claimed", "approved", "returned"]),
            (["claimed", "approved", "paid"], ["claimed", "approved", "returned", "paid"]),
        ],
    )
    def test_no_step_out_of_order(self, grant, manager, star, before, wrong):
        by = {"claimed": manager}
        extra = {"paid": {"amount_dkk": 401}, "returned": {"reason": "Fejl"}}
        for name in before:
            step(grant, 2, name, by.get(name, star), **extra.get(name, {}))
        for name in wrong:
            call = lambda name=name: step(grant, 2, name, by.get(name, star), **extra.get(name, {}))  # noqa: E731
            assert code_of(call) == "claim_steps_in_order"

    @pytest.mark.parametrize("who", ["caseworker", "facilitator_user", "outsider", "star", "administrator"])
    def test_only_the_municipalitys_manager_claims(self, grant, who, request):
        user = request.getfixturevalue(who)
        assert code_of(lambda: step(grant, 2, "claimed", user)) == "claim_step_by_its_role"

    def test_neither_another_municipalitys_manager_nor_one_of_a_house_nor_one_who_left(self, grant, manager):
        house = Unit.objects.create(municipality_id="851", name="Huset")
        others = [
            make_user("mads", Role.MANAGER, "810"),
            make_user("mie", Role.MANAGER, "851", unit=house),
            make_user("mona", Role.MANAGER, "851", is_active=False),
        ]
        for user in others:
            assert code_of(lambda user=user: step(grant, 2, "claimed", user)) == "claim_step_by_its_role"

    def test_only_the_agency_decides_and_pays(self, grant, manager, star):
        step(grant, 2, "claimed", manager)
        for name in ("approved", "returned"):
            call = lambda name=name: step(grant, 2, name, manager, reason="x")  # noqa: E731
            assert code_of(call) == "claim_step_by_its_role"


class TestTheDatabase:
    def test_the_parts_add_up_to_the_grant(self, grant, manager):
        step(grant, 1, "claimed", manager)
        parts = Instalment.objects.filter(grant=grant)
        assert [(p.number, p.percent, p.amount_dkk) for p in parts] == [(1, 30, 300), (2, 40, 401), (3, 30, 300)]
        other = Grant.objects.create(programme_id="fsm1", municipality_id="810", amount_dkk=100)
        with pytest.raises(IntegrityError) as error, transaction.atomic():
            Instalment.objects.bulk_create(
                Instalment(grant=other, number=n, percent=p, amount_dkk=p + (n == 1))
                for n, p in ((1, 30), (2, 40), (3, 30))
            )
        assert readable(error.value).code == "instalments_add_up"

    def test_a_claimed_grant_keeps_its_amount(self, grant, manager):
        grant.amount_dkk = 1002
        grant.save()
        step(grant, 1, "claimed", manager)
        grant.amount_dkk = 1003
        with pytest.raises(IntegrityError) as error, transaction.atomic():
            grant.save()
        assert readable(error.value).code == "grant_amount_is_claimed"
        grant.refresh_from_db()
        grant.approved_on = date(2017, 7, 1)
        grant.save()

    def test_steps_are_never_changed_or_deleted(self, grant, manager):
        step(grant, 1, "claimed", manager)
        for call in (
            lambda: ClaimStep.objects.update(on=date(2017, 1, 1)),
            lambda: ClaimStep.objects.all().delete(),
            lambda: Instalment.objects.update(percent=1),
        ):
            with pytest.raises(Exception, match=r"Cannot (update|delete)"), transaction.atomic():
                call()

    def test_the_same_step_twice_is_refused_with_a_word(self, grant, manager):
        first = step(grant, 1, "claimed", manager)
        again = ClaimStep(
            instalment=first.instalment, sequence=1, step="claimed", on=DAY, by=manager, met_in=first.met_in
        )
        with pytest.raises(IntegrityError) as error, transaction.atomic():
            again.save()
        assert readable(error.value, ClaimStep).code == "claim_step_is_one"

    def test_the_database_holds_the_amount_of_a_payment(self, grant, manager, star):
        step(grant, 1, "claimed", manager)
        last = step(grant, 1, "approved", star)
        payment = {"sequence": 3, "step": "paid", "on": DAY, "by": star}
        with pytest.raises(IntegrityError) as error, transaction.atomic():
            ClaimStep.objects.create(instalment=last.instalment, amount_dkk=299, **payment)
        assert readable(error.value).code == "payment_is_the_instalment"

    def test_every_step_and_state_fits_the_other(self):
        assert {step.value for step in Step} == {state.value for state in State} - {"met", "not_met"}


class TestPartAccount:
    @pytest.fixture(autouse=True)
    def in_the_successors_time(self, grant, settings):
        settings.DEMO_DAY = LATER

    def test_the_agency_approves_it_once_and_history_keeps_the_old_value(self, star):
        successor = Grant.objects.create(programme_id="fsm2", municipality_id="851", amount_dkk=100)
        assert where(successor)[1].state is State.NOT_MET
        approve_part_account(successor.pk, star, LATER)
        assert where(successor)[1].state is State.MET
        with pytest.raises(ValidationError, match="allerede godkendt"):
            approve_part_account(successor.pk, star, LATER)
        former = apps.get_model("cases", "GrantEvent").objects.get(pgh_obj=successor)
        assert former.part_account_approved_on is None and former.pgh_context.metadata["user"] == star.pk

    def test_it_is_claimed_and_paid_as_any_other(self, manager, star):
        successor = Grant.objects.create(programme_id="fsm2", municipality_id="851", amount_dkk=101)
        approve_part_account(successor.pk, star, LATER)
        paid(successor, 1, manager, star)
        assert (where(successor).paid, where(successor).outstanding) == (51, 50)


@pytest.mark.parametrize("row", list(csv.DictReader(SHEET.open(encoding="utf-8"))), ids=lambda row: row["case"])
def test_the_sheet_of_corrections_after_the_claim(row):
    """What was claimed or paid stays; the page says when the newest versions would judge otherwise."""
    rule = read_rule(TRACK)
    steps = []
    for number, name in enumerate(row["steps"].split(), start=1):
        met_in = rule.judge(None, read(row["months at the claim"])).met_in if name == "claimed" else None
        one = ClaimStep(sequence=number, step=name, on=DAY, met_in=met_in.first if met_in else None)
        steps.append(one)
    measured = read(row["months now"])
    judged = JudgedInstalment(3, 30, 300, rule, tuple(measured), rule.judge(None, measured))
    standing = Standing(judged, tuple(steps))
    assert standing.state == row["state"]
    assert standing.judged_otherwise is (row["says otherwise"] == "yes")
    assert standing.fell_below is (row["fell below"] == "yes")


@pytest.mark.django_db
def test_a_correction_after_the_payment_touches_nothing_that_was_done(grant, manager, star):
    paid(grant, 2, manager, star)
    before = list(ClaimStep.objects.order_by("pk").values())
    people.a_member()
    close_month(Month(2018, 1), reason="En borger manglede")
    standing = where(grant)[2]
    assert standing.state is State.PAID and not standing.judged.judgement.met
    assert standing.judged_otherwise and standing.fell_below
    assert list(ClaimStep.objects.order_by("pk").values()) == before


@pytest.mark.django_db(transaction=True)
def test_two_people_pressing_at_once_give_one_step(settings):
    settings.DEMO_DAY = DAY
    grant = Grant.objects.create(
        programme_id="fsm1", municipality_id="851", amount_dkk=1001, approved_on=date(2017, 6, 30)
    )
    managers = [make_user(name, Role.MANAGER, "851") for name in ("lone", "lars")]
    ready, answers = threading.Barrier(2, timeout=20), []

    def press(user: User) -> None:
        try:
            connection.ensure_connection()
            ready.wait()
            answers.append(take_step(Asked(grant.pk, 1, "claimed", 0), user).step)
        except ValidationError as refusal:
            answers.append(refusal.code)
        finally:
            connection.close()

    both = [threading.Thread(target=press, args=[user]) for user in managers]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sorted(answers) == ["claim_steps_in_order", "claimed"]
    assert (ClaimStep.objects.count(), Instalment.objects.count()) == (1, 3)
