"""Releases as the API tells of them: what is public of each, and the addresses of its files."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone

from cases.danish import alphabetical

from ..disclosure.patterns import public_note
from ..documents import words
from ..models import PublishedFile, Release, ReportFile
from ..releasing.files import ALL, COUNTRY

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
    for code in done.values_list("municipality", flat=True):
        by_report.setdefault(("monthly", code or COUNTRY), []).append("pdf")
    names = words.places([place for _kind, place in by_report])
    names |= {COUNTRY: words.place(None), ALL: words.all_places()}
    lines = [
        {"report": kind, "place": place, "name": names[place], "files": _addresses(release, kind, place, forms)}
        for (kind, place), forms in by_report.items()
    ]
    return sorted(lines, key=_order)


def _order(line: dict[str, Any]) -> tuple[bool, str, Any]:
    return line["place"] not in (COUNTRY, ALL), line["report"], alphabetical(line["name"])


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
    of_place = files.filter(municipality=None) if place == COUNTRY else files.filter(municipality=place)
    file = of_place.first() if kind == "monthly" else None
    if file is None:
        return None
    with file.content.open("rb") as content:
        return content.read(), file.sha256


def _moment(moment: Any) -> str:
    return timezone.localtime(moment).isoformat()
