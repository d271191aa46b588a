"""Rules that the database holds, each seen to bite."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from cases.changes import readable
from cases.models import BenefitChange, Membership, Programme
from tests import people

pytestmark = pytest.mark.django_db


def test_nothing_is_registered_after_death():
    citizen = people.a_member()
    people.has_benefit(citizen, "doed", "2018-03-02")
    people.a_contact(citizen, "2018-03-02")
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        people.an_offer(citizen, "mentor", "2018-03-03")
    assert readable(caught.value).code == "not_after_death"


def test_a_death_is_not_registered_before_a_contact():
    citizen = people.a_member()
    people.a_contact(citizen, "2018-03-03")
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        people.has_benefit(citizen, "doed", "2018-03-02")
    assert readable(caught.value).code == "death_is_last"


def test_a_death_is_not_registered_before_a_measure_begins():
    citizen = people.a_member()
    people.a_measure(citizen, "bostoette", "2018-03-03")
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        people.has_benefit(citizen, "doed", "2018-03-02")
    assert readable(caught.value).code == "death_is_last"


def test_one_benefit_change_a_day():
    citizen = people.a_member(since="2017-01-01")
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        people.has_benefit(citizen, "job", "2017-01-01")
    assert readable(caught.value, BenefitChange).code == "one_benefit_change_a_day"


def test_facilitators_do_not_overlap_on_the_last_day():
    citizen = people.a_member()
    people.a_facilitator(citizen, "2018-01-01", "2018-03-31")
    people.a_facilitator(citizen, "2018-04-01")
    with pytest.raises(IntegrityError), transaction.atomic():
        people.a_facilitator(citizen, "2018-03-31", "2018-03-31")


def test_locked_target_group_refuses_insert_update_and_delete():
    member = people.a_member().memberships.get()
    Programme.objects.filter(pk="fsm1").update(locked_at=timezone.now())
    for change in (
        people.a_member,
        member.delete,
        lambda: Membership.objects.filter(pk=member.pk).update(municipality_id="810"),
    ):
        with pytest.raises(IntegrityError) as caught, transaction.atomic():
            change()
        assert readable(caught.value).code == "target_group_is_locked"


def test_a_lock_stays():
    Programme.objects.filter(pk="fsm1").update(locked_at=timezone.now())
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        Programme.objects.filter(pk="fsm1").update(locked_at=None)
    assert readable(caught.value).code == "programme_stays_locked"
