"""Keeping the embedded database at the program's own version."""

from flereskalmed.embedded import is_needed

# These run, write or check migrations themselves.
OWN_BUSINESS = {"migrate", "makemigrations", "showmigrations", "check", "test", "squashmigrations", "pgtrigger"}


def migrate_embedded(argv: list[str]) -> None:
    """Apply outstanding migrations before a command that uses the embedded database."""
    if len(argv) < 2 or argv[1] in OWN_BUSINESS or not is_needed(argv):
        return
    import django
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    if not settings.EMBEDDED_DATABASE:
        return
    django.setup()
    with connection.cursor() as cursor:  # two first commands at once must not both migrate
        cursor.execute("SELECT pg_advisory_lock(20170801)")
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", verbosity=0, interactive=False)
        cursor.execute("SELECT pg_advisory_unlock(20170801)")
