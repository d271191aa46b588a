"""What group 1 is owed: a job goal, a CV, a personal job facilitator and contact every month."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from .catalogue import Part, Tab, last_day_of, rule

GROUP_1 = "person.\"group\" = '1'"


def _no_plan_with(column: str) -> str:
    return (
        f"NOT EXISTS (SELECT 1 FROM cases_plan plan WHERE plan.citizen_id = person.citizen_id "  # noqa: S608 -- ours
        f"AND plan.{column} <= %(on)s)"
    )


@rule(_("Jobmål mangler"), Tab.PLAN, "plan")
def no_job_goal() -> Part:
    """No dated job goal. Due from the day in group 1.

    Whom: active members in group 1. Source: the model's first core element, the citizen's own job goal; the
    midterm evaluation found it missing for many. A goal without a date does not count, as in the monthly report.
    """
    return Part(where=f"{GROUP_1} AND {_no_plan_with('job_goal_on')}", since="person.duty_since")


@rule(_("CV mangler"), Tab.PLAN, "plan")
def no_cv() -> Part:
    """No dated CV. Due from the day in group 1.

    Whom: active members in group 1. Source: the midterm evaluation: job goal and CV for **all** of group 1.
    """
    return Part(where=f"{GROUP_1} AND {_no_plan_with('cv_on')}", since="person.duty_since")


@rule(_("Personlig jobformidler mangler"), Tab.FACILITATOR, "formidler")
def no_facilitator() -> Part:
    """No personal job facilitator today. Due from the day in group 1, or the day after the last one ended.

    Whom: active members in group 1. Source: the model's second core element. One who begins later is not one today.
    """
    return Part(
        where=GROUP_1,
        since="GREATEST(person.duty_since, period.until + 1)",
        join=last_day_of("cases_facilitator"),
    )


@rule(_("Ingen kontakt i måneden"), Tab.CONTACT, "kontakt")
def contact_not_held() -> Part:
    """No contact in this calendar month. In time until the month's last day.

    Due from the first month without one: somebody last met in March is due from 1 April, and still in May.
    Whom: active members in group 1, with a facilitator or without. Source: the facilitator holds contact at least
    monthly. Any interview or contact counts, by whomever, as in the monthly report's contact in the month.
    """
    since = "GREATEST(person.duty_since, (date_trunc('month', person.last_contact) + INTERVAL '1 month')::date)"
    return Part(
        where=GROUP_1,
        since=since,
        deadline=f"(date_trunc('month', {since}) + INTERVAL '1 month')::date - 1",
    )
