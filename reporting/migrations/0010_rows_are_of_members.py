"""Whose the rows of a close are: checked for all of them at once, where a foreign key asks 54,000 times a close.

What the foreign key held stays held: a row is of a member that there is (a trigger of the rows, which waits for
whoever is changing members and keeps others from it until the close is done), and a member with rows stays and keeps
its number (triggers of the members). A number is given to the rows in larger portions: each portion is written down.

A release whose counts do not add up is refused with the count that does not.
"""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

STAYS = """
CREATE FUNCTION counted_member_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        IF NOT EXISTS (SELECT 1 FROM reporting_membermonth) THEN RETURN NULL; END IF;
    ELSIF NOT EXISTS (SELECT 1 FROM reporting_membermonth WHERE member_id = OLD.id) THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'counted_member_stays',
        MESSAGE = 'a closed month counts the member';
END $$;
CREATE TRIGGER counted_member_stays AFTER DELETE ON cases_membership
    FOR EACH ROW EXECUTE FUNCTION counted_member_stays();
CREATE TRIGGER counted_member_keeps_its_number AFTER UPDATE OF id ON cases_membership
    FOR EACH ROW WHEN (OLD.id <> NEW.id) EXECUTE FUNCTION counted_member_stays();
CREATE TRIGGER counted_members_stay AFTER TRUNCATE ON cases_membership
    FOR EACH STATEMENT EXECUTE FUNCTION counted_member_stays();
"""
GOES = """
DROP TRIGGER counted_members_stay ON cases_membership;
DROP TRIGGER counted_member_keeps_its_number ON cases_membership;
DROP TRIGGER counted_member_stays ON cases_membership;
DROP FUNCTION counted_member_stays();
"""
PORTION = "ALTER TABLE reporting_membermonth ALTER COLUMN id SET CACHE {}"


class Migration(migrations.Migration):
    dependencies = [
        ("reporting", "0009_published_offers"),
        ("cases", "0012_comparison_groups"),
    ]

    operations = [
        migrations.RunSQL(PORTION.format(1000), PORTION.format(1)),
        migrations.RunSQL(STAYS, GOES),
        migrations.AlterField(
            model_name='membermonth',
            name='member',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.membership'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='membermonth',
            trigger=pgtrigger.compiler.Trigger(name='of_members', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        LOCK TABLE cases_membership IN SHARE MODE;\n        IF EXISTS (SELECT 1 FROM new_rows WHERE NOT EXISTS (\n            SELECT 1 FROM cases_membership member WHERE member.id = new_rows.member_id\n        )) THEN\n            RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'row_is_of_a_member', MESSAGE = 'a counted row is of nobody';\n        END IF;\n        RETURN NULL;\n        ", hash='19dde941856d9c3476a398fc0c2ecbd1df9eceac', level='STATEMENT', operation='INSERT', pgid='pgtrigger_of_members_bba06', referencing='REFERENCING NEW TABLE AS new_rows ', table='reporting_membermonth', when='AFTER')),
        ),
        migrations.RemoveConstraint(
            model_name='releaserefusal',
            name='refusal_has_a_cause',
        ),
        migrations.AddField(
            model_name='releaserefusal',
            name='cell',
            field=models.CharField(blank=True, default='', max_length=80),
        ),
        migrations.AddConstraint(
            model_name='releaserefusal',
            constraint=models.CheckConstraint(condition=models.Q(('exposed_cells__gt', 0), models.Q(('cell', ''), _negated=True), _connector='OR'), name='refusal_has_a_cause'),
        ),
    ]
