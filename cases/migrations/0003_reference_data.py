"""The 98 municipalities and the programmes."""

from django.db import migrations

from cases import reference


def load(apps, schema_editor):
    """Insert the reference data."""
    Municipality = apps.get_model("cases", "Municipality")
    Programme = apps.get_model("cases", "Programme")
    Municipality.objects.bulk_create(Municipality(**row) for row in reference.municipalities())
    Programme.objects.bulk_create(Programme(**row) for row in reference.programmes())


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_inside_one_municipality")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
