"""Nothing published ever changes, and nothing published holds a hidden number or anything of a person."""

import csv
import io
import json
import re
import zipfile
from collections import Counter
from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from django.db.models import Q
from django.test import override_settings
from django.utils import translation
from pypdf import PdfReader

from reporting import aggregation, indicators, numbers
from reporting.api.releases import FORMATS
from reporting.closing import close_month
from reporting.documents import render
from reporting.models import PublishedFile, Release, ReportFile
from reporting.months import Month
from reporting.release import make_file, plan_files, zip_of
from reporting.releasing.files import contents
from tests import people
from tests.stages import fresh, stage

from .conftest import MARCH, publish_two_months
from .publishing import published

NAME = "Xantippe Hemmelig"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Where the files of the releases lie, which all tests of the module read."""
    return tmp_path_factory.mktemp("published")


@pytest.fixture(autouse=True)
def own_files(settings, folder):
    """The tests of this module share their files."""
    settings.MEDIA_ROOT = folder


@pytest.fixture(scope="module")
def _releases(django_db_setup, django_db_blocker, folder):
    """Three months published with all their files; the hidden counts and people of the third are easy to recognise."""

    def publish():
        closes = publish_two_months()
        people.a_member(name=NAME, group="2")
        for _ in range(40):
            people.a_member(group="1")
        closes.append(close_month(Month(2018, 4)))
        published(closes[-1])
        for close in closes[1:]:
            for number in plan_files(close):
                make_file(number)
        return closes[1:]

    with override_settings(MEDIA_ROOT=folder), stage(django_db_blocker, publish) as closes:
        yield closes


@pytest.fixture
def march(_releases, db):
    """The close of March."""
    return fresh(_releases)[0]


def every_byte(client) -> dict[str, bytes]:
    """Return every published file and answer of the API, and the ZIP, by address."""
    listed = client.get("/api/v1/releases").json()["releases"]
    found = {}
    for release in listed:
        for report in client.get(release["url"]).json()["reports"]:
            for address in report["files"].values():
                found[address] = client.get(address).content
        month, version = release["month"], release["version"]
        found[f"page {month} {version}"] = figures_of(client.get(f"/kommune/851/{month}/?version={version}"))
    return found


def figures_of(page) -> bytes:
    """Return a page's numbers and drawings; around them stands what may change (the list of months, a correction)."""
    text = page.content.decode()
    return "".join(re.findall(r"<td\b.*?</td>|<figure\b.*?</figure>", text, re.S)).encode()


def test_nothing_published_ever_changes(as_user, star, march, monkeypatch):
    client = as_user(star)
    before, archive = every_byte(client), zip_of(march)
    assert len(before) > 30 and all(before.values())
    quarterly = [
        f"/api/v1/releases/fsm1/2018-03/1/{kind}/dk.{form}" for kind in ("group2", "offers") for form in FORMATS
    ]
    assert set(quarterly) <= set(before)

    for group in ("1", "2", "3"):
        late = people.a_member(group=group)
        people.an_offer(late, "loentilskud", "2018-02-01")
        people.an_offer(late, "mentor", "2017-08-01", "2017-09-01")
        people.a_contact(late, date(2018, 3, 5))
    nobody = tuple(
        replace(i, counts=i.counts & Q(facilitator=True), note="En ny læsning", label="Nyt navn")
        if i.key == "contact_in_month"
        else i
        for i in indicators.CATALOGUE
    )
    for module in (indicators, aggregation):
        monkeypatch.setattr(module, "CATALOGUE", nobody)
    for month in (Month(2018, 2), MARCH):
        published(close_month(month, reason="Sene registreringer"), what_changed="Alle tal.")
    close_month(Month(2018, 5))
    release_again = Release.objects.get(close=march)
    assert list(contents(release_again)), "a program of another version would render them anew"

    after = every_byte(client)
    assert {address: after[address] for address in before} == before
    assert zip_of(march) == archive
    assert len(after) > len(before), "the corrections are there as well, beside them"


