"""What the database refuses about the rows of a close, besides changing them: rows of nobody.

The other side, that a member with rows stays, is held at the members (migration 0010).
"""

from __future__ import annotations

import pgtrigger

from cases.history import refuse


def of_members() -> pgtrigger.Trigger:
    """Return the trigger that refuses rows of nobody, all rows at once.

    The lock waits for whoever is changing members; the question then sees what they did, and until the transaction
    ends no other can take a member away. EXCEPT goes through either side once, however many the rows and members are.
    """
    return pgtrigger.Trigger(
        name="of_members",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=pgtrigger.Insert,
        referencing=pgtrigger.Referencing(new="new_rows"),
        func=f"""
        LOCK TABLE cases_membership IN SHARE MODE;
        IF EXISTS (SELECT member_id FROM new_rows EXCEPT SELECT id FROM cases_membership) THEN
            {refuse("row_is_of_a_member", "a counted row is of nobody")}
        END IF;
        RETURN NULL;
        """,  # noqa: S608 -- our own names
    )
