"""The words that every document shares: places, months, versions, definitions and the standing notes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases.codes import Benefit, MatchCategory, OfferKind
from cases.models import Municipality, Programme
from visitation.codes import Group

from ..indicators import BY_KEY
from ..months import Month

Report = Mapping[str, Any]

SOURCE = _("Kilde: kommunens registreringer i Flere skal med")
SOURCE_COUNTRY = _("Kilde: kommunernes registreringer i Flere skal med")
DISCRETION = _("Af diskretionshensyn vises tal under 3 og enkelte andre tal ikke. De er erstattet af en stjerne (*).")
INTERNAL = _("Til internt brug i kommunen: Små tal er ikke skjult. Send den offentliggjorte rapport til andre.")
NOT_COMPARABLE = _(
    "Tallene kan ikke sammenlignes med kommunens lokale status. Den tæller kun aktive sager, altså borgere, der "
    "stadig er i kontanthjælpssystemet; her følges alle i målgruppen, også efter et ydelsesskift."
)
PRELIMINARY = _("Foreløbige tal: Måneden er ikke lukket, og tallene kan ændre sig.")
ROUNDING = _("Andele er afrundet hver for sig og kan derfor give 101 % tilsammen.")


def measured_month(key: str, report: Report) -> str:
    """Return the month that a figure measures: the report's own, or the one before."""
    return report["lagged_month"] if BY_KEY[key].lag else report["month"]


def month_name(month: str) -> str:
    """Return ``juli 2019`` for ``2019-07``."""
    return date_format(Month.parse(month).first, "F Y")


def place(municipality: str | None) -> str:
    """Return the municipality's name, or the whole country's. A code without a name stands for itself."""
    if municipality is None:
        return gettext("Hele landet")
    return places([municipality])[municipality]


def all_places() -> str:
    """Return what a file of all places in one is called."""
    return gettext("Landet og alle kommuner")


def places(codes: list[str]) -> dict[str, str]:
    """Return the names of several municipalities with one query."""
    names = dict(Municipality.objects.filter(pk__in=codes).values_list("code", "name"))
    return {code: names.get(code, code) for code in codes}


def programme_name(code: str) -> str:
    """Return the programme's name. A code without a name stands for itself."""
    return Programme.objects.filter(pk=code).values_list("name", flat=True).first() or code


def is_open(code: str) -> bool:
    """Whether citizens join the programme's target group later."""
    programme = Programme.objects.filter(pk=code).first()
    return programme is not None and programme.is_open


def closed_at(report: Report) -> datetime | None:
    """Return when the month was closed, in Danish time; None for a preliminary report."""
    text = report.get("closed_at")
    return timezone.localtime(datetime.fromisoformat(text)) if text else None


def version_text(report: Report) -> str:
    """Return ``Version 1, lukket 5. august 2019``, or that the report is preliminary."""
    closed = closed_at(report)
    if closed is None:
        return gettext("Foreløbig, ikke lukket")
    return gettext("Version %(version)s, lukket %(day)s") % {
        "version": report["version"],
        "day": date_format(closed),
    }


def hides_anything(value: Any) -> bool:
    """Say whether any value of a report, however deep, is hidden."""
    if isinstance(value, Mapping):
        if value.get("suppressed") or value.get("previous_suppressed") or ("of" in value and value["of"] is None):
            return True
        return any(hides_anything(part) for part in value.values())
    return isinstance(value, list) and any(hides_anything(part) for part in value)


def month_before(month: str) -> str:
    """Return ``2019-06`` for ``2019-07``."""
    return str(Month.parse(month).previous())


def day_name(day: str) -> str:
    """Return ``2. marts 2018`` for ``2018-03-02``."""
    return date_format(date.fromisoformat(day))


def code_name(code: str) -> str:
    """Return the name of a stored category in the reader's language; what is no category stands for itself."""
    for choices in (Benefit, OfferKind, MatchCategory, Group):
        if code in choices.values:
            return str(choices(code).label)
    return gettext("Ingen") if code == "none" else code


def release_note(report: Report) -> str:
    """Return the public note of the report's release: how much is hidden, and that nobody can work it out."""
    about = report.get("disclosure")
    if not about:
        return ""
    day = date_format(timezone.localtime(datetime.fromisoformat(about["audited_at"])))
    if not about["hidden_cells"]:
        return gettext("Ingen tal i udgivelsen er skjult. Kontrollen %(day)s er bestået.") % {"day": day}
    return gettext(
        "I hele udgivelsen er %(hidden)s tal skjult: tal under %(under)s og enkelte andre. Kontrollen %(day)s er "
        "bestået: Ingen af tallene under %(under)s kan regnes ud af det, der er vist."
    ) % {"hidden": number_format(about["hidden_cells"], force_grouping=True), "under": about["under"], "day": day}


#: What the long table of a quarterly report says of its release; empty in what is not published.
RELEASE_COLUMNS = ("programme", "report_month", "version", "release_hidden_cells", "release_audited_at")


def release_columns(report: Report) -> tuple[str | int | None, ...]:
    """Return the values of ``RELEASE_COLUMNS``."""
    about = report.get("disclosure")
    if not about:
        return (None,) * len(RELEASE_COLUMNS)
    return (report["programme"], report["month"], report["version"], about["hidden_cells"], about["audited_at"])


def release_facts(report: Report) -> tuple[tuple[str, str], ...]:
    """Return the lines that name a quarterly report's release; nothing for what is not published."""
    if not report.get("disclosure"):
        return ()
    release = gettext("%(month)s, %(version)s") % {
        "month": month_name(report["month"]),
        "version": version_text(report).lower(),
    }
    return ((gettext("Udgivelse"), release), (gettext("Kilde"), str(SOURCE_COUNTRY).partition(": ")[2]))


def disclosure_note(report: Report) -> str:
    """Return what is to be said of small counts: that they are hidden, or that they are not and it stays inside."""
    if hides_anything(report):
        return str(DISCRETION)
    return str(INTERNAL) if report.get("audience") == "internal" else ""
