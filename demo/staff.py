"""Who works in the demo's jobcentres: the people who can log in, their colleagues, and the facilitators."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from accounts.models import Role

from .identities import names
from .profiles import JAH, JIH, UH, Profile

#: The password of every login that is printed. Public, so the demo refuses to run in production.
DEMO_PASSWORD = "flere-skal-med-demo"  # noqa: S105 - printed on purpose


@dataclass(frozen=True)
class Login:
    """Somebody who uses the program; only those ``printed`` can log in (with the demo password).

    ``behind``: how much a caseworker leaves undone beside others, 1 is ordinary.
    """

    username: str
    name: str
    role: Role
    municipality: str | None = None
    unit: str | None = None
    printed: bool = True
    behind: float = 1.0


LOGINS = (
    Login("sagsbehandler", "Karen Lund", Role.CASEWORKER, "851", behind=0.7),
    Login("formidler", "Mads Holm", Role.FACILITATOR, "851"),
    Login("leder", "Lone Krogh", Role.MANAGER, "851"),
    Login("sagsbehandler-integration", "Bodil Ravn", Role.CASEWORKER, "851", JIH, behind=1.2),
    Login("leder-uddannelse", "Troels Vad", Role.MANAGER, "851", UH),
    Login("broenderslev", "Bente Riis", Role.CASEWORKER, "810"),
    Login("leder-broenderslev", "Viggo Skov", Role.MANAGER, "810"),
    Login("star", "Stine Bruun", Role.STAR),
    Login("admin", "Anders Dahl", Role.ADMINISTRATOR),
)
COLLEAGUES = (
    Login("jah-1", "Rikke Bech", Role.CASEWORKER, "851", JAH, printed=False, behind=0.25),
    Login("jah-2", "Søren Yde", Role.CASEWORKER, "851", JAH, printed=False),
    Login("jah-3", "Helle Østerby", Role.CASEWORKER, "851", JAH, printed=False, behind=1.7),
    Login("jah-4", "Uffe Kragh", Role.CASEWORKER, "851", JAH, printed=False),
    Login("jih-1", "Samir Rahimi", Role.CASEWORKER, "851", JIH, printed=False, behind=1.4),
    Login("uh-1", "Signe Abildgaard", Role.CASEWORKER, "851", UH, printed=False, behind=0.3),
    Login("esb-1", "Lis Thomassen", Role.MANAGER, "561", printed=False),
    Login("ode-1", "Frans Kjær", Role.MANAGER, "461", printed=False),
    Login("thi-1", "Inge Nygård", Role.MANAGER, "787", printed=False),
    Login("brs-1", "Keld Bisgaard", Role.CASEWORKER, "810", printed=False, behind=1.5),
)


@dataclass(frozen=True)
class Staff:
    """The people of one jobcentre by what they do."""

    caseworkers: tuple[Login, ...]
    caseworker_names: tuple[str, ...]
    facilitators: tuple[str, ...]


def staff_of(profile: Profile, rng: np.random.Generator) -> Staff:
    """Return the staff of a municipality: Aalborg's and Brønderslev's can log in, others have names only."""
    here = [login for login in (*LOGINS, *COLLEAGUES) if login.municipality == profile.code]
    caseworkers = tuple(login for login in here if login.role is Role.CASEWORKER)
    named = tuple(login.name for login in caseworkers)
    helpers = tuple(login.name for login in here if login.role is Role.FACILITATOR)
    drawn = [str(name) for name in names(rng.random(3 + profile.drawn // 60) < 0.6, rng)]
    return Staff(caseworkers, named or tuple(drawn[:2]), (*helpers, *drawn[2:]))


def assigned(staff: Staff, units: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Return each citizen's caseworker (user name, "" for a few and where nobody can log in).

    Somebody with a unit has citizens of that unit only; somebody without has a few of every unit.
    """
    result = np.full(len(units), "", dtype="<U40")
    for unit in np.unique(units):
        able = [login.username for login in staff.caseworkers if login.unit in (unit, None)]
        if able:
            rows = np.flatnonzero(units == unit)
            result[rows] = np.array([*able, ""])[
                np.minimum(rng.integers(0, len(able) * 12 + 1, len(rows)) // 12, len(able))
            ]
    return result


def names_of(staff: Staff, caseworkers: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Return the name of each citizen's caseworker; where nobody can log in, or for a few, some name from the house."""
    known = {login.username: login.name for login in staff.caseworkers}
    others = np.array(staff.caseworker_names)[rng.integers(0, len(staff.caseworker_names), len(caseworkers))]
    return np.array([known.get(name, other) for name, other in zip(caseworkers, others, strict=True)])
