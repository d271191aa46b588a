"""The registrations as they were known at a moment: what had been written by then, as it read then.

The database keeps every former version of a row with the moment it ceased to be. A statement that begins with these
definitions reads ``cases_offer`` and the other tables as they were at ``%(known)s``: each definition takes the place
of the table it is named after. So the rule of the monthly status is written once, and reads the past as the present.

A row also has ``known_from``, when it was written so; ``known_until`` and ``deleted`` tell what became of it later.
"""

from __future__ import annotations

from cases.models import BenefitChange, Contact, Facilitator, Offer, Plan
from cases.models.registration import Registration
from cases.versions import former_versions
from visitation.models import Visitation

#: What is read of each kind of registration.
READ: dict[type[Registration], tuple[str, ...]] = {
    BenefitChange: ("effective_on", "benefit"),
    Visitation: ("decided_on", "group", "deferred_until"),
    Offer: ("kind", "start", "end"),
    Facilitator: ("start", "end"),
    Plan: ("job_goal_on", "cv_on"),
    Contact: ("held_on", "kind"),
}

_ONE = """
{table} AS (
    SELECT now.id, now.citizen_id, {columns},
        COALESCE((SELECT MAX(pgh_created_at) FROM {former} WHERE pgh_obj_id = now.id), now.created_at) AS known_from,
        NULL::timestamptz AS known_until, FALSE AS deleted
    FROM {table} now
    WHERE now.citizen_id IN (SELECT citizen_id FROM asked) AND now.created_at <= %(known)s
        AND NOT EXISTS (SELECT 1 FROM {former} WHERE pgh_obj_id = now.id AND pgh_created_at > %(known)s)
    UNION ALL
    SELECT id, citizen_id, {columns}, known_from, pgh_created_at, pgh_label = 'deleted'
    FROM (
        SELECT DISTINCT ON (pgh_obj_id) version.*,
            COALESCE(
                (SELECT MAX(e.pgh_created_at) FROM {former} e
                    WHERE e.pgh_obj_id = version.pgh_obj_id AND e.pgh_id < version.pgh_id),
                version.created_at
            ) AS known_from
        FROM {former} version
        WHERE citizen_id IN (SELECT citizen_id FROM asked) AND created_at <= %(known)s AND pgh_created_at > %(known)s
        ORDER BY pgh_obj_id, pgh_id
    ) first_version_after
)"""


def known_registrations() -> str:
    """Return the definitions, for a WITH in which ``asked`` already names the citizens (``citizen_id``)."""
    return ",".join(
        _ONE.format(
            table=model._meta.db_table,
            former=former_versions(model).model._meta.db_table,
            columns=", ".join(f'"{column}"' for column in columns),
        )
        for model, columns in READ.items()
    )
