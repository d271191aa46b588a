-- Offers of the target group that ended in a period, by kind, by the company's branch, and in all.
-- Led to hours or job: the citizen began other ordinary hours, or got the status job, from the offer's first day on and
-- at the latest six months after its last (the rule of cases/companies/paid_hours.py, for offers of every kind).
-- Parameters: programme; municipality (NULL: all); first, last: the period's days; known: the last day that counts.
WITH ended AS (
    SELECT
        offer.citizen_id,
        offer.kind,
        COALESCE(NULLIF(company.branch, ''), 'none') AS branch,
        offer."end" - offer."start" + 1 AS days,
        EXISTS (
            SELECT 1 FROM cases_offer hours
            WHERE hours.citizen_id = offer.citizen_id AND hours.kind = 'ordinaere_timer' AND hours.id <> offer.id
                AND hours."start" BETWEEN offer."start"
                    AND LEAST((offer."end" + INTERVAL '6 months')::date, %(known)s)
        ) OR EXISTS (
            SELECT 1 FROM cases_benefitchange change
            WHERE change.citizen_id = offer.citizen_id AND change.benefit = 'job'
                AND change.effective_on BETWEEN offer."start"
                    AND LEAST((offer."end" + INTERVAL '6 months')::date, %(known)s)
        ) AS led
    FROM cases_offer offer
    JOIN cases_membership member ON member.citizen_id = offer.citizen_id AND member.programme_id = %(programme)s
    LEFT JOIN cases_company company ON company.id = offer.company_id
    WHERE offer."end" BETWEEN %(first)s AND LEAST(%(last)s, %(known)s)
        AND (%(municipality)s::text IS NULL OR member.municipality_id = %(municipality)s)
)
SELECT
    CASE GROUPING(kind, branch) WHEN 3 THEN 'all' WHEN 1 THEN 'kind' ELSE 'branch' END AS way,
    COALESCE(kind, branch, '') AS value,
    COUNT(*) AS offers,
    COALESCE(SUM(days), 0) AS days,
    COUNT(DISTINCT citizen_id) AS people,
    COUNT(DISTINCT citizen_id) FILTER (WHERE led) AS led
FROM ended
GROUP BY GROUPING SETS ((), (kind), (branch))
ORDER BY way, value
