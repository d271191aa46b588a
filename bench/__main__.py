"""``python -m bench``: measure in a database of its own, and print all ratios as one JSON line."""

import json
import os
import sys


def main() -> None:
    """Make the database, run every measure, drop the database."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "flereskalmed.settings")
    import django

    django.setup()
    from django.db import connection

    from . import import_vs_copy

    connection.settings_dict["TEST"]["NAME"] = "flereskalmed_bench"
    own = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        figures = {}
        for measure in (import_vs_copy.measure,):
            figures |= measure()
    finally:
        connection.creation.destroy_test_db(own, verbosity=0)
    json.dump(figures, sys.stdout)
    print()


if __name__ == "__main__":
    main()
