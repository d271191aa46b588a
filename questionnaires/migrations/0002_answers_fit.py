"""The rule that answers fit the version they answer, as a function that every table of answers uses."""

from django.db import migrations

CREATE = """
CREATE FUNCTION answers_fit(questionnaire bigint, wanted text, answers jsonb) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT jsonb_typeof(answers) = 'object' AND EXISTS (
        SELECT 1 FROM questionnaires_questionnaire q
        WHERE q.id = questionnaire AND q.purpose = wanted
        AND NOT EXISTS (
            SELECT 1 FROM jsonb_each(answers) answer
            LEFT JOIN jsonb_array_elements(q.questions) asked ON asked ->> 'key' = answer.key
            WHERE NOT COALESCE(
                CASE asked ->> 'kind'
                    WHEN 'text' THEN jsonb_typeof(answer.value) = 'string' AND answer.value <> '""'
                    WHEN 'scale' THEN EXISTS (
                        SELECT 1 FROM jsonb_array_elements(q.scale) step WHERE step -> 'value' = answer.value
                    )
                END,
                FALSE
            )
        )
    )
$$
"""


class Migration(migrations.Migration):
    dependencies = [("questionnaires", "0001_initial")]
    operations = [
        migrations.RunSQL(CREATE, "DROP FUNCTION answers_fit(bigint, text, jsonb)"),
    ]
