"""The offers belong to the close they are published with; what was published before keeps its row."""

import django.db.models.deletion
import pgtrigger.migrations
from django.db import migrations, models

#: The newest published close of the month that ends half a year after the quarter, else the newest close of it.
FILL = """
    UPDATE reporting_closedoffers offers
    SET close_id = (
        SELECT c.id FROM reporting_monthclose c JOIN reporting_release r ON r.close_id = c.id
        WHERE c.programme_id = offers.programme_id
            AND c.month = (date_trunc('month', offers.quarter_ends) + INTERVAL '6 months')::date
        ORDER BY (r.state = 'published') DESC, c.version DESC
        LIMIT 1
    );
    -- Only a published month could show a quarter, so one without its month was never seen.
    DELETE FROM reporting_closedoffers WHERE close_id IS NULL;
"""


class Migration(migrations.Migration):
    dependencies = [("reporting", "0010_rows_are_of_members")]

    operations = [
        pgtrigger.migrations.RemoveTrigger(model_name="publishedoffers", name="frozen"),
        migrations.RenameModel("PublishedOffers", "ClosedOffers"),
        migrations.AddField(
            "closedoffers",
            "close",
            models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="offers",
                to="reporting.monthclose",
            ),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
