#!/usr/bin/env python
"""Run a Django management command of Flere skal med."""

import os
import sys


def main() -> None:
    """Bring the embedded database up to date when it is used, and hand over the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "flereskalmed.settings")
    from django.core.management import execute_from_command_line

    from flereskalmed.migrating import migrate_embedded

    migrate_embedded(sys.argv)
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
