"""History and dated rules kept by database triggers, so that no code path can go around them.

Statement-level triggers throughout: an import of 150,000 rows fires them once a table.
"""

import pghistory
import pgtrigger


def tracked(*, exclude: list[str] | None = None):
    """Keep every former version of a row (what it was before an update or a delete).

    The present row is the model's own; who changed it and why are in the context that
    ``cases.changes.recorded_change`` sets.
    """
    return pghistory.track(
        pghistory.UpdateEvent("changed", row=pghistory.Old),
        pghistory.DeleteEvent("deleted", row=pghistory.Old),
        level=pghistory.Statement,
        exclude=exclude,
    )


def on_insert_and_update(name: str, body: str, declare: list | None = None) -> list[pgtrigger.Trigger]:
    """Return the same statement-level check for inserted and for updated rows (seen as ``new_rows``)."""
    return [
        pgtrigger.Trigger(
            name=f"{name}_{suffix}",
            level=pgtrigger.Statement,
            when=pgtrigger.After,
            operation=operation,
            referencing=pgtrigger.Referencing(new="new_rows", **old),
            declare=declare,
            func=body,
        )
        for suffix, operation, old in (
            ("ins", pgtrigger.Insert, {}),
            ("upd", pgtrigger.Update, {"old": "old_rows"}),
        )
    ]


def refuse(constraint: str, message: str) -> str:
    """Return the SQL that raises a constraint violation with our name, which forms and imports translate."""
    return f"RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = '{constraint}', MESSAGE = '{message}';"


def not_after_death(date_column: str) -> list[pgtrigger.Trigger]:
    """Refuse a registration dated (by ``date_column``) after the citizen's death."""
    return on_insert_and_update(
        f"not_after_death_{date_column}",
        f"""
        IF EXISTS (
            SELECT 1 FROM new_rows r
            JOIN cases_benefitchange d ON d.citizen_id = r.citizen_id AND d.benefit = 'doed'
            WHERE r."{date_column}" > d.effective_on
        ) THEN
            {refuse("not_after_death", "a registration is dated after the death")}
        END IF;
        RETURN NULL;
        """,  # noqa: S608 -- table and column names are our own
    )


def at_kept_company() -> list[pgtrigger.Trigger]:
    """Refuse an offer or agreement at a company merged into another: it belongs to the one that was kept.

    A merge that is under way holds the company's row: it is waited for, and then seen.
    """
    return on_insert_and_update(
        "at_kept_company",
        f"""
        PERFORM 1 FROM cases_company k WHERE k.id IN (SELECT r.company_id FROM new_rows r)
            ORDER BY k.id FOR KEY SHARE;
        IF EXISTS (
            SELECT 1 FROM new_rows r JOIN cases_company k ON k.id = r.company_id WHERE k.merged_into_id IS NOT NULL
        ) THEN
            {refuse("offer_at_kept_company", "the company is merged into another")}
        END IF;
        RETURN NULL;
        """,  # noqa: S608 -- table and column names are our own
    )


def merged_for_good() -> list[pgtrigger.Trigger]:
    """Refuse a merge that leaves an offer, an agreement or another name behind, or leads to one merged itself."""
    return on_insert_and_update(
        "merged_for_good",
        f"""
        IF EXISTS (
            SELECT 1 FROM new_rows r WHERE r.merged_into_id IS NOT NULL AND (
                EXISTS (SELECT 1 FROM cases_offer o WHERE o.company_id = r.id)
                OR EXISTS (SELECT 1 FROM cases_companyagreement a WHERE a.company_id = r.id)
                OR EXISTS (SELECT 1 FROM cases_company k WHERE k.merged_into_id = r.id)
                OR EXISTS (SELECT 1 FROM cases_company k WHERE k.id = r.merged_into_id AND k.merged_into_id IS NOT NULL)
            )
        ) THEN
            {refuse("company_merged_for_good", "the merge leaves something behind")}
        END IF;
        RETURN NULL;
        """,  # noqa: S608 -- table and column names are our own
    )


#: Every dated registration: (table, column). A death may not be registered before any of them.
DATED_REGISTRATIONS = (
    ("cases_benefitchange", "effective_on"),
    ("cases_offer", "start"),
    ("cases_contact", "held_on"),
    ("cases_facilitator", "start"),
    ("cases_plan", "job_goal_on"),
    ("cases_plan", "cv_on"),
    ("visitation_visitation", "decided_on"),
    ("visitation_rehabilitationcase", "referred_on"),
    ("visitation_rehabilitationcase", "met_on"),
    ("visitation_rehabilitationcase", "decided_on"),
    ("visitation_measure", "start"),
    ("progression_progression", "answered_on"),
    ("visitation_preparation", "started_on"),
    ("visitation_preparation", "statement_asked_on"),
    ("visitation_preparation", "statement_received_on"),
    ("visitation_preparation", "ready_on"),
)


def death_is_last() -> list[pgtrigger.Trigger]:
    """Refuse a death dated before something else that is registered about the citizen."""
    later = " UNION ALL ".join(
        f"SELECT 1 FROM new_rows d JOIN {table} r ON r.citizen_id = d.citizen_id "  # noqa: S608
        f"WHERE d.benefit = 'doed' AND r.\"{column}\" > d.effective_on"
        for table, column in DATED_REGISTRATIONS
    )
    return on_insert_and_update(
        "death_is_last",
        f"""
        IF EXISTS (SELECT 1 FROM new_rows WHERE benefit = 'doed') AND EXISTS ({later}) THEN
            {refuse("death_is_last", "something is registered after this death")}
        END IF;
        RETURN NULL;
        """,  # noqa: S608 -- table and column names are our own
    )
