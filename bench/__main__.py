"""``python -m bench``: measure in a database of its own, and print all ratios as one JSON line."""

import json
import os
from collections.abc import Callable, Iterable

DATABASE = "flereskalmed_bench"


def in_own_database(measures: Iterable[Callable[[], dict[str, float]]]) -> dict[str, float]:
    """Run the measures in a fresh database that is dropped afterwards."""
    from django.db import connection

    own = connection.settings_dict["NAME"]
    connection.settings_dict["TEST"]["NAME"] = DATABASE
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        figures: dict[str, float] = {}
        for measure in measures:
            figures |= measure()
        return figures
    finally:
        connection.creation.destroy_test_db(own, verbosity=0)


def main() -> None:
    """Run every measure and print what they found."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "flereskalmed.settings")
    import django

    django.setup()
    from . import close_vs_duckdb, import_vs_copy, instalments, page_vs_static, pdf_vs_weasyprint, protect

    # The import leaves its own people behind, where the others measure the country. The closing multiplies it: last.
    figures = in_own_database([import_vs_copy.measure])
    figures |= in_own_database(
        [
            page_vs_static.measure,
            protect.measure,
            pdf_vs_weasyprint.measure,
            instalments.measure,
            close_vs_duckdb.measure,
        ]
    )
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
