"""The whole way of a set of files into the database, in one transaction."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import DataError, IntegrityError, connection, transaction

from accounts.access_log import log_access
from accounts.models import AccessAction
from cases.changes import readable

from .bulk import keys_checked_at_the_end
from .checking import Readers
from .layout import CITIZENS
from .people import People
from .problems import WHOLE, ImportRefused, Problem, Problems
from .reading import Reading
from .rules import judge
from .sources import Source, find
from .staging import Beside, create_tables
from .storing import store

if TYPE_CHECKING:
    from accounts.models import User

#: The advisory lock of imports: a second one waits, so that each sees what the other stored.
LOCK = 20170802
#: Sorting and joining a whole set fits in memory; compiling each statement costs more than it saves.
SETTINGS = "SET LOCAL work_mem = '64MB'; SET LOCAL maintenance_work_mem = '128MB'; SET LOCAL jit = off"


@dataclass
class ImportResult:
    """How many rows of each file were stored and how many were there already, and what looked odd.

    ``warnings`` are the first of ``warnings_total``.
    """

    stored: dict[str, int] = field(default_factory=dict)
    skipped: dict[str, int] = field(default_factory=dict)
    warnings: list[Problem] = field(default_factory=list)
    warnings_total: int = 0


def load(path: str | Path, *, dry_run: bool = False, user: User | None = None) -> ImportResult:
    """Check the files at ``path`` (a folder of CSV files or one .xlsx) and store them, all or nothing.

    ``dry_run`` goes the whole way, the database's own rules included, and stores nothing. Raises
    ``ImportRefused`` with what is wrong. A row that is there already is skipped, so loading twice
    changes nothing. ``user`` is kept as who registered it, and the load is noted in the access log.
    """
    errors, warnings = Problems(), Problems()
    with _no_collector(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        cursor.execute(SETTINGS)
        people = People()
        staged = _stage(cursor, Path(path), people, errors, warnings)
        _refuse_if_any(errors, warnings)
        result = ImportResult(warnings=warnings.listed(), warnings_total=warnings.total)
        sources = [source for source, _rows in staged]
        with _refused_at(sources, warnings), keys_checked_at_the_end(cursor, sum(rows for _source, rows in staged)):
            for source, rows in staged:
                stored = _store(cursor, source, user, warnings)
                result.stored[source.file.name] = stored
                result.skipped[source.file.name] = rows - stored
        if user is not None and any(result.stored.values()):
            log_access(user, AccessAction.ADD, "import", rows=len(people.digits))
        transaction.set_rollback(dry_run)
    return result


@contextmanager
def _no_collector() -> Iterator[None]:
    """Rest Python's cycle collector: a set is millions of short texts without a cycle, and walking them is a tenth."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _stage(cursor, path: Path, people: People, errors: Problems, warnings: Problems) -> list[tuple[Source, int]]:
    """Bring every file into its staging table and judge the set; return the files with their rows."""
    create_tables(cursor)
    readers, staged = Readers.now(people), []
    with Beside() as beside:
        reading = Reading(cursor, beside, readers, errors, warnings)
        for source in find(path, errors):
            staged.append((source, reading.stage(source)))
            if source.file is CITIZENS:
                people.in_citizens = len(people.digits)
        people.key()
    if not reading.broken:
        people.stage(cursor)
        with ThreadPoolExecutor(max_workers=1) as aside:
            closed = aside.submit(people.closed)
            judge(cursor, [source for source, _rows in staged], errors, warnings)
        people.stage_closed(cursor, closed.result())
    return staged


def _store(cursor, source: Source, user: User | None, warnings: Problems) -> int:
    """Store one file, the deferred rules of the database checked at once."""
    with _refused_at([source], warnings):
        stored = store(cursor, source.file, user)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    return stored


@contextmanager
def _refused_at(sources: list[Source], warnings: Problems) -> Iterator[None]:
    """Say what the database refuses that no rule saw, at the file whose table it names, or the first."""
    try:
        yield
    except (IntegrityError, DataError) as error:
        table = getattr(getattr(error.__cause__, "diag", None), "table_name", None)
        source = next((each for each in sources if each.file.table == table), sources[0])
        refusal = readable(error, apps.get_model(source.file.model))
        problem = Problem(source.label, 1, WHOLE, " ".join(refusal.messages))
        raise ImportRefused([problem], 1, warnings.listed()) from error


def _refuse_if_any(errors: Problems, warnings: Problems) -> None:
    if errors.total:
        raise ImportRefused(errors.listed(), errors.total, warnings.listed())
