"""The data files of a release: every report in every format but PDF, rendered once and kept for ever.

What the figures mean is a file of its own beside them: a list of reports refers to it instead of repeating it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import translation

from ..definitions import every_definition
from ..documents import render
from ..documents.csv import all_as_csv
from ..documents.jsonstat import as_jsonstat
from ..documents.jsonstat_quarterly import quarterly_as_jsonstat
from ..indicators import members_of
from ..models import MonthClose
from ..quarterly import quarterly_kinds, quarterly_report
from ..reports import published_reports
from .models import PublishedFile, Release

#: The place of the country, and of all places in one file.
COUNTRY, ALL = "dk", "alle"
#: The official files are in Danish, whatever language a reader's pages are in.
LANGUAGE = "da"
FORMATS = ("json", "jsonstat", "csv", "xlsx")
DEFINITIONS = "definitions"


@dataclass(frozen=True)
class Content:
    """One file to publish."""

    kind: str
    place: str
    format: str
    content: bytes


def freeze_files(release: Release) -> None:
    """Render and store the data files of a release, those that are not stored already."""
    PublishedFile.objects.bulk_create(
        (
            PublishedFile(
                release=release,
                kind=file.kind,
                place=file.place,
                format=file.format,
                content=file.content,
                sha256=hashlib.sha256(file.content).hexdigest(),
                size=len(file.content),
            )
            for file in contents(release)
        ),
        ignore_conflicts=True,
    )


def contents(release: Release) -> Iterator[Content]:
    """Yield every data file of a release: the monthly reports, those of a quarter, and what the figures mean."""
    yield from _monthly_files(release.close)
    for kind in quarterly_kinds(release.close):
        report = quarterly_report(release.close, kind)
        for form in FORMATS:
            yield Content(kind, COUNTRY, form, _one(report, kind, form))
    with translation.override(LANGUAGE):
        yield Content(DEFINITIONS, ALL, "json", _definitions())


def _monthly_files(close: MonthClose) -> Iterator[Content]:
    """Yield the country's report, each municipality's with members, and all in one."""
    reports = published_reports(close)
    members = members_of(close.programme).key
    for report in reports:
        if report["municipality"] is None or report["indicators"][members]["count"] != 0:
            for form in FORMATS:
                place = report["municipality"] or COUNTRY
                yield Content("monthly", place, form, _one(report, "monthly", form))
    meant = {"definitions": definitions_address(close)}
    yield Content("monthly", ALL, "json", render([report | meant for report in reports], "monthly", "json", LANGUAGE))
    with translation.override(LANGUAGE):
        yield Content("monthly", ALL, "jsonstat", as_jsonstat(reports))
        yield Content("monthly", ALL, "csv", all_as_csv(reports, "monthly"))


def definitions_address(close: MonthClose) -> str:
    """Return where the definitions of a release stand."""
    return reverse(
        "reporting:api_file", args=[close.programme_id, str(close.of_month), close.version, DEFINITIONS, ALL, "json"]
    )


def _one(report: dict[str, Any], kind: str, form: str) -> bytes:
    """Return one report in one format."""
    if form != "jsonstat":
        return render(report, kind, form, LANGUAGE)
    with translation.override(LANGUAGE):
        return as_jsonstat([report]) if kind == "monthly" else quarterly_as_jsonstat(report, kind)


def _definitions() -> bytes:
    return (json.dumps({"definitions": every_definition()}, ensure_ascii=False, indent=2) + "\n").encode()
