-- One row per member of a programme and month: what the rules of the domain document say of them.
-- Parameters: programme; first, last: the month's first and last day; lag: months before the report month.
-- It reads the registrations once for all the months asked for. What stands between "each month" and "so far" is
-- repeated for every month, with the month's own name for _n; _latest and _earliest name those (monthly_status.py).
-- Each "of members" may become a limit to the people of one municipality.
SELECT
    month.lag,
    member.id AS member_id,
    member.municipality_id,
    CASE WHEN citizen.municipality_id = member.municipality_id THEN citizen.unit_id END AS unit_id,
    month.benefit,
    -- Only moving away, death and folkepension take a member out of the measured population (our choice).
    month.benefit NOT IN ('fraflyttet', 'doed', 'folkepension') AS in_programme,
    month."group",
    month.facts & 1 <> 0 AS facilitator,
    month.facts & 2 <> 0 AS job_goal,
    month.facts & 4 <> 0 AS cv,
    month.facts & 8 <> 0 AS contact,
    month.facts & 16 <> 0 AS virksomhedspraktik,
    month.facts & 32 <> 0 AS loentilskud,
    month.facts & 64 <> 0 OR month.benefit = 'job' AS ordinaere_timer,
    month.facts & 128 <> 0 OR month.benefit = 'fleksjob' AS fleksjob,
    month.facts & 256 <> 0 OR month.benefit = 'uddannelse' AS ordinaer_uddannelse,
    -- Block 3 counts a person once on the last day: job, then fleksjob, then education.
    month.benefit = 'job' AS employment,
    month.benefit = 'fleksjob' AS flex_job,
    month.benefit NOT IN ('job', 'fleksjob') AND (month.benefit = 'uddannelse' OR month.facts & 512 <> 0) AS education,
    -- Exempted from the effort: deferred, and the deferral has not run out.
    month."group" = 'deferred' AND COALESCE(month.deferred_until >= month.last, TRUE) AS exempted
