-- Everyone in group 2 on a day (still in the measured population), counted by municipality, by benefit, and by both;
-- a column that is NULL is not counted by.
-- Parameters: programme, municipality (NULL: all); last; mark: months of waiting that are too many.
WITH last_other AS (
    SELECT citizen_id, MAX(decided_on) AS decided_on
    FROM visitation_visitation
    WHERE decided_on <= %(last)s AND "group" <> '2'
    GROUP BY citizen_id
), waiting AS (
    -- A repeated decision for group 2 does not restart the time: it runs from the first after another group.
    SELECT visitation.citizen_id, MIN(visitation.decided_on) AS since
    FROM visitation_visitation visitation
    LEFT JOIN last_other ON last_other.citizen_id = visitation.citizen_id
    WHERE visitation.decided_on <= %(last)s AND visitation."group" = '2'
        AND (last_other.decided_on IS NULL OR visitation.decided_on > last_other.decided_on)
    GROUP BY visitation.citizen_id
), person AS (
    SELECT
        member.municipality_id,
        waiting.since,
        COALESCE(status.benefit, 'none') AS benefit,
        COALESCE(status.benefit, '') IN ('kontanthjaelp', 'uddannelseshjaelp', 'integrationsydelse') AS still,
        EXISTS (
            SELECT 1 FROM cases_offer offer
            WHERE offer.citizen_id = member.citizen_id AND offer.kind <> 'mentor'
                AND offer."start" <= %(last)s AND (offer."end" IS NULL OR offer."end" >= %(last)s)
        ) AS active_offer
    FROM waiting
    JOIN cases_membership member
        ON member.citizen_id = waiting.citizen_id AND member.programme_id = %(programme)s
        AND (%(municipality)s::text IS NULL OR member.municipality_id = %(municipality)s)
    LEFT JOIN (
        SELECT DISTINCT ON (citizen_id) citizen_id, benefit
        FROM cases_benefitchange
        WHERE effective_on <= %(last)s
        ORDER BY citizen_id, effective_on DESC
    ) status ON status.citizen_id = member.citizen_id
    WHERE COALESCE(status.benefit, '') NOT IN ('fraflyttet', 'doed', 'folkepension')
)
SELECT
    municipality_id,
    benefit,
    COUNT(*) AS group_2,
    COUNT(*) FILTER (WHERE NOT still) AS changed,
    COUNT(*) FILTER (WHERE still) AS still,
    COUNT(*) FILTER (WHERE still AND since + make_interval(months => %(mark)s) < %(last)s) AS over_mark,
    COUNT(*) FILTER (WHERE still AND NOT active_offer) AS without_active_offer,
    COUNT(*) FILTER (WHERE still AND since + INTERVAL '3 months' > %(last)s) AS band_0,
    COUNT(*) FILTER (WHERE still AND since + INTERVAL '3 months' <= %(last)s AND since + INTERVAL '6 months' > %(last)s)
        AS band_3,
    COUNT(*) FILTER (WHERE still AND since + INTERVAL '6 months' <= %(last)s AND since + INTERVAL '9 months' > %(last)s)
        AS band_6,
    COUNT(*) FILTER (WHERE still AND since + INTERVAL '9 months' <= %(last)s AND since + INTERVAL '12 months' > %(last)s)
        AS band_9,
    COUNT(*) FILTER (WHERE still AND since + INTERVAL '12 months' <= %(last)s) AS band_12
FROM person
GROUP BY GROUPING SETS ((), (municipality_id), (benefit), (municipality_id, benefit))
ORDER BY municipality_id, benefit
