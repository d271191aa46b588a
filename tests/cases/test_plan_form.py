"""The form of a plan: only what somebody has agreed counts as a job goal."""

from datetime import date
from uuid import uuid4

import pytest

from cases.models import Plan
from tests import people

pytestmark = pytest.mark.django_db
TODAY = date(2018, 6, 1)


@pytest.fixture
def citizen(caseworker, settings):
    settings.DEMO_DAY = TODAY
    return people.a_member(group="1", since="2018-05-01", caseworker=caseworker)


@pytest.fixture
def send(as_user, caseworker, citizen):
    """Send the form of a new plan, or with ``plan`` that of its correction."""

    def post(plan=None, **fields):
        path = f"plan/{plan.pk}/ret/" if plan else "ny/plan/"
        extra = {"reason": "Tastefejl"} if plan else {"form_token": str(uuid4())}
        return as_user(caseworker).post(f"/borgere/{citizen.pk}/{path}", {**fields, **extra})

    return post


def errors(response):
    return response.context["form"].errors


def test_the_suggested_day_alone_is_no_job_goal(send, as_user, caseworker, citizen):
    assert send(job_goal="", job_goal_on="2018-06-01", cv_on="2018-05-20").status_code == 302
    plan = Plan.objects.get()
    assert (plan.job_goal_on, plan.cv_on) == (None, date(2018, 5, 20))
    shown = as_user(caseworker).get(f"/borgere/{citizen.pk}/").content.decode()
    assert "Jobmål mangler" in shown and "Intet jobmål" in shown


def test_nothing_but_the_suggested_day_is_no_plan(send):
    assert "Udfyld jobmål eller CV" in str(errors(send(job_goal="  ", job_goal_on="2018-06-01", cv_on="")))
    assert not Plan.objects.exists()


def test_a_day_somebody_wrote_asks_for_the_goal(send):
    refused = errors(send(job_goal="", job_goal_on="2018-05-15", cv_on="2018-05-20"))
    assert refused["job_goal"] == ["Skriv jobmålet, eller tøm datoen."]
    assert not Plan.objects.exists()


def test_clearing_the_goal_takes_its_day_with_it(send, citizen):
    plan = people.a_plan(citizen, job_goal_on="2018-05-15", cv_on="2018-05-20")
    assert send(plan, job_goal="", job_goal_on="2018-05-15", cv_on="2018-05-20").status_code == 302
    assert Plan.objects.get().job_goal_on is None


def test_a_day_that_was_loaded_without_a_goal_stays(send, citizen):
    plan = people.a_plan(citizen, job_goal_on="2018-05-15", job_goal="")
    assert send(plan, job_goal="", job_goal_on="2018-05-15", cv_on="2018-05-20").status_code == 302
    assert Plan.objects.get().job_goal_on == date(2018, 5, 15)
