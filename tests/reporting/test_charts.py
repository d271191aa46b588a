"""The figures: what is drawn, what is not, and that they may stand on a strict page."""

import re
from fractions import Fraction
from xml.etree import ElementTree

import pytest
from django.utils import translation

from reporting.charts import share_chart, svg, visitation_chart
from reporting.charts.window import window
from reporting.indicators import BY_KEY
from tests.reporting import sample_reports as samples

SVG = "{http://www.w3.org/2000/svg}"


def company_track_chart(report, marks=(Fraction(2, 5),)):
    """Figure 2, with the line of an instalment's condition."""
    return share_chart(BY_KEY["company_track"], report, marks)


def job_chart(report):
    """Figure 3."""
    return share_chart(BY_KEY["job_or_education"], report)


CHARTS = [visitation_chart, company_track_chart, job_chart]


@pytest.fixture(autouse=True)
def danish():
    with translation.override("da"):
        yield


def texts(picture: str) -> list[str]:
    return [element.text or "" for element in ElementTree.fromstring(picture).iter(f"{SVG}text")]


def with_track(*figures):
    """A report whose series has these company track figures, the last in the report of July 2019."""
    report = samples.monthly(months=len(figures))
    for entry, figure in zip(report["series"], figures, strict=True):
        entry["company_track"] = figure
    return report


@pytest.mark.parametrize("chart", CHARTS)
def test_a_picture_may_stand_on_a_strict_page(chart):
    drawn = chart(samples.monthly())
    root = ElementTree.fromstring(drawn.svg)
    assert (root.get("role"), root.get("aria-label")) == ("img", drawn.description)
    allowed = {"svg", "g", "path", "line", "text", "rect"}
    for element in root.iter():
        assert element.tag.removeprefix(SVG) in allowed
        assert not {"id", "style", "class"} & set(element.attrib)
        assert element is root or not {"role", "aria-label"} & set(element.attrib)
    assert "url(" not in drawn.svg
    assert set(re.findall(r"https?://[^\"' ]+", drawn.svg)) == {"http://www.w3.org/2000/svg"}


@pytest.mark.parametrize("unsafe", ['<rect style="x"/>', "<style/>", "<script/>", '<g onclick="x"/>', '<a href="x"/>'])
def test_an_unsafe_picture_is_refused(unsafe):
    root = ElementTree.fromstring(f'<svg xmlns="http://www.w3.org/2000/svg">{unsafe}</svg>')
    with pytest.raises(svg.UnsafePictureError):
        svg._clean(root)


def test_ids_do_not_reach_the_page():
    root = ElementTree.fromstring('<svg xmlns="http://www.w3.org/2000/svg"><g id="clip0"/></svg>')
    svg._clean(root)
    assert b"clip0" not in ElementTree.tostring(root)


def test_the_font_is_the_design_systems_own():
    assert 'font-family="IBM Plex Sans' in visitation_chart(samples.monthly()).svg


def test_figure_1_prints_each_month_over_the_number_visited():
    found = texts(visitation_chart(samples.monthly()).svg)
    assert " ".join(found).count("(535)") == 1
    first = found.index("August")
    assert found[first : first + 3] == ["August", "2018", "(535)"]
    assert "(1.186)" in found
    assert {"Gruppe 1", "Gruppe 2", "Gruppe 3", "Udskudt"} <= set(found)


def test_figure_1_leaves_a_gap_where_a_group_is_hidden():
    report = samples.monthly(100, months=1)
    entry = report["series"][0]
    entry["group_3"], entry["group_deferred"] = samples.hidden(99), samples.hidden(99)
    chart = visitation_chart(report)
    assert texts(chart.svg).count("*") == 1
    assert "Gruppe 3 *, Udskudt *" in chart.description
    assert dict(chart.table.rows)["Gruppe 3"] == ("*",)


def test_figure_2_labels_every_point_and_the_40_percent_line():
    chart = company_track_chart(with_track(samples.count(37, 100), samples.count(401, 1000)))
    found = texts(chart.svg)
    assert {"37 %", "40 %", "Krav: 40 %"} <= set(found)
    assert "stroke-dasharray" in chart.svg
    assert "Fra 37 % i maj 2019 til 40 % i juni 2019" in chart.description


def test_figure_3_has_no_such_line():
    chart = job_chart(samples.monthly())
    assert "stroke-dasharray" not in chart.svg
    assert not any("Krav" in text for text in texts(chart.svg))


def test_figures_2_and_3_name_the_month_they_measure_not_the_reports():
    report = samples.monthly()
    for chart in (company_track_chart(report), job_chart(report)):
        found = [text for text in texts(chart.svg) if text.isalpha() or text == "Juli"]
        assert found[0] == "Juli" and "Juni" in found
        assert chart.table.months[0] == "jul 18" and chart.table.months[-1] == "jun 19"


def test_a_hidden_point_is_a_gap_with_a_star_and_its_value_nowhere():
    shown = samples.count(31, 97)
    chart = company_track_chart(with_track(shown, samples.hidden(97), shown, shown))
    plain = company_track_chart(with_track(shown, shown, shown, shown))
    assert texts(chart.svg).count("*") == 1
    assert dict(chart.table.rows)["Andel"] == ("32 %", "*", "32 %", "32 %")
    line = re.search(r'd="(M[^"]*)"[^>]*stroke="#0059b3"', chart.svg).group(1)
    assert line.count("M") == 2, "the line breaks at the hidden month"
    whole = re.search(r'd="(M[^"]*)"[^>]*stroke="#0059b3"', plain.svg).group(1)
    assert whole.count("M") == 1


def test_a_share_of_nobody_is_a_dash_not_zero():
    chart = company_track_chart(with_track(samples.count(0, 0), samples.count(0, 5)))
    assert dict(chart.table.rows)["Andel"] == ("–", "0 %")
    assert texts(chart.svg).count("–") == 1


@pytest.mark.parametrize("chart", CHARTS)
def test_a_single_month_draws(chart):
    assert chart(samples.monthly(200, months=1)).svg


@pytest.mark.parametrize("chart", CHARTS)
@pytest.mark.parametrize("report", [samples.empty(), {**samples.empty(), "series": []}])
def test_nothing_to_draw_is_a_sentence(chart, report):
    drawn = chart(report)
    assert drawn.svg is None and drawn.table is None
    assert drawn.description.startswith("Der er ingen figur")


def test_a_series_where_everything_is_hidden_is_a_sentence():
    drawn = company_track_chart(with_track(samples.hidden(9), samples.hidden(9)))
    assert drawn.svg is None


def test_a_month_never_closed_keeps_its_place():
    report = samples.monthly(months=4)
    del report["series"][1]
    points = window(report["series"])
    assert [str(point.month) for point in points] == ["2019-04", "2019-05", "2019-06", "2019-07"]
    assert points[1].entry is None
    assert dict(visitation_chart(report).table.rows)["Visiterede"][1] == "–"
    assert "–" in texts(company_track_chart(report).svg)


def test_twelve_calendar_months_at_most():
    report = samples.monthly(months=14)
    assert len(window(report["series"])) == 12


def test_full_shares_stay_inside_the_picture():
    chart = company_track_chart(with_track(samples.count(9, 9), samples.count(9, 9)))
    assert "100 %" in texts(chart.svg)


def test_the_same_numbers_give_the_same_picture():
    assert visitation_chart(samples.monthly()).svg == visitation_chart(samples.monthly()).svg


def test_english():
    with translation.override("en"):
        assert "(1,186)" in texts(visitation_chart(samples.monthly()).svg)
