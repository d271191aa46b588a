"""Invented people for tests. Each function stores one thing and takes what the test is about."""

import itertools
from datetime import date

import pgtrigger
from django.db import connection

from cases.models import (
    BenefitChange,
    Citizen,
    Company,
    CompanyAgreement,
    Contact,
    Facilitator,
    Membership,
    Offer,
    Plan,
)
from progression.models import Progression
from questionnaires.models import Questionnaire
from visitation.models import Measure, Preparation, RehabilitationCase, Visitation

_serial = itertools.count(1)


def a_cpr() -> str:
    """Return a CPR number nobody else in the test has (born in the 1970s: the seventh digit says the century)."""
    n = next(_serial)
    return f"{1 + n % 28:02d}{1 + n // 28 % 12:02d}{70 + n // 336 % 10}{n % 4000:04d}"


def born_in_the_1900s(day: str) -> str:
    """Return a CPR number nobody else in the test has for a day written ddmmyy; the seventh digit says the century."""
    return f"{day}{next(_serial) % 4000:04d}"


def a_citizen(municipality: str = "851", **fields) -> Citizen:
    """Store a citizen."""
    citizen = Citizen(municipality_id=municipality, name=fields.pop("name", "Berit Berg"), **fields)
    citizen.cpr = fields.get("cpr") or a_cpr()
    citizen.save()
    return citizen


def a_member(
    municipality: str = "851", *, benefit: str = "kontanthjaelp", group: str = "", since="2017-01-01", **fields
):
    """Store a citizen of the target group, with a benefit and (where given) a group since ``since``."""
    citizen = a_citizen(municipality, **fields)
    Membership.objects.create(programme_id="fsm1", citizen=citizen, municipality_id=municipality)
    if benefit:
        has_benefit(citizen, benefit, since)
    if group:
        visited(citizen, group, since)
    return citizen


def joins(citizen, programme: str, on=None) -> Membership:
    """Store that a citizen is of a programme's target group, from a day where one is given."""
    return Membership.objects.create(
        programme_id=programme, citizen=citizen, municipality_id=citizen.municipality_id, joined_on=day(on)
    )


def day(value) -> date | None:
    """Return a date from ISO text, a date or None."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def has_benefit(citizen, benefit: str, on, match_category: str = "") -> BenefitChange:
    """Store a benefit change."""
    return BenefitChange.objects.create(
        citizen=citizen, benefit=benefit, effective_on=day(on), match_category=match_category
    )


def visited(citizen, group: str, on, **fields) -> Visitation:
    """Store a visitation; a deferral gets a reason."""
    fields.setdefault("deferral_reason", "andet" if group == "deferred" else "")
    return Visitation.objects.create(citizen=citizen, group=group, decided_on=day(on), **fields)


def an_offer(citizen, kind: str, start, end=None, **fields) -> Offer:
    """Store an offer."""
    return Offer.objects.create(citizen=citizen, kind=kind, start=day(start), end=day(end), **fields)


def a_contact(citizen, on, kind: str = "samtale", by: str = "", **fields) -> Contact:
    """Store a contact."""
    return Contact.objects.create(citizen=citizen, held_on=day(on), kind=kind, by=by, **fields)


def a_facilitator(citizen, start, end=None, name: str = "Carl Carlsen") -> Facilitator:
    """Store a personal job facilitator."""
    return Facilitator.objects.create(citizen=citizen, name=name, start=day(start), end=day(end))


def a_plan(citizen, job_goal_on=None, cv_on=None, job_goal: str = "pedel") -> Plan:
    """Store a plan."""
    return Plan.objects.create(citizen=citizen, job_goal=job_goal, job_goal_on=day(job_goal_on), cv_on=day(cv_on))


def a_referral(citizen, on, met_on=None, decided_on=None, decision: str = "") -> RehabilitationCase:
    """Store a case before the rehabilitation team."""
    return RehabilitationCase.objects.create(
        citizen=citizen, referred_on=day(on), met_on=day(met_on), decided_on=day(decided_on), decision=decision
    )


def a_preparation(citizen, on, asked=None, received=None, ready=None) -> Preparation:
    """Store a preparation for the rehabilitation team."""
    return Preparation.objects.create(
        citizen=citizen,
        started_on=day(on),
        statement_asked_on=day(asked),
        statement_received_on=day(received),
        ready_on=day(ready),
    )


def a_measure(citizen, kind: str, start, end=None) -> Measure:
    """Store a social or health measure."""
    return Measure.objects.create(citizen=citizen, kind=kind, start=day(start), end=day(end))


def a_company(name: str = "Bageriet", cvr: str = "", municipality: str = "851", **fields) -> Company:
    """Store a company."""
    return Company.objects.create(municipality_id=municipality, name=name, cvr=cvr, **fields)


def an_agreement(company, start="2018-01-01", end=None, text: str = "To pladser") -> CompanyAgreement:
    """Store an agreement with a company."""
    return CompanyAgreement.objects.create(company=company, text=text, start=day(start), end=day(end))


def kept_now(model) -> None:
    """Give the former versions kept of ``model`` the present moment.

    In a test all happens in one transaction, and a former version carries its transaction's beginning.
    """
    former = model._meta.get_field("events").related_model
    with pgtrigger.ignore(f"{former._meta.label}:append_only"), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {former._meta.db_table} SET pgh_created_at = clock_timestamp()")


def the_questionnaire(purpose: str):
    """Return the shipped version of a questionnaire."""
    return Questionnaire.objects.get(programme_id="fsm1", purpose=purpose, version=1)


def a_measurement(citizen, on, respondent: str = "citizen", **answers) -> Progression:
    """Store answers to a progression questionnaire."""
    return Progression.objects.create(
        citizen=citizen,
        respondent=respondent,
        answered_on=day(on),
        questionnaire=the_questionnaire(f"progression_{respondent}"),
        answers=answers or {"energy": 3},
    )
