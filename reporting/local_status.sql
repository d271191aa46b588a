-- A municipality's drawn members on a date, counted along each way the local status shows them.
-- Parameters: programme, municipality, on_date.
WITH person AS (
    SELECT
        COALESCE(status.benefit, 'none') AS benefit,
        COALESCE(NULLIF(status.match_category, ''), 'none') AS match_category,
        COALESCE(status.benefit, '') IN ('kontanthjaelp', 'uddannelseshjaelp', 'integrationsydelse') AS active,
        COALESCE(visited."group", 'none') AS "group",
        COALESCE(unit.name, 'none') AS unit,
        COALESCE(offer.kind, 'none') AS offer
    FROM cases_membership member
    JOIN cases_citizen citizen ON citizen.id = member.citizen_id
    LEFT JOIN cases_unit unit ON unit.id = citizen.unit_id AND unit.municipality_id = member.municipality_id
    LEFT JOIN LATERAL (
        SELECT benefit, match_category FROM cases_benefitchange
        WHERE citizen_id = member.citizen_id AND effective_on <= %(on_date)s
        ORDER BY effective_on DESC LIMIT 1
    ) status ON TRUE
    LEFT JOIN LATERAL (
        SELECT "group" FROM visitation_visitation
        WHERE citizen_id = member.citizen_id AND decided_on <= %(on_date)s
        ORDER BY decided_on DESC LIMIT 1
    ) visited ON TRUE
    LEFT JOIN LATERAL (
        SELECT kind FROM cases_offer
        WHERE citizen_id = member.citizen_id
            AND "start" <= %(on_date)s AND ("end" IS NULL OR "end" >= %(on_date)s)
        ORDER BY ARRAY_POSITION(%(offer_order)s::text[], kind::text) LIMIT 1
    ) offer ON TRUE
    WHERE member.programme_id = %(programme)s AND member.municipality_id = %(municipality)s
        AND (member.joined_on IS NULL OR member.joined_on <= %(on_date)s)
)
SELECT
    CASE GROUPING(active, benefit, unit, "group", match_category, offer)
        WHEN 63 THEN 'drawn'
        WHEN 31 THEN 'total'
        WHEN 15 THEN 'benefit'
        WHEN 23 THEN 'unit'
        WHEN 27 THEN 'group'
        WHEN 19 THEN 'unit_and_group'
        WHEN 29 THEN 'match_category'
        WHEN 14 THEN 'offer'
    END AS way,
    active, benefit, unit, "group", match_category, offer, COUNT(*) AS people
FROM person
GROUP BY GROUPING SETS (
    (), (active), (active, benefit), (active, unit), (active, "group"), (active, unit, "group"),
    (active, match_category), (active, benefit, offer)
)
ORDER BY way, active, benefit, unit, "group", match_category, offer
