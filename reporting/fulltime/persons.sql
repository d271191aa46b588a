-- Days on each benefit within periods, of everyone known to a municipality, by unit and age.
-- Parameters: firsts, lasts: the periods' first and last days; last: the last of all; benefits: those counted.
-- The program puts in what limits it to one municipality, and what makes bands of the ages.
WITH period AS (
    SELECT "first", "last" FROM unnest(%(firsts)s::date[], %(lasts)s::date[]) AS asked ("first", "last")
), spell AS (
    -- A status holds from its day until the next change, whatever that change says.
    SELECT
        change.citizen_id, change.benefit, change.effective_on AS since,
        COALESCE(
            LEAD(change.effective_on) OVER (PARTITION BY change.citizen_id ORDER BY change.effective_on), 'infinity'
        ) AS until
    FROM cases_benefitchange change
    WHERE /* of place */ change.effective_on <= %(last)s
)
SELECT
    period."first",
    period."last",
    citizen.municipality_id,
    spell.benefit,
    citizen.unit_id,
    /* band of */ EXTRACT(YEAR FROM age(period."last", citizen.born_on))::int /* by edges */ AS age,
    SUM(LEAST(spell.until, period."last" + 1) - GREATEST(spell.since, period."first")) AS days
FROM period
JOIN spell ON spell.since <= period."last" AND spell.until > period."first"
JOIN cases_citizen citizen ON citizen.id = spell.citizen_id
WHERE spell.benefit = ANY(%(benefits)s)
GROUP BY period."first", period."last", citizen.municipality_id, spell.benefit, citizen.unit_id, age
