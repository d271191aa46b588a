-- One row per member of a programme and month: what the rules of the domain document say of them.
-- Parameters: programme; first, last: the month's first and last day; lag: months before the report month.
-- Each "of members" (and "of changes") may become a limit to the people of one municipality (monthly_status.py).
SELECT
    %(lag)s::smallint AS lag,
    member.id AS member_id,
    member.municipality_id,
    CASE WHEN citizen.municipality_id = member.municipality_id THEN citizen.unit_id END AS unit_id,
    COALESCE(held.benefit, '') AS benefit,
    -- Only moving away, death and folkepension take a member out of the measured population (our choice).
    COALESCE(held.benefit, '') NOT IN ('fraflyttet', 'doed', 'folkepension') AS in_programme,
    COALESCE(visited."group", '') AS "group",
    COALESCE(had.facilitator, FALSE) AS facilitator,
    COALESCE(had.job_goal, FALSE) AS job_goal,
    COALESCE(had.cv, FALSE) AS cv,
    COALESCE(had.contact, FALSE) AS contact,
    COALESCE(had.virksomhedspraktik, FALSE) AS virksomhedspraktik,
    COALESCE(had.loentilskud, FALSE) AS loentilskud,
    COALESCE(had.ordinaere_timer, FALSE) OR COALESCE(held.benefit, '') = 'job' AS ordinaere_timer,
    COALESCE(had.fleksjob, FALSE) OR COALESCE(held.benefit, '') = 'fleksjob' AS fleksjob,
    COALESCE(had.ordinaer_uddannelse, FALSE) OR COALESCE(held.benefit, '') = 'uddannelse' AS ordinaer_uddannelse,
    -- Block 3 counts a person once on the last day: job, then fleksjob, then education.
    COALESCE(held.benefit, '') = 'job' AS employment,
    COALESCE(held.benefit, '') = 'fleksjob' AS flex_job,
    COALESCE(held.benefit, '') NOT IN ('job', 'fleksjob')
        AND (COALESCE(held.benefit, '') = 'uddannelse' OR COALESCE(had.education_on_last_day, FALSE)) AS education,
    -- Exempted from the effort: deferred, and the deferral has not run out.
    COALESCE(visited."group" = 'deferred' AND COALESCE(visited.deferred_until, 'infinity') >= %(last)s, FALSE) AS exempted
FROM cases_membership member
JOIN cases_citizen citizen ON citizen.id = member.citizen_id
LEFT JOIN (
    -- The status of the last day. Backwards is how the index gives it without sorting; so with the visitation.
    SELECT DISTINCT ON (citizen_id) citizen_id, benefit
    FROM cases_benefitchange
    WHERE /* of members */ effective_on <= %(last)s
    ORDER BY citizen_id DESC, effective_on DESC
) held ON held.citizen_id = member.citizen_id
LEFT JOIN (
    SELECT DISTINCT ON (citizen_id) citizen_id, "group", deferred_until
    FROM visitation_visitation
    WHERE /* of members */ decided_on <= %(last)s
    ORDER BY citizen_id DESC, decided_on DESC
) visited ON visited.citizen_id = member.citizen_id
LEFT JOIN (
    -- What else a person had in the month: facts of all kinds are brought together and joined once.
    SELECT
        citizen_id,
        BOOL_OR(fact = 'facilitator') AS facilitator,
        BOOL_OR(fact = 'job_goal') AS job_goal,
        BOOL_OR(fact = 'cv') AS cv,
        BOOL_OR(fact = 'contact') AS contact,
        BOOL_OR(fact = 'virksomhedspraktik') AS virksomhedspraktik,
        BOOL_OR(fact = 'loentilskud') AS loentilskud,
        BOOL_OR(fact IN ('ordinaere_timer', 'job')) AS ordinaere_timer,
        BOOL_OR(fact = 'fleksjob') AS fleksjob,
        BOOL_OR(fact IN ('ordinaer_uddannelse', 'uddannelse')) AS ordinaer_uddannelse,
        BOOL_OR(fact = 'ordinaer_uddannelse' AND on_last_day) AS education_on_last_day
    FROM (
        -- An offer counts in a month that it touches on any day.
        SELECT citizen_id, kind AS fact, COALESCE("end" >= %(last)s, TRUE) AS on_last_day
        FROM cases_offer
        WHERE /* of members */ kind IN ('virksomhedspraktik', 'loentilskud', 'ordinaere_timer', 'ordinaer_uddannelse')
            AND "start" <= %(last)s AND ("end" IS NULL OR "end" >= %(first)s)
        UNION ALL
        -- A status held earlier in the month is one that a change after the first day put an end to.
        SELECT citizen_id, benefit, FALSE
        FROM (
            SELECT DISTINCT ON (change.citizen_id, change.effective_on) change.citizen_id, former.benefit
            FROM cases_benefitchange change
            JOIN cases_benefitchange former
                ON former.citizen_id = change.citizen_id AND former.effective_on < change.effective_on
            WHERE /* of changes */ change.effective_on > %(first)s AND change.effective_on <= %(last)s
            ORDER BY change.citizen_id, change.effective_on, former.effective_on DESC
        ) ended
        UNION ALL
        SELECT citizen_id, 'facilitator', TRUE
        FROM cases_facilitator
        WHERE /* of members */ "start" <= %(last)s AND ("end" IS NULL OR "end" >= %(last)s)
        UNION ALL
        SELECT citizen_id, 'job_goal', TRUE FROM cases_plan WHERE /* of members */ job_goal_on <= %(last)s
        UNION ALL
        SELECT citizen_id, 'cv', TRUE FROM cases_plan WHERE /* of members */ cv_on <= %(last)s
        UNION ALL
        SELECT citizen_id, 'contact', FALSE
        FROM cases_contact
        WHERE /* of members */ held_on BETWEEN %(first)s AND %(last)s
    ) fact
    GROUP BY citizen_id
) had ON had.citizen_id = member.citizen_id
WHERE /* of place */ member.programme_id = %(programme)s AND (member.joined_on IS NULL OR member.joined_on <= %(last)s)
