"""Monthly status: one row per member and month, in one SQL statement (``monthly_status.sql``)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from .months import Month

_SQL = (Path(__file__).parent / "monthly_status.sql").read_text(encoding="utf-8")

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


def one_month_sql() -> str:
    """Return the statement of one month; its parameters are ``programme``, ``lag``, ``first`` and ``last``."""
    return _SQL


#: What limits the statement to one municipality: its people's registrations, and their own rows.
_OF_MEMBERS = """citizen_id IN (
    SELECT citizen_id FROM cases_membership WHERE programme_id = %(programme)s AND municipality_id = %(place)s
) AND"""
_OF_CHANGES = f"change.{_OF_MEMBERS}"
_OF_PLACE = "member.municipality_id = %(place)s AND"


def place_sql(programme: str, month: Month, lag: int, place: str, suffix: str = "") -> tuple[str, dict[str, Any]]:
    """Return the statement of one municipality's members in the month measured, with its parameters.

    The rows say ``lag``, as those of a report that measures this month. It may lie ahead: the registrations of today
    then say who is still in an offer. ``suffix`` keeps the parameters of several months apart.
    """
    part = _SQL.replace("/* of members */", _OF_MEMBERS).replace("/* of changes */", _OF_CHANGES)
    part = part.replace("/* of place */", _OF_PLACE)
    own = {"lag": lag, "first": month.first, "last": month.last}
    for name in own:
        part = part.replace(f"%({name})s", f"%({name}{suffix})s")
    return part, {"programme": programme, "place": place, **{f"{name}{suffix}": value for name, value in own.items()}}


def status_sql(programme: str, month: Month) -> tuple[str, dict[str, Any]]:
    """Return the statement, with its parameters, of all members in ``month`` (lag 0) and the month before (lag 1).

    Both months come from one statement, so from one moment of the registrations.
    """
    parameters: dict[str, Any] = {"programme": programme}
    parts = []
    for lag, measured in enumerate((month, month.previous())):
        names = {f"lag{lag}": lag, f"first{lag}": measured.first, f"last{lag}": measured.last}
        parameters |= names
        part = _SQL
        for name in ("lag", "first", "last"):
            part = part.replace(f"%({name})s", f"%({name}{lag})s")
        parts.append(part)
    return "\nUNION ALL\n".join(parts), parameters
