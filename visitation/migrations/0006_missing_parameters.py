"""Give programmes made before the parameters that the shipped ones have since: due limits, and lengths of offers.

A limit that a programme has set itself stays. Without these the program goes by its defaults, but nobody could see
them among the programme's parameters, and a form suggests no length.
"""

from django.db import migrations

DUE = {"deferral_without_end_months": 6, "progression_every_months": 3}
OFFER_WEEKS = {"virksomhedspraktik": 4}


def add(apps, schema_editor):
    """Add what is missing; what is no object is left to those who wrote it."""
    for programme in apps.get_model("cases", "Programme").objects.filter(code="fsm1"):
        given = programme.parameters
        if not isinstance(given, dict) or not isinstance(given.get("due", {}), dict):
            continue
        programme.parameters = {"offer_weeks": OFFER_WEEKS, **given, "due": {**DUE, **given.get("due", {})}}
        programme.save(update_fields=["parameters"])


class Migration(migrations.Migration):
    dependencies = [("visitation", "0005_preparation"), ("cases", "0003_reference_data")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
