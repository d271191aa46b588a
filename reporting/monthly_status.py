"""Monthly status: one row per member and month, in one SQL statement (``monthly_status.sql``)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from .months import Month

_SQL = (Path(__file__).parent / "monthly_status.sql").read_text(encoding="utf-8")

#: Until the transaction ends: what is set aside while everybody's registrations are joined stays in memory, and the
#: statements, which run once, are not compiled first (that takes longer than they do).
FOR_ALL_AT_ONCE = "SET LOCAL work_mem = '64MB'; SET LOCAL jit = off"

#: The columns of a row, in the order of the statement.
COLUMNS = (
    "lag",
    "member_id",
    "municipality_id",
    "unit_id",
    "benefit",
    "in_programme",
    "group",
    "facilitator",
    "job_goal",
    "cv",
    "contact",
    "virksomhedspraktik",
    "loentilskud",
    "ordinaere_timer",
    "fleksjob",
    "ordinaer_uddannelse",
    "employment",
    "flex_job",
    "education",
    "exempted",
)


#: What the statement says of every month, side by side, and of those before the latest, one below the other.
_EACH_MONTH = re.compile(r" *-- each month\n(.+?\n) *-- so far\n", re.DOTALL)
_EACH_EARLIER = re.compile(r" *-- each earlier month\n(.+?\n) *-- so far\n", re.DOTALL)


def _of_months(names: Sequence[str]) -> str:
    """Return the statement of the months, the latest first; each name ends that month's parameters."""

    def repeated(part: str, of: Sequence[str]) -> list[str]:
        return [re.sub(r"_n\b", name, part) for name in of]

    statement = _EACH_EARLIER.sub(lambda found: "".join(repeated(found[1], names[1:])), _SQL)
    statement = _EACH_MONTH.sub(lambda found: ", ".join(repeated(found[1], names)), statement)
    return statement.replace("_latest", names[0]).replace("_earliest", names[-1])


def one_month_sql() -> str:
    """Return the statement of one month; its parameters are ``programme``, ``lag``, ``first`` and ``last``."""
    return _of_months([""])


#: What limits the statement to one municipality: its people's registrations, and their own rows.
_OF_MEMBERS = """citizen_id IN (
    SELECT citizen_id FROM cases_membership WHERE programme_id = %(programme)s AND municipality_id = %(place)s
) AND"""
_OF_PLACE = "member.municipality_id = %(place)s AND"


def place_sql(programme: str, month: Month, lag: int, place: str, suffix: str = "") -> tuple[str, dict[str, Any]]:
    """Return the statement of one municipality's members in the month measured, with its parameters.

    The rows say ``lag``, as those of a report that measures this month. It may lie ahead: the registrations of today
    then say who is still in an offer. ``suffix`` keeps the parameters of several months apart.
    """
    part = _of_months([suffix]).replace("/* of members */", _OF_MEMBERS).replace("/* of place */", _OF_PLACE)
    return part, {"programme": programme, "place": place, **_own(suffix, lag, month)}


def status_sql(programme: str, month: Month) -> tuple[str, dict[str, Any]]:
    """Return the statement, with its parameters, of all members in ``month`` (lag 0) and the month before (lag 1).

    Both months come from one statement, so from one moment of the registrations.
    """
    parameters = {"programme": programme, **_own("0", 0, month), **_own("1", 1, month.previous())}
    return _of_months(["0", "1"]), parameters


def _own(name: str, lag: int, month: Month) -> dict[str, Any]:
    """Return the parameters of one month."""
    return {f"lag{name}": lag, f"first{name}": month.first, f"last{name}": month.last}
