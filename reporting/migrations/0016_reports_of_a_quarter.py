"""Give the first programme, where it was made before, what it says since: which reports a quarter adds."""

from django.db import migrations

ADD = """
UPDATE cases_programme SET parameters = parameters || '{"quarterly": ["group2", "offers"]}'
WHERE code = 'fsm1' AND jsonb_typeof(parameters) = 'object' AND NOT parameters ? 'quarterly'
"""


class Migration(migrations.Migration):
    dependencies = [("reporting", "0015_closed_full_time"), ("cases", "0009_successor_programme")]
    operations = [migrations.RunSQL(ADD, migrations.RunSQL.noop)]
