"""Give programmes made before what the shipped ones say since: the blocks of their report, and what is compared.

What a programme says itself stays.
"""

from django.db import migrations

from cases import reference

ADDED = ("blocks", "compared", "compared_first")


def add(apps, schema_editor):
    """Add what is missing; what is no object is left to those who wrote it."""
    shipped = {row["code"]: row["parameters"] for row in reference.programmes()}
    for programme in apps.get_model("cases", "Programme").objects.filter(code__in=shipped):
        own = programme.parameters
        if isinstance(own, dict):
            said = {name: shipped[programme.code][name] for name in ADDED if name in shipped[programme.code]}
            programme.parameters = {**said, **own}
            programme.save(update_fields=["parameters"])


class Migration(migrations.Migration):
    dependencies = [("reporting", "0013_rows_are_numbered_by_the_database"), ("cases", "0009_successor_programme")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
