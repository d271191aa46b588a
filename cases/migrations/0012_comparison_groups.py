"""Groups of comparable municipalities, with a few to begin with. Administrators edit them."""

from django.db import migrations, models

GROUPS = {
    "De seks største byer": ("101", "461", "561", "730", "751", "851"),
    "Københavns vestegn": ("151", "153", "161", "163", "165", "167", "169", "175", "183", "187"),
    "Øer": ("400", "482", "492", "563", "741", "825"),
}


def load(apps, schema_editor):
    """Insert the groups to begin with."""
    Group = apps.get_model("cases", "ComparisonGroup")
    Municipality = apps.get_model("cases", "Municipality")
    for name, codes in GROUPS.items():
        Group.objects.create(name=name).municipalities.set(Municipality.objects.filter(pk__in=codes))


class Migration(migrations.Migration):
    dependencies = [("cases", "0011_facilitator_index")]

    operations = [
        migrations.CreateModel(
            name="ComparisonGroup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "name",
                    models.CharField(
                        error_messages={"unique": "Der er allerede en gruppe med det navn."},
                        max_length=60,
                        unique=True,
                        verbose_name="navn",
                    ),
                ),
                (
                    "municipalities",
                    models.ManyToManyField(
                        blank=True,
                        related_name="comparison_groups",
                        to="cases.municipality",
                        verbose_name="kommuner",
                    ),
                ),
            ],
            options={
                "verbose_name": "sammenligningsgruppe",
                "verbose_name_plural": "sammenligningsgrupper",
                "ordering": ["name"],
            },
        ),
        migrations.RunPython(load, migrations.RunPython.noop),
    ]
