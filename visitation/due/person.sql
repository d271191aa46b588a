-- What the rules need to know of each citizen with an active case on the day, one row a citizen.
-- The statement of the citizens asked about goes where the curly brackets stand. Parameters: on, programme, starts_on,
-- assistance (benefits), passive (kinds of offer that are not active ones), interviews.
WITH member AS MATERIALIZED (
    -- Who moved away left the project, and joins it nowhere: the member's municipality is the one they were drawn in.
    SELECT membership.citizen_id
    FROM cases_membership membership
    JOIN cases_citizen citizen
        ON citizen.id = membership.citizen_id AND citizen.municipality_id = membership.municipality_id
    WHERE membership.programme_id = %(programme)s AND membership.citizen_id IN ({citizens})
), benefit AS (
    SELECT
        citizen_id,
        (ARRAY_AGG(active ORDER BY effective_on DESC))[1] AS active,
        MAX(effective_on) FILTER (WHERE active AND NOT was_active) AS active_since
    FROM (
        SELECT
            citizen_id,
            effective_on,
            benefit IN %(assistance)s AS active,
            COALESCE(LAG(benefit) OVER (PARTITION BY citizen_id ORDER BY effective_on) IN %(assistance)s, FALSE)
                AS was_active
        FROM cases_benefitchange
        WHERE citizen_id IN (SELECT citizen_id FROM member) AND effective_on <= %(on)s
    ) step
    GROUP BY citizen_id
), visitation AS (
    -- A repeated decision for a group does not restart the time in it.
    SELECT
        citizen_id,
        (ARRAY_AGG("group" ORDER BY decided_on DESC))[1] AS "group",
        (ARRAY_AGG(deferred_until ORDER BY decided_on DESC))[1] AS deferred_until,
        MAX(decided_on) AS decided_on,
        MAX(decided_on) FILTER (WHERE "group" IS DISTINCT FROM former) AS group_since,
        -- A deferral is over on the day after its end, or on the day of the next decision if that is sooner.
        (ARRAY_AGG(LEAST(deferred_until + 1, next_on) ORDER BY decided_on DESC)
            FILTER (WHERE "group" = 'deferred'))[1] AS back_on
    FROM (
        SELECT
            citizen_id, "group", decided_on, deferred_until,
            LAG("group") OVER course AS former,
            LEAD(decided_on) OVER course AS next_on
        FROM visitation_visitation
        WHERE citizen_id IN (SELECT citizen_id FROM member) AND decided_on <= %(on)s
        WINDOW course AS (PARTITION BY citizen_id ORDER BY decided_on)
    ) decision
    GROUP BY citizen_id
), plan AS (
    SELECT
        citizen_id,
        COALESCE(BOOL_OR(job_goal_on <= %(on)s), FALSE) AS job_goal,
        COALESCE(BOOL_OR(cv_on <= %(on)s), FALSE) AS cv
    FROM cases_plan
    WHERE citizen_id IN (SELECT citizen_id FROM member)
    GROUP BY citizen_id
), facilitator AS (
    SELECT citizen_id, MAX(COALESCE("end", 'infinity')) AS facilitated_until
    FROM cases_facilitator
    WHERE citizen_id IN (SELECT citizen_id FROM member) AND "start" <= %(on)s
    GROUP BY citizen_id
), contact AS (
    -- Two interviews on one day are one: the other was held by a colleague who sat in.
    SELECT
        citizen_id,
        MAX(held_on) AS last_contact,
        MAX(held_on) FILTER (WHERE kind = 'samtale') AS last_interview,
        (ARRAY_AGG(DISTINCT held_on ORDER BY held_on DESC) FILTER (WHERE kind = 'samtale'))[%(interviews)s]
            AS nth_interview
    FROM cases_contact
    WHERE citizen_id IN (SELECT citizen_id FROM member) AND held_on <= %(on)s
    GROUP BY citizen_id
), offer AS (
    -- Also those that begin later: an agreed offer is what comes after.
    SELECT citizen_id, MAX(COALESCE("end", 'infinity')) AS offers_until
    FROM cases_offer
    WHERE citizen_id IN (SELECT citizen_id FROM member) AND kind NOT IN %(passive)s
    GROUP BY citizen_id
), measure AS (
    SELECT citizen_id, MAX(COALESCE("end", 'infinity')) AS supported_until
    FROM visitation_measure
    WHERE citizen_id IN (SELECT citizen_id FROM member) AND "start" <= %(on)s
    GROUP BY citizen_id
), rehabilitation AS (
    SELECT DISTINCT ON (citizen_id)
        citizen_id, id AS rehabilitation_id, referred_on, met_on, decided_on AS settled_on, decision
    FROM visitation_rehabilitationcase
    WHERE citizen_id IN (SELECT citizen_id FROM member) AND referred_on <= %(on)s
    ORDER BY citizen_id, referred_on DESC
), person AS MATERIALIZED (
    SELECT
        citizen_id,
        benefit.active_since,
        GREATEST(benefit.active_since, %(starts_on)s::date, visitation.back_on) AS course_since,
        GREATEST(benefit.active_since, %(starts_on)s::date, visitation.back_on, visitation.group_since) AS duty_since,
        COALESCE(visitation."group", '') AS "group",
        visitation.group_since,
        visitation.decided_on,
        visitation.deferred_until,
        COALESCE(
            visitation."group" = 'deferred'
                AND (visitation.deferred_until IS NULL OR visitation.deferred_until >= %(on)s),
            FALSE
        ) AS deferred,
        COALESCE(plan.job_goal, FALSE) AS job_goal,
        COALESCE(plan.cv, FALSE) AS cv,
        facilitator.facilitated_until,
        contact.last_contact,
        contact.last_interview,
        contact.nth_interview,
        offer.offers_until,
        measure.supported_until,
        rehabilitation.rehabilitation_id,
        rehabilitation.referred_on,
        rehabilitation.met_on,
        rehabilitation.settled_on,
        rehabilitation.decision
    FROM benefit
    LEFT JOIN visitation USING (citizen_id)
    LEFT JOIN plan USING (citizen_id)
    LEFT JOIN facilitator USING (citizen_id)
    LEFT JOIN contact USING (citizen_id)
    LEFT JOIN offer USING (citizen_id)
    LEFT JOIN measure USING (citizen_id)
    LEFT JOIN rehabilitation USING (citizen_id)
    WHERE benefit.active
)
