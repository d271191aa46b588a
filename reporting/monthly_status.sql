-- One row per member of a programme and month: what the rules of the domain document say of them.
-- Parameters: programme; first, last: the month's first and last day; lag: months before the report month.
-- Each "of members" may become a limit to the people of one municipality (monthly_status.py).
SELECT
    %(lag)s::smallint AS lag,
    member.id AS member_id,
    member.municipality_id,
    CASE WHEN citizen.municipality_id = member.municipality_id THEN citizen.unit_id END AS unit_id,
    COALESCE(held.benefit, '') AS benefit,
    -- Only moving away, death and folkepension take a member out of the measured population (our choice).
    COALESCE(held.benefit, '') NOT IN ('fraflyttet', 'doed', 'folkepension') AS in_programme,
    COALESCE(visited."group", '') AS "group",
    facilitator.citizen_id IS NOT NULL AS facilitator,
    COALESCE(plan.job_goal, FALSE) AS job_goal,
    COALESCE(plan.cv, FALSE) AS cv,
    contact.citizen_id IS NOT NULL AS contact,
    COALESCE(offer.virksomhedspraktik, FALSE) AS virksomhedspraktik,
    COALESCE(offer.loentilskud, FALSE) AS loentilskud,
    COALESCE(offer.ordinaere_timer, FALSE) OR COALESCE(held.job, FALSE) AS ordinaere_timer,
    COALESCE(held.fleksjob, FALSE) AS fleksjob,
    COALESCE(offer.ordinaer_uddannelse, FALSE) OR COALESCE(held.uddannelse, FALSE) AS ordinaer_uddannelse,
    -- Block 3 counts a person once on the last day: job, then fleksjob, then education.
    COALESCE(held.benefit, '') = 'job' AS employment,
    COALESCE(held.benefit, '') = 'fleksjob' AS flex_job,
    COALESCE(held.benefit, '') NOT IN ('job', 'fleksjob')
        AND (COALESCE(held.benefit, '') = 'uddannelse' OR COALESCE(offer.education_on_last_day, FALSE)) AS education,
    -- Exempted from the effort: deferred, and the deferral has not run out.
    COALESCE(visited."group" = 'deferred' AND COALESCE(visited.deferred_until, 'infinity') >= %(last)s, FALSE) AS exempted
FROM cases_membership member
JOIN cases_citizen citizen ON citizen.id = member.citizen_id
LEFT JOIN (
    -- Statuses held on any day of the month; the one without a later change is that of the last day.
    SELECT
        citizen_id,
        MAX(benefit) FILTER (WHERE until IS NULL) AS benefit,
        BOOL_OR(benefit = 'job') AS job,
        BOOL_OR(benefit = 'fleksjob') AS fleksjob,
        BOOL_OR(benefit = 'uddannelse') AS uddannelse
    FROM (
        SELECT citizen_id, benefit,
            LEAD(effective_on) OVER (PARTITION BY citizen_id ORDER BY effective_on) AS until
        FROM cases_benefitchange
        WHERE /* of members */ effective_on <= %(last)s
    ) spell
    WHERE until IS NULL OR until > %(first)s
    GROUP BY citizen_id
) held ON held.citizen_id = member.citizen_id
LEFT JOIN (
    SELECT DISTINCT ON (citizen_id) citizen_id, "group", deferred_until
    FROM visitation_visitation
    WHERE /* of members */ decided_on <= %(last)s
    ORDER BY citizen_id, decided_on DESC
) visited ON visited.citizen_id = member.citizen_id
LEFT JOIN (
    -- An offer counts in a month that it touches on any day.
    SELECT
        citizen_id,
        BOOL_OR(kind = 'virksomhedspraktik') AS virksomhedspraktik,
        BOOL_OR(kind = 'loentilskud') AS loentilskud,
        BOOL_OR(kind = 'ordinaere_timer') AS ordinaere_timer,
        BOOL_OR(kind = 'ordinaer_uddannelse') AS ordinaer_uddannelse,
        BOOL_OR(kind = 'ordinaer_uddannelse' AND ("end" IS NULL OR "end" >= %(last)s)) AS education_on_last_day
    FROM cases_offer
    WHERE /* of members */ "start" <= %(last)s AND ("end" IS NULL OR "end" >= %(first)s)
    GROUP BY citizen_id
) offer ON offer.citizen_id = member.citizen_id
LEFT JOIN (
    SELECT DISTINCT citizen_id
    FROM cases_facilitator
    WHERE /* of members */ "start" <= %(last)s AND ("end" IS NULL OR "end" >= %(last)s)
) facilitator ON facilitator.citizen_id = member.citizen_id
LEFT JOIN (
    SELECT citizen_id, BOOL_OR(job_goal_on <= %(last)s) AS job_goal, BOOL_OR(cv_on <= %(last)s) AS cv
    FROM cases_plan
    WHERE /* of members */ TRUE
    GROUP BY citizen_id
) plan ON plan.citizen_id = member.citizen_id
LEFT JOIN (
    SELECT DISTINCT citizen_id
    FROM cases_contact
    WHERE /* of members */ held_on BETWEEN %(first)s AND %(last)s
) contact ON contact.citizen_id = member.citizen_id
WHERE /* of place */ member.programme_id = %(programme)s AND (member.joined_on IS NULL OR member.joined_on <= %(last)s)
