"""The PDF: what it says, that it is tagged, fetches nothing, logs nothing, and is the same every time."""

import hashlib
import io
import json
import logging
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pypdf
import pytest
from django.utils import translation

from cases.models import Grant
from flereskalmed.pdf import LocalFetcher
from reporting.documents import render
from reporting.documents.pdf import monthly_html
from tests.reporting import sample_reports as samples

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.django_db


_PRINTED: dict[str, bytes] = {}


def reader(report, language="da"):
    """Print a monthly report once, however many tests read it."""
    key = f"{language} {json.dumps(report)}"
    if key not in _PRINTED:
        _PRINTED[key] = render(report, "monthly", "pdf", language)
    return pypdf.PdfReader(io.BytesIO(_PRINTED[key]))


def text_of(pdf):
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pdf.pages))


def tags(node, found=None):
    """Return every structure element below a node."""
    found = [] if found is None else found
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, pypdf.generic.ArrayObject):
        for part in node:
            tags(part, found)
    elif isinstance(node, pypdf.generic.DictionaryObject):
        if "/S" in node:
            found.append(node)
        if "/K" in node:
            tags(node["/K"], found)
    return found


@pytest.fixture
def html():
    def make(report, language="da"):
        with translation.override(language):
            return monthly_html(report)

    return make


class TestWords:
    def test_the_head_and_the_three_blocks(self):
        text = text_of(reader(samples.monthly()))
        for words in (
            "Flere skal med · månedsrapport", "Aalborg", "Juli 2019", "Version 1, lukket 5. august 2019",
            "1. Startafklaring juli 2019", "2. Virksomhedsforløb mv. juni 2019", "3. Job og uddannelse juni 2019",
            "99,92 % af målgruppen er visiteret: 1.186 af 1.187 borgere.",
            "Kilde: kommunens registreringer i Flere skal med", "kan ikke sammenlignes med kommunens lokale status",
            "side 1 af 3", "side 3 af 3",
        ):  # fmt: skip
            assert words in text, words

    def test_the_country(self):
        text = text_of(reader(samples.monthly(26810, None)))
        assert "Hele landet" in text and "Kilde: kommunernes registreringer" in text
        assert "99,99 % af målgruppen" in text and "100,00 %" not in text

    @pytest.mark.parametrize(
        "report", [samples.monthly(), samples.small(), samples.monthly(26810, None), samples.empty()]
    )
    def test_two_to_four_pages(self, report):
        assert 2 <= len(reader(report).pages) <= 4

    def test_each_block_has_its_notes_and_last_months_number(self, html):
        page = html(samples.monthly())
        assert page.count('class="notes') == page.count('class="source"') == 3
        assert "Oplysninger om ordinære timer kommer en måned senere" in page
        assert page.count("Måneden før") == 2, "block 3 has no such number"
        assert ">1.128<" in page

    def test_discretion_is_named_where_something_is_hidden(self, html):
        assert "diskretionshensyn" in html(samples.small())
        assert "diskretionshensyn" not in html(samples.monthly())

    def test_a_hidden_number_stands_nowhere(self):
        report = samples.monthly(100)
        report["indicators"]["fleksjob"] = samples.hidden(49)
        text = text_of(reader(report))
        assert re.search(r"Fleksjob i måneden \* \* gruppe 1", text)

    def test_a_hidden_share_is_said_in_words(self, html):
        report = samples.monthly(100)
        report["indicators"]["company_track"] = samples.hidden(49, previous=None, previous_suppressed=True)
        page = html(report)
        assert "Andelen af gruppe 1 i virksomhedsforløb mv. vises ikke af diskretionshensyn." in page

    def test_the_condition_of_an_instalment_stands_only_where_there_is_one(self, html):
        Grant.objects.create(programme_id="fsm1", municipality_id="851", amount_dkk=1000, approved_on="2017-06-30")
        said = "Krav til rate 3: Mindst 40 % af gruppe 1 er i virksomhedsforløb mv. i 3 måneder i træk."
        assert said in html(samples.monthly()) and said in html(samples.monthly(26810, None))
        assert "Krav" not in html(samples.monthly(100, "825"))

    def test_nobody_in_the_programme(self, html):
        page = html(samples.empty())
        assert "Der er ingen borgere i målgruppen." in page and page.count("Der er ingen figur") == 3
        assert "<img" not in page and "chart-table" not in page

    def test_preliminary(self, html):
        report = {**samples.monthly(), "preliminary": True, "version": None, "closed_at": None}
        assert "Foreløbige tal" in html(report) and "dcterms" not in html(report)
        assert len(reader(report).pages) == 3

    def test_english_has_english_numbers(self):
        text = text_of(reader(samples.monthly(), "en"))
        assert "1,186" in text and "99.92 %" in text and "1.186" not in text

    def test_every_header_cell_has_a_scope_and_every_picture_a_text(self, html):
        missing = []

        class Check(HTMLParser):
            def handle_starttag(self, tag, attrs):
                attributes = dict(attrs)
                if (tag == "th" and "scope" not in attributes) or (tag == "img" and not attributes.get("alt")):
                    missing.append((tag, attributes))
                assert "style" not in attributes

        Check().feed(html(samples.monthly()))
        assert missing == []


