"""Rules about whole rows, and about rows together with the set and with what is stored.

Each rule is one SQL statement over a whole file that returns the rows at fault; the constraints and
triggers of the database hold the same rules again, for every way in.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from . import conflicts, deaths
from .layout import (
    CITIZENS,
    FACILITATORS,
    FILES,
    OFFERS,
    PLANS,
    REGISTRATIONS,
    REHABILITATION,
    TARGET_GROUP,
    VISITATIONS,
)
from .problems import Problems
from .rule import Rule, run, where
from .sources import Source

END_BEFORE_START = _("Slutdatoen ligger før startdatoen.")

WITHIN_A_ROW = (
    where(
        VISITATIONS,
        "deferral_reason",
        "s.\"group\" = 'deferred' AND s.deferral_reason = ''",
        _("En udskydelse skal have en grund: barsel, afsoning eller andet."),
    ),
    where(
        VISITATIONS,
        "deferral_reason",
        "s.\"group\" <> 'deferred' AND s.deferral_reason <> ''",
        _("Kun en udskydelse (deferred) har en grund. Tøm feltet, eller ret gruppen."),
    ),
    where(
        VISITATIONS,
        "deferred_until",
        "s.\"group\" <> 'deferred' AND s.deferred_until IS NOT NULL",
        _("Kun en udskydelse (deferred) har en slutdato. Tøm feltet, eller ret gruppen."),
    ),
    where(
        VISITATIONS,
        "deferred_until",
        "s.deferred_until < s.decided_on",
        _("Udskydelsen slutter, før den er besluttet. Ret en af datoerne."),
    ),
    where(FACILITATORS, "end", 's."end" < s.start', END_BEFORE_START),
    where(OFFERS, "end", 's."end" < s.start', END_BEFORE_START),
    where(
        REHABILITATION, "met_on", "s.met_on < s.referred_on", _("Mødet ligger før indstillingen. Ret en af datoerne.")
    ),
    where(
        REHABILITATION,
        "decided_on",
        "s.decided_on < greatest(s.referred_on, s.met_on)",
        _("Afgørelsen ligger før indstillingen eller mødet. Ret en af datoerne."),
    ),
    where(
        REHABILITATION,
        "decision",
        "s.decided_on IS NOT NULL AND s.decision = ''",
        _("Afgørelsen mangler, men har en dato. Udfyld begge eller ingen."),
    ),
    where(
        REHABILITATION,
        "decided_on",
        "s.decided_on IS NULL AND s.decision <> ''",
        _("Afgørelsen mangler sin dato. Udfyld begge eller ingen."),
    ),
)

UNDATED_GOAL = where(
    PLANS,
    "job_goal_on",
    "s.job_goal <> '' AND s.job_goal_on IS NULL",
    _("Jobmålet har ingen dato og tæller først med, når det har en."),
)

UNKNOWN_CITIZEN = _("Borgeren er ikke registreret og står ikke i citizens. Tilføj borgeren, eller ret CPR-nummeret.")


def _references() -> list[Rule]:
    """Return the rules that whoever is named is a citizen of the set or a stored one."""
    unknown = "EXISTS (SELECT 1 FROM import_people p WHERE p.person = s.person AND p.citizen_id IS NULL)"
    return [
        Rule(
            file,
            "cpr",
            UNKNOWN_CITIZEN,
            f"SELECT s.at FROM {file.staged} s WHERE {unknown}",  # noqa: S608
        )
        for file in (TARGET_GROUP, *REGISTRATIONS)
    ]


LOCKED = where(
    TARGET_GROUP,
    "cpr",
    """EXISTS (SELECT 1 FROM cases_programme g WHERE g.code = s.programme AND g.locked_at IS NOT NULL)
    AND NOT EXISTS (
        SELECT 1 FROM import_people p JOIN cases_membership m ON m.citizen_id = p.citizen_id
        WHERE p.person = s.person AND m.programme_id = s.programme
    )""",
    _("Målgruppen er låst, og borgeren er ikke i den. Ingen kan tilføjes; fjern rækken."),
)

JOINED_A_FIXED_GROUP = where(
    TARGET_GROUP,
    "joined_on",
    """s.joined_on IS NOT NULL AND EXISTS (
        SELECT 1 FROM cases_programme g
        WHERE g.code = s.programme AND g.parameters->>'target_group' IS DISTINCT FROM 'open'
    )""",
    _("Programmets målgruppe er fast, så ingen kommer til senere. Tøm feltet, eller ret programmet."),
)

#: A warning, not an error: some municipalities share a jobcentre. Who sees whom goes by the user's own municipality.
ELSEWHERE = _("Sagsbehandleren hører til en anden kommune og kan ikke se borgeren. Kontrollér brugernavnet.")
CASEWORKER_ELSEWHERE = where(
    CITIZENS,
    "caseworker",
    """EXISTS (
        SELECT 1 FROM accounts_user w
        WHERE w.username = s.caseworker AND w.municipality_id IS DISTINCT FROM s.municipality
    )""",
    ELSEWHERE,
)

CASEWORKER_TWICE = Rule(
    CITIZENS,
    "caseworker",
    ELSEWHERE,
    """
        SELECT at FROM (
            SELECT at, municipality, first_value(municipality) OVER (PARTITION BY caseworker ORDER BY at) AS first
            FROM import_citizens WHERE NOT bad AND caseworker <> ''
        ) s WHERE municipality <> first
    """,
)

FACILITATORS_OVERLAP = Rule(
    FACILITATORS,
    "start",
    _("Perioden overlapper en anden formidlers. En borger har én ad gangen; afslut den første dagen før."),
    """
        SELECT max(at) AS at FROM (
            SELECT at, person, start, "end", max(coalesce("end", 'infinity')) OVER (
                PARTITION BY person ORDER BY start, at ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
            ) AS taken_until
            FROM (
                SELECT person, name, start, "end", min(at) AS at FROM import_facilitators
                WHERE NOT bad AND person IS NOT NULL GROUP BY person, name, start, "end"
            ) once
        ) s WHERE start <= taken_until GROUP BY at
    """,
)

FACILITATORS_OVERLAP_STORED = where(
    FACILITATORS,
    "start",
    """EXISTS (
        SELECT 1 FROM import_people p JOIN cases_facilitator t ON t.citizen_id = p.citizen_id
        WHERE p.person = s.person AND NOT p.is_new
        AND t.start <= coalesce(s."end", 'infinity') AND coalesce(t."end", 'infinity') >= s.start
        AND (t.name, t.start, t."end") IS DISTINCT FROM (s.name, s.start, s."end")
    )""",
    _("Perioden overlapper en formidler, der allerede er registreret. Afslut den i browseren, eller ret datoerne."),
)


WARNINGS = (UNDATED_GOAL, CASEWORKER_ELSEWHERE, CASEWORKER_TWICE)


def all_rules() -> list[Rule]:
    """Return every rule that refuses a set."""
    return [
        *WITHIN_A_ROW,
        *_references(),
        *(rule for file in FILES for rule in conflicts.rules(file)),
        LOCKED,
        JOINED_A_FIXED_GROUP,
        FACILITATORS_OVERLAP,
        FACILITATORS_OVERLAP_STORED,
        *deaths.rules(),
    ]


def judge(cursor, sources: list[Source], errors: Problems, warnings: Problems) -> None:
    """Run every rule of the files that are there."""
    by_file = {source.file.name: source for source in sources if source.file}
    cursor.execute(deaths.FIND_DEATHS)
    for rule in all_rules():
        if rule.file.name in by_file:
            run(cursor, rule, by_file[rule.file.name], errors)
    for rule in WARNINGS:
        if rule.file.name in by_file:
            run(cursor, rule, by_file[rule.file.name], warnings)
