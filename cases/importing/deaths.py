"""Nothing is registered after a death, within the set and against what is stored."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cases.history import DATED_REGISTRATIONS

from .layout import BENEFIT_CHANGES, REGISTRATIONS
from .rule import Rule, where

#: The first death of each person, in the set or stored.
FIND_DEATHS = """
    CREATE TEMP TABLE import_death ON COMMIT DROP AS
    SELECT person, min(died_on) AS died_on FROM (
        SELECT person, effective_on AS died_on FROM import_benefit_changes
        WHERE benefit = 'doed' AND NOT bad
        UNION ALL
        SELECT p.person, d.effective_on FROM import_people p
        JOIN cases_benefitchange d ON d.citizen_id = p.citizen_id AND d.benefit = 'doed'
    ) deaths
    GROUP BY person
"""
AFTER_DEATH = _("Datoen ligger efter borgerens død. Ret datoen, eller ret dødsfaldet.")
DEATH_BEFORE = _("Der er allerede registreret noget efter denne dødsdato. Ret datoen, eller ret det i browseren.")


def rules() -> list[Rule]:
    """Return the rules about deaths; ``FIND_DEATHS`` has to run before them."""
    after = [
        where(
            file,
            column,
            f'EXISTS (SELECT 1 FROM import_death d WHERE d.person = s.person AND s."{column}" > d.died_on)',  # noqa: S608
            AFTER_DEATH,
        )
        for file in REGISTRATIONS
        for column in file.dated
    ]
    later = " OR ".join(
        f'EXISTS (SELECT 1 FROM {table} t WHERE t.citizen_id = p.citizen_id AND t."{column}" > s.effective_on)'  # noqa: S608
        for table, column in DATED_REGISTRATIONS
    )
    before = f"""
        SELECT s.at FROM import_benefit_changes s JOIN import_people p USING (person)
        WHERE s.benefit = 'doed' AND NOT s.bad AND NOT p.is_new AND p.citizen_id IS NOT NULL AND ({later})
    """  # noqa: S608
    return [*after, Rule(BENEFIT_CHANGES, "effective_on", DEATH_BEFORE, before)]
