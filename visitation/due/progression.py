"""Progression: the quarterly measurements by the citizen and by the caseworker."""

from __future__ import annotations

from django.utils.translation import ngettext_lazy

from .catalogue import Part, Tab, months_after, rule


def _not_measured_by(respondent: str) -> Part:
    asked_since = f"""(
        SELECT MIN(in_force_from) FROM questionnaires_questionnaire
        WHERE programme_id = %(programme)s AND purpose = 'progression_{respondent}'
    )"""  # noqa: S608 -- only our own text
    latest = f"""(
        SELECT MAX(answered_on) FROM progression_progression
        WHERE citizen_id = person.citizen_id AND respondent = '{respondent}' AND answered_on <= %(on)s
    )"""  # noqa: S608 -- only our own text
    return Part(
        where="person.\"group\" = '1' AND measured.asked_since <= %(on)s",
        since=months_after(
            "GREATEST(person.duty_since, measured.asked_since, measured.latest)", "progression_every_months"
        ),
        join=f"CROSS JOIN LATERAL (SELECT {asked_since} AS asked_since, {latest} AS latest) measured",
        prefill={"respondent": f"'{respondent}'"},
    )


@rule(
    ngettext_lazy(
        "Borgeren har ikke svaret i %(progression_every_months)d måned",
        "Borgeren har ikke svaret i %(progression_every_months)d måneder",
        "progression_every_months",
    ),
    Tab.PROGRESSION,
    "progression",
)
def citizen_not_measured() -> Part:
    """No answers from the citizen for ``progression_every_months`` (3) months. Due on the day that many after the last.

    The time begins with the days in group 1, and no earlier than the programme's questionnaire; it begins anew when a
    case becomes active again and after a deferral. A programme without the questionnaire asks nobody.
    Whom: active members in group 1; that it is group 1, whose way towards ordinary hours is followed, is our choice.
    Source: the programme: progression is measured every third month, by citizen and caseworker.
    """
    return _not_measured_by("citizen")


@rule(
    ngettext_lazy(
        "Sagsbehandleren har ikke svaret i %(progression_every_months)d måned",
        "Sagsbehandleren har ikke svaret i %(progression_every_months)d måneder",
        "progression_every_months",
    ),
    Tab.PROGRESSION,
    "progression",
)
def caseworker_not_measured() -> Part:
    """No answers from the caseworker for ``progression_every_months`` (3) months.

    Whom and source: as ``citizen_not_measured``; each has a questionnaire and a time of their own.
    """
    return _not_measured_by("caseworker")
