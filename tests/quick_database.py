"""The test database is built in half the time, and emptied in a tenth of it, without being another one."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from unittest.mock import patch

from django.db import connection, migrations
from django.db.backends.postgresql.operations import DatabaseOperations
from django.db.migrations.operations.models import IndexOperation
from django.db.migrations.state import ProjectState, StateApps
from pgtrigger.migrations import AddTrigger, RemoveTrigger

from tests.stages import put_reference_data_back

#: More than the reference data and any ordinary test store.
MANY_BYTES = 16 * 2**20
#: They say themselves what the database shall hold; of the model they ask for the table and its columns only.
OF_A_TABLE = (
    migrations.AddConstraint,
    migrations.AlterConstraint,
    migrations.RemoveConstraint,
    migrations.AddIndex,
    migrations.RemoveIndex,
    AddTrigger,
    RemoveTrigger,
)


def _note_on_class(classes: StateApps, state: ProjectState, key: tuple[str, str]) -> None:
    """Let the class of a model know its constraints and indexes: a later change of a field asks for them."""
    options, meta = state.models[key].options, classes.get_model(*key)._meta
    meta.constraints, meta.indexes = list(options["constraints"]), list(options["indexes"])
    meta._expire_cache()


def _quick(noted: Callable) -> Callable:
    """Return ``noted`` (a ``state_forwards``) such that it is noted, but no model classes are made anew for it."""

    def state_forwards(operation: IndexOperation, app_label: str, state: ProjectState) -> None:
        classes = state.__dict__.pop("apps", None)  # a state without classes has none to renew
        try:
            noted(operation, app_label, state)
        finally:
            if classes is not None:
                state.__dict__["apps"] = classes
                _note_on_class(classes, state, (app_label, operation.model_name.lower()))

    return state_forwards


@contextmanager
def quick_migrations() -> Iterator[None]:
    """Within it, a constraint, an index and a trigger cost what the database takes for them.

    Django makes the classes of a model and of all its neighbours anew after each of the 280, which is most of
    the time of all migrations. ``tests/test_production.py`` compares with the database that everybody else gets.
    """
    patches = [patch.object(kind, "state_forwards", _quick(kind.state_forwards)) for kind in OF_A_TABLE]
    for one in patches:
        one.start()
    try:
        yield
    finally:
        for one in patches:
            one.stop()


def freeze_statistics() -> None:
    """Keep autovacuum away from the test database: a server of its own has nothing to clean there.

    While a test's transaction is open it would find the tables' pages without a single row and note that. The next
    test that stores a country would wait minutes for a query planned for one row.
    """
    with connection.cursor() as cursor:
        for table in _tables():
            cursor.execute(f"ALTER TABLE {connection.ops.quote_name(table)} SET (autovacuum_enabled = false)")


def _tables() -> list[str]:
    """Return the tables whose rows are a test's: all but those in which Django counts the models themselves."""
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    return sorted(set(tables) - {"django_content_type", "auth_permission"})


def _may_silence_triggers() -> bool:
    """Tell whether our database user may set aside triggers and foreign keys; in the embedded server they may."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_parameter_privilege('session_replication_role', 'SET')")
        return cursor.fetchone()[0]


@contextmanager
def quick_flush() -> Iterator[None]:
    """Within it, the rows of a test that commits are deleted afterwards, and the reference data put back.

    Django truncates, which gives each of 75 tables and of their indexes a new file, mostly for no row at all.
    """
    truncating, executing = DatabaseOperations.sql_flush, DatabaseOperations.execute_sql_flush

    def sql_flush(self, style, tables, *, reset_sequences=False, allow_cascade=False):
        if reset_sequences or not _may_silence_triggers():
            return truncating(self, style, tables, reset_sequences=reset_sequences, allow_cascade=allow_cascade)
        deleting = [f"DELETE FROM {self.quote_name(table)}" for table in _tables()]
        return ["; ".join(["SET LOCAL session_replication_role = replica", *deleting])]

    def execute_sql_flush(self, sql_list):
        executing(self, sql_list)
        put_reference_data_back()

    with (
        patch.object(DatabaseOperations, "sql_flush", sql_flush),
        patch.object(DatabaseOperations, "execute_sql_flush", execute_sql_flush),
    ):
        yield


def clear_pages_away() -> None:
    """Make the tables' files small again when tests have left many pages of rows that never came to be.

    Whoever reads a table reads those pages too. To be called between two modules, when nothing of a test is stored.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(pg_relation_size(oid)) FROM pg_class WHERE relname = ANY(%s)", [_tables()])
        if cursor.fetchone()[0] > MANY_BYTES:
            cursor.execute(f"TRUNCATE {', '.join(map(connection.ops.quote_name, _tables()))}")
            put_reference_data_back()
