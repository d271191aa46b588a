"""Bring the demo into the database the ordinary way: users, the real import, the lock, the closed months."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

from django.core.management import call_command
from django.utils.translation import gettext as _

from accounts.models import Role, User
from cases.cpr import hashes
from cases.importing import load
from cases.models import Citizen, Unit
from progression.models import Progression
from reporting.closing import close_month
from reporting.models import ClaimStep, MonthClose, Release
from reporting.months import Month, months_between
from reporting.releasing.steps import approve_release, check_release, publish_release
from reporting.targets.models import Target
from visitation.models import Measure, Preparation, Visitation

from . import strategy
from .answers import store_answers
from .build import PROGRAMME, Frames, write
from .claims import store_claims
from .companies import describe_companies
from .measures import store_measures
from .preparations import store_preparations
from .staff import COLLEAGUES, DEMO_PASSWORD, LOGINS, Login

#: Who approves the releases and the claims.
ANALYST = "star"
FIRST_MONTH, LAST_MONTH = Month(2017, 8), Month(2019, 7)


class OtherDataError(Exception):
    """The database holds people that are not this demo's. The message says what to do."""


def fill(frames: Frames, seed: int, *, documents: bool = True) -> Iterator[str]:
    """Do what is missing, step by step, and say after each what was done; ``documents``: the last month's PDFs too.

    Every step is whole in itself and left alone when it was done before, so a run that was
    interrupted is completed by the next. Raises ``OtherDataError`` when the database holds other people.
    """
    there = _already_there(frames)
    yield _users()
    yield _people(frames, there)
    yield describe_companies()
    yield _measures(seed)
    yield _preparations(seed)
    yield _answers(seed)
    yield from _strategy(frames, seed)
    yield _lock()
    yield from _months()
    yield _published()
    yield _claims()
    if documents:
        yield _documents()


def _already_there(frames: Frames) -> int:
    """Return how many of the demo's people are stored. A load is all or nothing, so it is all, none or other data.

    Somebody whose CPR number was changed since is not found, which is why most are enough.
    """
    wanted = [value for cpr in frames["citizens"]["cpr"] for value in hashes(cpr)]
    found = Citizen.objects.filter(cpr_hash__in=wanted).count()
    stored = Citizen.objects.count()
    if stored and found * 2 <= len(frames["citizens"]):
        raise OtherDataError(
            _(
                "Databasen har allerede %(stored)d andre borgere. Demoen lægges kun i en tom database: "
                "peg FLERESKALMED_DATA på en ny mappe, eller brug samme --seed som sidst."
            )
            % {"stored": stored}
        )
    return found


def _users() -> str:
    """Create the users that are missing; those there keep their password."""
    made = sum(_create(login) for login in (*LOGINS, *COLLEAGUES))
    return _("Brugere: %(made)d oprettet, %(kept)d fandtes.") % {
        "made": made,
        "kept": len(LOGINS) + len(COLLEAGUES) - made,
    }


def _create(login: Login) -> bool:
    if User.objects.filter(username=login.username).exists():
        return False
    unit = None
    if login.unit:
        unit, _made = Unit.objects.get_or_create(municipality_id=login.municipality, name=login.unit)
    first, _space, last = login.name.partition(" ")
    user = User(
        username=login.username,
        first_name=first,
        last_name=last,
        role=login.role,
        municipality_id=login.municipality,
        unit=unit,
        is_staff=login.role is Role.ADMINISTRATOR,
    )
    user.set_password(DEMO_PASSWORD if login.printed else None)
    user.save()
    return True


def _people(frames: Frames, there: int) -> str:
    if there:
        return _("Borgere: %(there)d fandtes, og det registrerede er bevaret.") % {"there": there}
    with tempfile.TemporaryDirectory(prefix="demo-") as folder:
        write(frames, Path(folder))
        result = load(folder)
    return _("Indlæst: %(people)d borgere, %(rows)d rækker i alt.") % {
        "people": result.stored["citizens"],
        "rows": sum(result.stored.values()),
    }


