"""Reports as JSON, CSV and workbook: read back with other programs' eyes."""

import csv
import io
import json
import zipfile

import openpyxl
import pytest

from reporting.definitions import source_words
from reporting.documents import FORMATS, KINDS, UnknownDocumentError, render
from reporting.indicators import CATALOGUE
from tests.reporting import sample_reports as samples

REPORTS = {
    "monthly": samples.monthly,
    "status": samples.status,
    "group2": samples.group2,
    "offers": samples.offers,
    "instalments": samples.instalments,
    "evidence": samples.evidence,
}
pytestmark = pytest.mark.django_db


def rows(report, kind, language="da"):
    text = render(report, kind, "csv", language).decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def workbook(report, kind, language="da"):
    return openpyxl.load_workbook(io.BytesIO(render(report, kind, "xlsx", language)))


def cells(sheet):
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def line_of(sheet, label):
    return next(row for row in sheet.iter_rows() if label in [cell.value for cell in row])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("format", FORMATS)
def test_every_report_has_every_format_and_the_same_bytes_twice(kind, format):
    first, second = (render(REPORTS[kind](), kind, format) for _ in range(2))
    assert first and first == second


@pytest.mark.parametrize(("kind", "format"), [("yearly", "json"), ("monthly", "docx")])
def test_an_unknown_document_says_so(kind, format):
    with pytest.raises(UnknownDocumentError):
        render(samples.monthly(), kind, format)


class TestJson:
    def test_it_is_the_report_itself(self):
        report = samples.small()
        content = render(report, "monthly", "json")
        found = json.loads(content)
        assert found.pop("definitions")
        assert found == report
        assert list(json.loads(content)) == [*report, "definitions"]
        assert content.endswith(b"}\n")

    def test_danish_letters_stand_as_they_are(self):
        assert "Løn".encode() in render({"a": "Løn"}, "monthly", "json")


class TestMonthlyCsv:
    def test_one_row_a_figure_with_exact_numbers(self):
        report = samples.monthly()
        found = rows(report, "monthly")
        assert [row["indicator"] for row in found] == [indicator.key for indicator in CATALOGUE]
        visited = found[2]
        assert (visited["count"], visited["of"], visited["previous"]) == ("1186", "1187", "1128")
        assert float(visited["share"]) == 1186 / 1187
        assert (visited["status"], visited["previous_status"]) == ("shown", "shown")
        assert (visited["municipality"], visited["report_month"], visited["version"]) == ("851", "2019-07", "1")

    def test_each_figure_names_the_month_it_measures(self):
        months = {row["indicator"]: row["month"] for row in rows(samples.monthly(), "monthly")}
        assert (months["visited"], months["company_track"]) == ("2019-07", "2019-06")

    def test_hidden_is_empty_with_a_status(self):
        found = {row["indicator"]: row for row in rows(samples.small(), "monthly")}
        hidden = found["job_or_education"]
        assert (hidden["count"], hidden["share"], hidden["status"]) == ("", "", "suppressed")
        assert hidden["of"] == "10"

    def test_a_share_of_nobody_is_empty_with_a_status(self):
        visited = rows(samples.empty(), "monthly")[2]
        assert (visited["count"], visited["share"], visited["status"]) == ("0", "", "empty")
        assert (visited["previous"], visited["previous_status"]) == ("", "empty")

    def test_the_country_has_no_municipality(self):
        assert {row["municipality"] for row in rows(samples.monthly(26810, None), "monthly")} == {""}


