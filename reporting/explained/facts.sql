-- The registrations that say how each citizen stood in a month: those behind the columns of the monthly status.
-- ``on_last``: true on the month's last day. ``until``: the last day it holds (NULL: open).
-- Parameters: first, last: the month's first and last day; and those of the definitions before it.
SELECT citizen_id, 'benefit' AS source, id, benefit AS code, effective_on AS since, next - 1 AS until,
    next IS NULL AS on_last, known_from, known_until, deleted
FROM (
    SELECT *, LEAD(effective_on) OVER (PARTITION BY citizen_id ORDER BY effective_on) AS next
    FROM cases_benefitchange
    WHERE effective_on <= %(last)s
) spell
WHERE next IS NULL OR next > %(first)s
UNION ALL
SELECT citizen_id, 'visitation', id, "group", decided_on, NULL, TRUE, known_from, known_until, deleted
FROM (
    SELECT DISTINCT ON (citizen_id) * FROM visitation_visitation
    WHERE decided_on <= %(last)s
    ORDER BY citizen_id, decided_on DESC
) latest
UNION ALL
SELECT citizen_id, 'offer', id, kind, "start", "end", "end" IS NULL OR "end" >= %(last)s,
    known_from, known_until, deleted
FROM cases_offer
WHERE "start" <= %(last)s AND ("end" IS NULL OR "end" >= %(first)s)
UNION ALL
SELECT citizen_id, 'facilitator', id, '', "start", "end", TRUE, known_from, known_until, deleted
FROM cases_facilitator
WHERE "start" <= %(last)s AND ("end" IS NULL OR "end" >= %(last)s)
UNION ALL
SELECT citizen_id, 'job_goal', id, '', job_goal_on, NULL, TRUE, known_from, known_until, deleted
FROM cases_plan
WHERE job_goal_on <= %(last)s
UNION ALL
SELECT citizen_id, 'cv', id, '', cv_on, NULL, TRUE, known_from, known_until, deleted
FROM cases_plan
WHERE cv_on <= %(last)s
UNION ALL
SELECT citizen_id, 'contact', id, kind, held_on, held_on, held_on = %(last)s, known_from, known_until, deleted
FROM cases_contact
WHERE held_on BETWEEN %(first)s AND %(last)s
ORDER BY citizen_id, since, id