def _measures(seed: int) -> str:
    """Give group 3 its social and health measures, unless somebody has registered one."""
    if Measure.objects.exists():
        return _("Sociale og sundhedsmæssige indsatser fandtes og er bevaret.")
    return _("Sociale og sundhedsmæssige indsatser: %(count)d.") % {"count": store_measures(seed)}


def _preparations(seed: int) -> str:
    """Prepare group 2 for the rehabilitation team, unless somebody has registered a preparation."""
    if Preparation.objects.exists():
        return _("Forberedelser til rehabiliteringsteamet fandtes og er bevaret.")
    return _("Forberedelser til rehabiliteringsteamet: %(count)d.") % {"count": store_preparations(seed)}


def _answers(seed: int) -> str:
    """Answer the questionnaires for part of the people, unless somebody has answered one."""
    if Progression.objects.exists() or Visitation.objects.filter(questionnaire__isnull=False).exists():
        return _("Besvarede spørgeskemaer fandtes og er bevaret.")
    assessed, measured = store_answers(seed)
    return _("Spørgeskemaer: %(assessed)d vurderinger og %(measured)d progressionsmålinger.") % {
        "assessed": assessed,
        "measured": measured,
    }


def _strategy(frames: Frames, seed: int) -> Iterator[str]:
    """Store Brønderslev's own strategy with the people it is measured in, where Brønderslev is in the demo."""
    if strategy.PLACE not in set(frames["citizens"]["municipality"]):
        return
    if Target.objects.filter(municipality=strategy.PLACE).exists():
        yield _("Brønderslevs investeringsstrategi fandtes og er bevaret.")
    else:
        people = strategy.store_strategy(seed)
        yield _("Brønderslevs investeringsstrategi: målt i %(people)d borgere uden for målgruppen.") % {
            "people": people
        }


def _lock() -> str:
    """Lock the target group, or hear that it is, in the command's own words."""
    said = StringIO()
    call_command("lock_target_group", programme=PROGRAMME, stdout=said)
    return said.getvalue().strip()


def _months() -> Iterator[str]:
    """Close each month that never was, each on its own, so that an interrupted run keeps what it closed."""
    closed = set(MonthClose.objects.filter(programme=PROGRAMME).values_list("month", flat=True))
    missing = [month for month in months_between(FIRST_MONTH, LAST_MONTH) if month.first not in closed]
    for month in missing:
        close_month(month, programme=PROGRAMME)
    yield _("Måneder %(first)s–%(last)s: %(made)d lukket nu, %(kept)d var lukket.") % {
        "first": FIRST_MONTH,
        "last": LAST_MONTH,
        "made": len(missing),
        "kept": len(months_between(FIRST_MONTH, LAST_MONTH)) - len(missing),
    }


def _claims() -> str:
    """Claim and pay part of the grants, unless somebody has claimed one."""
    if ClaimStep.objects.exists():
        return _("Anmodninger om rater fandtes og er bevaret.")
    return _("Anmodninger om rater: %(count)d trin.") % {"count": store_claims(User.objects.get(username=ANALYST))}


def _published() -> str:
    """Check, approve and publish each month that is as it was closed; what somebody works on is left alone."""
    analyst = User.objects.get(username=ANALYST)
    closes = MonthClose.objects.filter(programme=PROGRAMME, version=1, release__state=Release.State.CLOSED)
    published = 0
    for close in closes.order_by("month"):
        check_release(close)
        approve_release(close, analyst, remark=_("Set igennem; opdigtede tal."))
        publish_release(close)
        published += 1
    return _("Udgivelser: %(made)d måneder er kontrolleret, godkendt og udgivet nu.") % {"made": published}


def _documents() -> str:
    """Render the PDFs of the last month that are not stored yet, in the command's own words."""
    said = StringIO()
    call_command("render_month", str(LAST_MONTH), programme=PROGRAMME, stdout=said)
    return said.getvalue().strip()