def test_the_corrected_figures_differ_so_the_comparison_can_fail(as_user, star, march):
    client = as_user(star)
    for _ in range(5):
        people.a_member(group="1")
    second = published(close_month(MARCH, reason="Sene registreringer"), what_changed="Gruppe 1.")
    old, new = (client.get(f"/api/v1/releases/fsm1/2018-03/{v}/monthly/dk.json").content for v in (1, 2))
    assert old != new
    assert {"place": None, "figure": "drawn", "before": 7, "now": 53} in second.changes
    assert not [change for change in second.changes if "report" in change], "nobody came into group 2 by then"


def test_a_correction_tells_what_changed_in_the_reports_of_its_quarter(as_user, star, march):
    for _ in range(30):
        people.a_member(group="2", since="2017-11-20")
    second = published(close_month(MARCH, reason="Sene registreringer"), what_changed="Gruppe 2.")
    quarterly = [change for change in second.changes if "report" in change]
    old, new = (report_of(as_user(star), version)["bands"]["3-6"] for version in (1, 2))
    assert (old, new) == (0, None), "thirty are shown nowhere, since who waited before is one person"
    assert quarterly == [{"report": "group2", "place": None, "figure": "bands.3-6", "before": 0, "now": None}]
    row = as_user(star).get("/udgivelser/2018-03/2/").content.decode().partition("3-6 måneder i gruppe 2</td>")[2]
    assert re.findall(r"<td[^>]*>(.*?)</td>", row)[:2] == ["0", "*"]


def report_of(client, version: int) -> dict:
    """Return the published analysis of the quarter that March ends."""
    return client.get(f"/api/v1/releases/fsm1/2018-03/{version}/group2/dk.json").json()


# ---- what the bytes hold ---------------------------------------------------------------------------------------------


def text_of(name: str, content: bytes) -> str:
    """Return all text in a file, with what a reader does not see: a workbook's every part, a PDF's metadata."""
    if name.endswith(".xlsx"):
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            return "\n".join(book.read(part).decode() for part in book.namelist())
    if name.endswith(".pdf"):
        reader = PdfReader(io.BytesIO(content))
        return (
            "\n".join(page.extract_text() for page in reader.pages) + repr(reader.metadata) + repr(reader.xmp_metadata)
        )
    return content.decode()


@pytest.fixture
def files(_releases, db):
    """Every file of a release whose hidden counts and people are easy to recognise."""
    close = fresh(_releases)[1]
    monthly = {"release": close.release, "kind": "monthly"}
    stored = {f"{f.place}.{f.format}": bytes(f.content) for f in PublishedFile.objects.filter(**monthly)}
    march = fresh(_releases)[0]  # its quarter adds the group 2 analysis
    quarterly = PublishedFile.objects.filter(release=march.release, kind="group2")
    stored |= {f"{f.kind}.{f.format}": bytes(f.content) for f in quarterly}
    stored |= {f"{f.kind}.pdf": f.content.read() for f in ReportFile.objects.filter(close=march, kind="group2")}
    pdfs = ReportFile.objects.filter(close=close)
    return close, stored | {f"{f.municipality_id or 'dk'}.pdf": f.content.read() for f in pdfs}


def test_no_file_holds_anything_of_a_person(files):
    _close, contents_of = files
    from cases.models import Citizen

    names = list(Citizen.objects.values_list("name", flat=True))
    for name, content in contents_of.items():
        text = text_of(name, content)
        assert NAME not in text and not any(own in text for own in names), name
        assert not re.search(r"(?<![\d.\w-])\d{6}-?\d{4}(?![\d\w-])", text) or name.endswith(".xlsx"), name


