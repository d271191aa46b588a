"""The data files of a release: every report in every format but PDF, rendered once and kept for ever."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils import translation

from ..documents import render
from ..documents.csv import all_as_csv
from ..documents.jsonstat import as_jsonstat
from ..reports import all_monthly_reports
from .models import PublishedFile, Release

#: The place of the country, and of all places in one file.
COUNTRY, ALL = "dk", "alle"
#: The official files are in Danish, whatever language a reader's pages are in.
LANGUAGE = "da"
FORMATS = ("json", "jsonstat", "csv", "xlsx")


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
    """Yield every data file of a release: the country's, each municipality's with members, and all in one."""
    close = release.close
    reports = all_monthly_reports(
        close.of_month, programme=close.programme_id, version=close.version, audience="published"
    )
    for report in reports:
        if report["municipality"] is None or report["indicators"]["drawn"]["count"] != 0:
            for form in FORMATS:
                place = report["municipality"] or COUNTRY
                yield Content("monthly", place, form, _monthly(report, form))
    yield Content("monthly", ALL, "json", render(reports, "monthly", "json", LANGUAGE))
    with translation.override(LANGUAGE):
        yield Content("monthly", ALL, "jsonstat", as_jsonstat(reports))
        yield Content("monthly", ALL, "csv", all_as_csv(reports, "monthly"))


def _monthly(report: dict[str, Any], form: str) -> bytes:
    if form != "jsonstat":
        return render(report, "monthly", form, LANGUAGE)
    with translation.override(LANGUAGE):
        return as_jsonstat([report])