class TestTags:
    def test_it_is_marked_named_and_in_a_language(self):
        pdf = reader(samples.monthly())
        root = pdf.trailer["/Root"]
        assert root["/MarkInfo"]["/Marked"] and root["/Lang"] == "da"
        assert root["/ViewerPreferences"]["/DisplayDocTitle"]
        assert pdf.metadata.title == "Flere skal med: månedsrapport for Aalborg, juli 2019"
        assert 'pdfuaid:part="1"' in root["/Metadata"].get_object().get_data().decode()
        assert reader(samples.monthly(), "en").trailer["/Root"]["/Lang"] == "en"

    def test_headings_tables_and_figures_are_tagged(self):
        pdf = reader(samples.monthly())
        found = tags(pdf.trailer["/Root"]["/StructTreeRoot"]["/K"])
        kinds = [str(node["/S"]) for node in found]
        assert kinds.count("/H1") == 1 and kinds.count("/H2") == 4 and kinds.count("/Table") == 6
        figures = [node for node in found if node["/S"] == "/Figure"]
        assert len(figures) == 3
        assert "1.186 visiterede" in figures[0]["/Alt"]

    def test_every_number_is_tied_to_the_headers_of_its_row_and_column(self):
        found = tags(reader(samples.monthly()).trailer["/Root"]["/StructTreeRoot"]["/K"])
        headers = {node["/ID"] for node in found if node["/S"] == "/TH"}
        cells = [node["/A"]["/Headers"] for node in found if node["/S"] == "/TD"]
        assert len(cells) > 150
        assert all(len(cell) == 2 and set(cell) <= headers for cell in cells)

    def test_only_embedded_fonts_of_the_design_system(self):
        names = set()
        for page in reader(samples.small()).pages:
            for font in page["/Resources"]["/Font"].values():
                for descendant in font.get_object()["/DescendantFonts"]:
                    descriptor = descendant.get_object()["/FontDescriptor"]
                    assert {"/FontFile2", "/FontFile3", "/FontFile"} & set(descriptor)
                    names.add(str(descendant.get_object()["/BaseFont"]))
        assert names and all("IBM-Plex-Sans" in name for name in names), names


class TestPrinting:
    @pytest.mark.parametrize("kind", ["monthly", "status", "group2", "instalments"])
    def test_it_logs_nothing(self, kind, caplog):
        report = {
            "monthly": samples.small, "status": samples.status, "group2": samples.group2,
            "instalments": samples.instalments,
        }[kind]()  # fmt: skip
        with caplog.at_level(logging.WARNING):
            for name in ("weasyprint", "fontTools"):
                logging.getLogger(name).propagate = True
            render(report, kind, "pdf")
        assert [record.getMessage() for record in caplog.records] == []

    @pytest.mark.parametrize("url", ["https://example.org/a.css", "http://localhost/", "file:///etc/hostname"])
    def test_it_fetches_nothing_from_elsewhere(self, url):
        with pytest.raises((ValueError, OSError)):
            LocalFetcher().fetch(url)

    def test_a_font_name_can_not_leave_its_folder(self):
        with pytest.raises(OSError):
            LocalFetcher().fetch("fonts:../../../../../package.json")

    def test_another_version_is_another_document(self):
        first, second = reader(samples.monthly()), reader({**samples.monthly(), "version": 2})
        assert first.trailer["/ID"] != second.trailer["/ID"]

    def test_the_same_bytes_in_another_process(self):
        program = (
            "import django, hashlib; django.setup()\n"
            "from cases import models, reference\n"
            "from reporting.documents import blocks, render, words\n"
            "from tests.reporting import sample_reports as samples\n"
            "words.places = lambda codes: {code: 'Aalborg' for code in codes}\n"
            "words.programme_name = lambda code: 'Flere skal med'\n"
            "blocks.the_programme = lambda code: models.Programme(**reference.programmes()[0])\n"
            "blocks.marks_of = lambda programme, place: {}\n"
            "for format in ('pdf', 'xlsx', 'csv', 'json'):\n"
            "    print(hashlib.sha256(render(samples.monthly(), 'monthly', format)).hexdigest())\n"
        )
        environment = os.environ | {"PYTHONHASHSEED": "1", "DJANGO_SETTINGS_MODULE": "tests.settings"}
        there = subprocess.run(
            [sys.executable, "-c", program], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
        )
        here = [render(samples.monthly(), "monthly", form) for form in ("pdf", "xlsx", "csv", "json")]
        assert there.stdout.split() == [hashlib.sha256(content).hexdigest() for content in here]
