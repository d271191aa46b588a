"""Releases as the API tells of them: what is public of each, and the addresses of its files."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.danish import alphabetical

from ..disclosure.patterns import public_note
from ..documents import words
from ..models import PublishedFile, Release, ReportFile
from ..offers.following import quarter_of
from ..quarterly import GROUP_2, OFFERS
from ..quarters import Quarter
from ..releasing.files import ALL, COUNTRY, DEFINITIONS

#: The formats of a report, in the order in which a person looks for them.
FORMATS = ("pdf", "xlsx", "csv", "json", "jsonstat")


def summary(release: Release) -> dict[str, Any]:
    """Return what is public of a release: no person, only what, when and why."""
    close = release.close
    corrected = release.replaced_by
    return {
        "programme": close.programme_id,
        "month": str(close.of_month),
        "version": close.version,
        "published_at": _moment(release.published_at),
        "closed_at": _moment(close.closed_at),
        "corrects": release.corrects.close.version if release.corrects else None,
        "corrected_by": corrected.close.version if corrected else None,
        "what_changed": release.what_changed,
        "reason": close.reason,
        "url": reverse("reporting:api_release", args=[close.programme_id, str(close.of_month), close.version]),
    }


def details(release: Release) -> dict[str, Any]:
    """Return a release with its public note, what it changed, and every file it was published as."""
    return summary(release) | {
        "disclosure": public_note(release.close),
        "changes": release.changes,
        "reports": [{**link, "files": dict(link["files"])} for link in links_of(release)],
    }


def links_of(release: Release) -> list[dict[str, Any]]:
    """Return every published report with the addresses of its formats: the country, all in one, then by name."""
    by_report: dict[tuple[str, str], list[str]] = {}
    for kind, place, form in release.files.values_list("kind", "place", "format"):
        by_report.setdefault((kind, place), []).append(form)
    done = ReportFile.objects.filter(close=release.close_id, state=ReportFile.State.DONE)
    for kind, code in done.values_list("kind", "municipality"):
        by_report.setdefault((kind, code or COUNTRY), []).append("pdf")
    names = words.places([place for _report, place in by_report])
    names |= {COUNTRY: words.place(None), ALL: words.all_places()}
    lines = [
        {
            "report": kind,
            "place": place,
            "name": _title(release, kind) or names[place],
            "files": _addresses(release, kind, place, forms),
        }
        for (kind, place), forms in by_report.items()
    ]
    return sorted(lines, key=_order)


def _title(release: Release, kind: str) -> str:
    """Return what a report is called that there is one of; nothing for the monthly, which go by their place."""
    month = release.close.of_month
    if kind == GROUP_2:
        return _("Gruppe 2, %(quarter)s") % {"quarter": Quarter.of(month.first).name}
    if kind == OFFERS and (quarter := quarter_of(month)):
        return _("Tilbud, %(quarter)s") % {"quarter": quarter.name}
    return _("Definitioner") if kind == DEFINITIONS else ""


def _order(line: dict[str, Any]) -> tuple[bool, str, Any]:
    kinds = ("monthly", GROUP_2, OFFERS, DEFINITIONS)
    return line["place"] not in (COUNTRY, ALL), kinds.index(line["report"]), alphabetical(line["name"])


def _addresses(release: Release, kind: str, place: str, forms: list[str]) -> list[tuple[str, str]]:
    close = release.close
    at = [close.programme_id, str(close.of_month), close.version, kind, place]
    return [(form, reverse("reporting:api_file", args=[*at, form])) for form in FORMATS if form in forms]


def file_of(release: Release, kind: str, place: str, form: str) -> tuple[bytes, str] | None:
    """Return the bytes of a published file and their SHA-256; None where there is no such file."""
    if form == "pdf":
        return _pdf(release, kind, place)
    file = PublishedFile.objects.filter(release=release, kind=kind, place=place, format=form).first()
    return (bytes(file.content), file.sha256) if file else None


def _pdf(release: Release, kind: str, place: str) -> tuple[bytes, str] | None:
    files = ReportFile.objects.filter(close=release.close_id, state=ReportFile.State.DONE)
    file = files.filter(kind=kind, municipality=None if place == COUNTRY else place).first()
    if file is None:
        return None
    with file.content.open("rb") as content:
        return content.read(), file.sha256


def _moment(moment: Any) -> str:
    return timezone.localtime(moment).isoformat()