class TestMonthlyWorkbook:
    def test_the_sheets_and_what_stands_on_each(self):
        book = workbook(samples.monthly(), "monthly")
        assert book.sheetnames == ["Tal", "Serie", "Definitioner"]
        for sheet in book:
            head = " ".join(str(value) for row in cells(sheet)[:8] for value in row if value)
            for fact in ("fsm1", "Aalborg", "851", "juli 2019", "5. august 2019"):
                assert fact in head, (sheet.title, fact)

    def test_numbers_are_numbers_and_shares_are_percents(self):
        line = line_of(workbook(samples.monthly(), "monthly")["Tal"], "Visiterede")
        assert [cell.value for cell in line[3:]] == [1186, 1187, pytest.approx(1186 / 1187), 1128]
        assert (line[3].number_format, line[5].number_format) == ("#,##0", "0.00%")
        track = line_of(workbook(samples.monthly(), "monthly")["Tal"], "I virksomhedsforløb mv.")
        assert track[5].number_format == "0%"

    def test_the_visited_share_does_not_show_100_percent_while_anybody_is_missing(self):
        report = samples.monthly()
        report["indicators"]["visited"] = samples.count(26809, 26810, previous=None)
        line = line_of(workbook(report, "monthly")["Tal"], "Visiterede")
        assert line[5].number_format == "0.00####%"

    def test_a_hidden_value_is_a_star_and_no_number(self):
        line = line_of(workbook(samples.small(), "monthly")["Tal"], "I job eller uddannelse")
        assert [cell.value for cell in line[3:6]] == ["*", 10, "*"]

    def test_the_note_on_discretion_stands_only_where_something_is_hidden(self):
        def text(report):
            return str(cells(workbook(report, "monthly")["Tal"]))

        assert "diskretionshensyn" in text(samples.small())
        assert "diskretionshensyn" not in text(samples.monthly())

    def test_the_series_has_every_month_with_the_month_it_measures(self):
        found = [
            row for row in cells(workbook(samples.monthly(), "monthly")["Serie"]) if row[2] == "I job eller uddannelse"
        ]
        assert len(found) == 12
        assert found[-1][:4] == ["2019-07", "2019-06", "I job eller uddannelse", 75]

    def test_every_figure_is_defined(self):
        found = cells(workbook(samples.monthly(), "monthly")["Definitioner"])
        by_key = {row[4]: row for row in found}
        for indicator in CATALOGUE:
            assert by_key[indicator.key][1] == str(indicator.note)
            assert by_key[indicator.key][5:8:2] == [source_words(indicator), indicator.since]
        assert by_key["company_track"][2:4] == ["gruppe 1", "juni 2019"]
        assert by_key["group_1"][2] == "de visiterede"

    def test_its_only_date_is_the_closing(self):
        created = workbook(samples.monthly(), "monthly").properties.created
        assert created.isoformat() == "2019-08-05T04:30:12"

    def test_a_preliminary_report_says_so(self):
        report = {**samples.monthly(), "preliminary": True, "version": None, "closed_at": None}
        text = str(cells(workbook(report, "monthly")["Tal"]))
        assert "foreløbig" in text and "ikke lukket" in text

    def test_english(self):
        assert workbook(samples.monthly(), "monthly", "en").sheetnames


class TestOtherReports:
    def test_a_unit_named_like_a_formula_stays_text(self):
        book = workbook(samples.status(), "status")
        found = [cell for row in book["Status"].iter_rows() for cell in row if cell.value == "=HYPERLINK(1)"]
        assert found and {cell.data_type for cell in found} == {"s"}
        content = zipfile.ZipFile(io.BytesIO(render(samples.status(), "status", "xlsx")))
        assert not any(b"<f>" in content.read(name) for name in content.namelist() if "sheet" in name)
        units = [row["row"] for row in rows(samples.status(), "status") if row["table"] == "active.by_unit"]
        assert units == ["'=HYPERLINK(1)", "Uddannelseshuset"]

    def test_the_status_keeps_every_count(self):
        found = {(r["table"], r["row"], r["column"]): r["count"] for r in rows(samples.status(), "status")}
        assert found["drawn", "total", ""] == "14"
        assert found["left.by_benefit", "doed", ""] == "1"
        assert found["active.by_group", "3", ""] == "0"
        assert found["active.by_unit_and_group", "Uddannelseshuset", "1"] == "4"
        assert found["active.offers_by_benefit", "kontanthjaelp", "none"] == "7"

    def test_a_unit_named_like_a_benefit_keeps_its_name(self):
        report = samples.status()
        report["active"]["by_unit"] = {"job": 10}
        labels = [row["row_label"] for row in rows(report, "status") if row["table"] == "active.by_unit"]
        assert labels == ["job"]

    def test_hidden_bands_of_group_2_are_stars_and_the_mark_is_no_band(self):
        report = samples.group2()
        found = {(r["municipality"], r["figure"], r["category"]): r for r in rows(report, "group2")}
        assert found["", "bands", "3-6"]["status"] == "suppressed"
        assert found["851", "bands", "12+"]["count"] == "13"
        assert not any(category == "suppressed" for _place, _figure, category in found)
        assert found["", "without_active_offer", ""]["status"] == "suppressed"
        line = line_of(workbook(report, "group2")["Kommuner"], "Aalborg")
        assert [cell.value for cell in line] == ["Aalborg", 31, 14, pytest.approx(14 / 31), 10, "*", 5, "*", 13]

    def test_group_2_without_municipalities(self):
        report = samples.group2() | {"by_municipality": []}
        assert workbook(report, "group2").sheetnames == ["Tal", "Kommuner", "Definitioner"]
        assert render(report, "group2", "pdf")

    def test_the_instalments(self):
        found = rows(samples.instalments(), "instalments")
        assert [row["met"] for row in found] == ["true", "false", "false"]
        assert found[1]["amount_dkk"] == "4699600"
        months = line_of(workbook(samples.instalments(), "instalments")["Måneder"], "maj 2018")
        assert [cell.value for cell in months[4:]] == [39, 100, pytest.approx(0.39), "nej"]

    def test_no_grant_at_all(self):
        assert rows([], "instalments") == []
        assert workbook([], "instalments").sheetnames == ["Rater", "Måneder", "Definitioner"]
