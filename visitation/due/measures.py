"""Group 3: the social and health measures it is owed."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from .catalogue import Part, Tab, last_day_of, rule


@rule(_("Ingen social eller sundhedsmæssig indsats"), Tab.MEASURE, "indsats")
def no_measure() -> Part:
    """No social or health measure today. Due from the day in group 3, or the day after the last one ended.

    Whom: active members in group 3. Source: the programme: group 3 cannot take part because of very serious social
    or health problems, and is owed measures against them. One that begins later is none today.
    """
    return Part(
        where="person.\"group\" = '3'",
        since="GREATEST(person.duty_since, period.until + 1)",
        join=last_day_of("visitation_measure"),
    )
