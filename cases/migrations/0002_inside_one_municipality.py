"""Composite foreign keys: a unit belongs to the municipality of the citizen or user in it."""

from django.db import migrations


def belongs(table: str, column: str, target: str, name: str) -> migrations.RunSQL:
    """Return the constraint that ``column`` points into the row's own municipality."""
    return migrations.RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY ({column}, municipality_id) "
        f"REFERENCES {target} (id, municipality_id)",
        f"ALTER TABLE {table} DROP CONSTRAINT {name}",
    )


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial"), ("accounts", "0002_initial")]
    operations = [
        belongs("cases_citizen", "unit_id", "cases_unit", "citizen_unit_in_municipality"),
        belongs("accounts_user", "unit_id", "cases_unit", "user_unit_in_municipality"),
    ]