def test_no_data_file_tells_a_hidden_number(files):
    """Where the pattern hides a figure, its count and share are empty or a star in every format, and nowhere else."""
    close, contents_of = files
    looked_at = 0
    for code in ("851", "810"):
        rows = {row["indicator"]: row for row in csv.DictReader(io.StringIO(contents_of[f"{code}.csv"].decode()))}
        book = openpyxl.load_workbook(io.BytesIO(contents_of[f"{code}.xlsx"]))
        printed = {row[1]: row for row in book["Tal"].iter_rows(values_only=True)}
        report = json.loads(contents_of[f"{code}.json"])
        for figure in set(close.pattern.hidden.get(code, [])) & set(indicators.BY_KEY):
            looked_at += 1
            assert (rows[figure]["count"], rows[figure]["share"], rows[figure]["status"]) == ("", "", "suppressed")
            assert printed[str(indicators.BY_KEY[figure].label)][3] == "*"
            assert report["indicators"][figure]["count"] is None
            assert [p[figure]["count"] for p in report["series"] if p["month"] == "2018-04" and figure in p] in (
                [],
                [None],
            )
    assert looked_at > 3, "there is something to look for"


def test_the_files_of_a_quarter_are_there_and_tell_no_small_count(files):
    """Brønderslev's and Aalborg's one person in group 2 stands in no format; the country's number is a star too."""
    contents_of = files[1]
    assert {"group2.json", "group2.jsonstat", "group2.csv", "group2.xlsx", "group2.pdf"} <= set(contents_of)
    report = json.loads(contents_of["group2.json"])
    assert report["group_2"] is None and report["by_municipality"] == []
    rows = list(csv.DictReader(io.StringIO(contents_of["group2.csv"].decode())))
    assert rows and not {row["count"] for row in rows} & {"1", "2"}


def test_no_workbook_holds_more_than_one_sees(files):
    """No formula, hidden sheet, row or column, comment, chart or link to elsewhere that could hold a number."""
    _close, contents_of = files
    for name in [name for name in contents_of if name.endswith(".xlsx")]:
        with zipfile.ZipFile(io.BytesIO(contents_of[name])) as book:
            parts = {part: book.read(part).decode() for part in book.namelist()}
        assert not [part for part in parts if re.search("comment|external|chart|drawing|vba", part)], name
        assert not re.search(r"<f[ >]|<sheet [^>]*state=|hidden=\"1", "".join(parts.values())), name


def numbers_in(text: str) -> Counter:
    """Return every number in a text, percentages with their sign, and how often it stands there."""
    return Counter(re.findall(r"\d+(?:[.,]\d+)*(?: %)?", re.sub(r"\s+", " ", text)))


def printed(value) -> set[str]:
    """Return how the numbers of a report print, whatever figure they belong to; shares as percentages."""
    if isinstance(value, dict):
        share = {numbers.percent(value["count"], value["of"])} if value.get("share") is not None else set()
        share |= {numbers.percent_until_all(value["count"], value["of"])} if share else set()
        return share.union(*map(printed, value.values()))
    if isinstance(value, list):
        return set().union(*map(printed, value))
    return {numbers.whole(value)} if type(value) is int else set()


def all_hidden(value):
    """Return a report in which every figure is hidden: what is printed of it are the words around the numbers."""
    if isinstance(value, list):
        return [all_hidden(one) for one in value]
    if not isinstance(value, dict):
        return value
    if "count" in value:
        marks = {"suppressed": True} | ({"previous_suppressed": True} if "previous" in value else {})
        return dict.fromkeys(value) | marks
    return {key: one if key in ("disclosure", "definitions") else all_hidden(one) for key, one in value.items()}


def pages_of(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def test_every_number_in_a_pdf_is_a_published_one(files):
    """Beside the numbers of the words, a PDF prints none that is not shown in the same report as JSON."""
    _close, contents_of = files
    axes = {"2017", "2018", "17", "18"} | {f"{tick} %" for tick in range(0, 101, 10)}
    found = Counter()
    for place in ("851", "dk"):
        report = json.loads(contents_of[f"{place}.json"])
        words = pages_of(render(all_hidden(report), "monthly", "pdf"))
        of_figures = numbers_in(pages_of(contents_of[f"{place}.pdf"])) - numbers_in(words)
        with translation.override("da"):
            shown = printed({key: report[key] for key in ("indicators", "series")})
        assert set(of_figures) <= shown | axes, place
        found += of_figures
    assert len(set(found) - axes) > 3, "there is something to look for"
    assert "*" in pages_of(contents_of["851.pdf"])