FROM cases_membership member
JOIN cases_citizen citizen ON citizen.id = member.citizen_id
LEFT JOIN (
    -- The status of the latest day. Backwards is how the index gives it without sorting; so with the visitation.
    SELECT DISTINCT ON (citizen_id) citizen_id, benefit, effective_on
    FROM cases_benefitchange
    WHERE /* of members */ effective_on <= %(last_latest)s
    ORDER BY citizen_id DESC, effective_on DESC
) held ON held.citizen_id = member.citizen_id
LEFT JOIN (
    SELECT DISTINCT ON (citizen_id) citizen_id, "group", deferred_until, decided_on
    FROM visitation_visitation
    WHERE /* of members */ decided_on <= %(last_latest)s
    ORDER BY citizen_id DESC, decided_on DESC
) visited ON visited.citizen_id = member.citizen_id
LEFT JOIN (
    -- What else a person had in a month. Facts of all kinds are brought together and joined once, each a bit of a
    -- number: 1 facilitator, 2 job goal, 4 CV, 8 contact, 16 virksomhedspraktik, 32 løntilskud, 64 ordinary hours or
    -- job, 128 fleksjob, 256 ordinary education, 512 ordinary education on the last day.
    SELECT
        citizen_id,
        -- each month
        BIT_OR(facts_n) AS facts_n
        -- so far
    FROM (
        -- An offer counts in a month that it touches on any day.
        SELECT
            citizen_id,
            -- each month
            CASE WHEN "start" <= %(last_n)s AND COALESCE("end" >= %(first_n)s, TRUE) THEN
                CASE kind
                    WHEN 'virksomhedspraktik' THEN 16
                    WHEN 'loentilskud' THEN 32
                    WHEN 'ordinaere_timer' THEN 64
                    WHEN 'ordinaer_uddannelse' THEN CASE WHEN "end" < %(last_n)s THEN 256 ELSE 256 + 512 END
                END
            END AS facts_n
            -- so far
        FROM cases_offer
        WHERE /* of members */ kind IN ('virksomhedspraktik', 'loentilskud', 'ordinaere_timer', 'ordinaer_uddannelse')
            AND "start" <= %(last_latest)s AND ("end" IS NULL OR "end" >= %(first_earliest)s)
        UNION ALL
        -- A status held earlier in a month is one that a change after its first day put an end to.
        SELECT
            citizen_id,
            -- each month
            CASE WHEN effective_on > %(first_n)s AND effective_on <= %(last_n)s THEN
                CASE benefit WHEN 'job' THEN 64 WHEN 'fleksjob' THEN 128 WHEN 'uddannelse' THEN 256 END
            END
            -- so far
        FROM (
            SELECT citizen_id, effective_on, (
                SELECT benefit FROM cases_benefitchange former
                WHERE former.citizen_id = change.citizen_id AND former.effective_on < change.effective_on
                ORDER BY former.effective_on DESC LIMIT 1
            ) AS benefit
            FROM cases_benefitchange change
            WHERE /* of members */ effective_on > %(first_earliest)s AND effective_on <= %(last_latest)s
        ) ended
        UNION ALL
        SELECT
            citizen_id,
            -- each month
            CASE WHEN "start" <= %(last_n)s AND COALESCE("end" >= %(last_n)s, TRUE) THEN 1 END
            -- so far
        FROM cases_facilitator
        WHERE /* of members */ "start" <= %(last_latest)s AND ("end" IS NULL OR "end" >= %(first_earliest)s)
        UNION ALL
        SELECT
            citizen_id,
            -- each month
            CASE WHEN job_goal_on <= %(last_n)s THEN 2 ELSE 0 END + CASE WHEN cv_on <= %(last_n)s THEN 4 ELSE 0 END
            -- so far
        FROM cases_plan
        WHERE /* of members */ TRUE
        UNION ALL
        SELECT
            citizen_id,
            -- each month
            CASE WHEN held_on BETWEEN %(first_n)s AND %(last_n)s THEN 8 END
            -- so far
        FROM cases_contact
        WHERE /* of members */ held_on BETWEEN %(first_earliest)s AND %(last_latest)s
    ) fact
    GROUP BY citizen_id
) had ON had.citizen_id = member.citizen_id
CROSS JOIN LATERAL (
    SELECT
        %(lag_latest)s::smallint AS lag,
        %(last_latest)s::date AS last,
        COALESCE(held.benefit, '') AS benefit,
        COALESCE(visited."group", '') AS "group",
        visited.deferred_until,
        COALESCE(had.facts_latest, 0) AS facts
    WHERE member.joined_on IS NULL OR member.joined_on <= %(last_latest)s
    -- each earlier month
    UNION ALL
    SELECT
        %(lag_n)s::smallint,
        %(last_n)s::date,
        -- Few have got another status or visitation since; only for them is the former one looked up.
        COALESCE(CASE WHEN held.effective_on > %(last_n)s THEN (
            SELECT benefit FROM cases_benefitchange former
            WHERE former.citizen_id = member.citizen_id AND former.effective_on <= %(last_n)s
            ORDER BY former.effective_on DESC LIMIT 1
        ) ELSE held.benefit END, ''),
        COALESCE(CASE WHEN visited.decided_on > %(last_n)s THEN (
            SELECT "group" FROM visitation_visitation former
            WHERE former.citizen_id = member.citizen_id AND former.decided_on <= %(last_n)s
            ORDER BY former.decided_on DESC LIMIT 1
        ) ELSE visited."group" END, ''),
        CASE WHEN visited.decided_on > %(last_n)s THEN (
            SELECT deferred_until FROM visitation_visitation former
            WHERE former.citizen_id = member.citizen_id AND former.decided_on <= %(last_n)s
            ORDER BY former.decided_on DESC LIMIT 1
        ) ELSE visited.deferred_until END,
        COALESCE(had.facts_n, 0)
    WHERE member.joined_on IS NULL OR member.joined_on <= %(last_n)s
    -- so far
) month
WHERE /* of place */ member.programme_id = %(programme)s
