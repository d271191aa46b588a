"""The first version of each questionnaire."""

from django.db import migrations

from questionnaires import reference


def load(apps, schema_editor):
    """Insert the reference data."""
    Questionnaire = apps.get_model("questionnaires", "Questionnaire")
    Questionnaire.objects.bulk_create(Questionnaire(**row) for row in reference.questionnaires())


class Migration(migrations.Migration):
    dependencies = [("questionnaires", "0002_answers_fit"), ("cases", "0003_reference_data")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
