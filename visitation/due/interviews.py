"""The contact course: an interview every third month, and four in twelve months."""

from __future__ import annotations

from django.utils.translation import ngettext_lazy

from .catalogue import Part, Tab, months_after, rule


@rule(
    ngettext_lazy(
        "Ingen samtale i %(interview_every_months)d måned",
        "Ingen samtale i %(interview_every_months)d måneder",
        "interview_every_months",
    ),
    Tab.INTERVIEW,
    "kontakt",
)
def no_interview() -> Part:
    """No interview for ``interview_every_months`` (3) months. Due on the day that many months after the last.

    The time begins anew when a case becomes active again and after a deferral, and no earlier than the programme.
    Whom: every active member who is not deferred, whichever group, visited or not. Source: the contact course of
    the active employment effort: an interview ordinarily every third month.
    """
    return Part(
        where="NOT person.deferred",
        since=months_after("GREATEST(person.course_since, person.last_interview)", "interview_every_months"),
    )


@rule(
    ngettext_lazy(
        "Færre end %(interviews)d samtaler på %(interviews_within_months)d måned",
        "Færre end %(interviews)d samtaler på %(interviews_within_months)d måneder",
        "interviews_within_months",
    ),
    Tab.INTERVIEW,
    "kontakt",
)
def too_few_interviews() -> Part:
    """Fewer than ``interviews`` (4) interviews within ``interviews_within_months`` (12) months.

    Due on the day the fourth last is that old; with fewer than four, when the course itself is. An interview held
    late settles it only when four lie within the twelve months. Several on one day count as one.
    Whom: as ``no_interview``. Source: the law on an active employment effort: at least four in twelve months.
    """
    return Part(
        where="NOT person.deferred",
        since=months_after("GREATEST(person.course_since, person.nth_interview)", "interviews_within_months"),
    )
