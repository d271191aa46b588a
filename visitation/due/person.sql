-- What the rules need to know of each citizen with an active case on the day, one row a citizen.
-- The statement of the citizens asked about goes where the curly brackets stand. Parameters: on, programme, starts_on,
-- assistance (benefits), passive (kinds of offer that are not active ones), placements (kinds),
-- interviews.
-- Each fact is looked up for the active ones only, by an index that begins with the citizen.
WITH active AS MATERIALIZED (
    SELECT
        citizen.id AS citizen_id,
        -- The first day on assistance after the last change to something else.
        (
            SELECT MIN(effective_on) FROM cases_benefitchange
            WHERE citizen_id = citizen.id AND effective_on > COALESCE((
                SELECT MAX(effective_on) FROM cases_benefitchange
                WHERE citizen_id = citizen.id AND effective_on <= %(on)s AND benefit NOT IN %(assistance)s
            ), '-infinity')
        ) AS active_since
    FROM cases_citizen citizen
    WHERE citizen.id IN ({citizens}) AND (
        SELECT benefit FROM cases_benefitchange
        WHERE citizen_id = citizen.id AND effective_on <= %(on)s
        ORDER BY effective_on DESC LIMIT 1
    ) IN %(assistance)s AND EXISTS (
        -- Who moved away left the project, and joins it nowhere: the member's municipality is the one they were drawn in.
        SELECT FROM cases_membership
        WHERE programme_id = %(programme)s AND citizen_id = citizen.id AND municipality_id = citizen.municipality_id
    )
), person AS MATERIALIZED (
    SELECT
        active.citizen_id,
        active.active_since,
        GREATEST(active.active_since, %(starts_on)s::date, visitation.back_on) AS course_since,
        GREATEST(active.active_since, %(starts_on)s::date, visitation.back_on, visitation.group_since) AS duty_since,
        COALESCE(visitation."group", '') AS "group",
        visitation.group_since,
        visitation.decided_on,
        visitation.deferred_until,
        COALESCE(
            visitation."group" = 'deferred'
                AND (visitation.deferred_until IS NULL OR visitation.deferred_until >= %(on)s),
            FALSE
        ) AS deferred,
        (
            SELECT held_on FROM cases_contact
            WHERE citizen_id = active.citizen_id AND held_on <= %(on)s
            ORDER BY held_on DESC LIMIT 1
        ) AS last_contact,
        (
            SELECT held_on FROM cases_contact
            WHERE citizen_id = active.citizen_id AND held_on <= %(on)s AND kind = 'samtale'
            ORDER BY held_on DESC LIMIT 1
        ) AS last_interview,
        (
            -- Two interviews on one day are one: the other was held by a colleague who sat in.
            SELECT DISTINCT held_on FROM cases_contact
            WHERE citizen_id = active.citizen_id AND held_on <= %(on)s AND kind = 'samtale'
            ORDER BY held_on DESC OFFSET %(interviews)s - 1 LIMIT 1
        ) AS nth_interview,
        offers.*,
        rehabilitation.*
    FROM active
    LEFT JOIN LATERAL (
        -- A repeated decision for a group does not restart the time in it.
        SELECT
            (ARRAY_AGG("group" ORDER BY decided_on DESC))[1] AS "group",
            (ARRAY_AGG(deferred_until ORDER BY decided_on DESC))[1] AS deferred_until,
            MAX(decided_on) AS decided_on,
            MAX(decided_on) FILTER (WHERE "group" IS DISTINCT FROM former) AS group_since,
            -- A deferral is over on the day after its end, or on the day of the next decision if that is sooner.
            (ARRAY_AGG(LEAST(deferred_until + 1, next_on) ORDER BY decided_on DESC)
                FILTER (WHERE "group" = 'deferred'))[1] AS back_on
        FROM (
            SELECT
                "group", decided_on, deferred_until,
                LAG("group") OVER course AS former,
                LEAD(decided_on) OVER course AS next_on
            FROM visitation_visitation
            WHERE citizen_id = active.citizen_id AND decided_on <= %(on)s
            WINDOW course AS (ORDER BY decided_on)
        ) decision
    ) visitation ON TRUE
    CROSS JOIN LATERAL (
        SELECT
            -- Also those that begin later: an agreed offer is what comes after.
            MAX(COALESCE("end", 'infinity')) FILTER (WHERE kind NOT IN %(passive)s) AS offers_until,
            COALESCE(BOOL_OR(
                kind IN %(placements)s AND "start" <= %(on)s AND ("end" IS NULL OR "end" >= %(on)s)
            ), FALSE) AS placed
        FROM cases_offer WHERE citizen_id = active.citizen_id
    ) offers
    LEFT JOIN LATERAL (
        SELECT id AS rehabilitation_id, referred_on, met_on, decided_on AS settled_on, decision
        FROM visitation_rehabilitationcase
        WHERE citizen_id = active.citizen_id AND referred_on <= %(on)s
        ORDER BY referred_on DESC LIMIT 1
    ) rehabilitation ON TRUE
), placement AS MATERIALIZED (
    -- A person for each running placement: joined by the rules, every person would be held against every placement.
    SELECT
        person.*, offer.id AS placement_id, offer."start" AS placed_on, offer.agreed_tasks, offer.agreed_ordinary_hours
    FROM person
    JOIN cases_offer offer ON offer.citizen_id = person.citizen_id
    WHERE person.placed AND offer.kind IN %(placements)s AND NOT person.deferred
        AND offer."start" <= %(on)s AND (offer."end" IS NULL OR offer."end" >= %(on)s)
)
