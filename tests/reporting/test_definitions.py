"""Every number says what it means: its own page, linked from its label, and the same words in every file."""

import json
import re

import pytest
from django.utils import translation

from reporting.definitions import SOURCES, all_definitions, definition_of, definitions_of
from reporting.documents import render
from reporting.documents.pdf import monthly_html, tables_html
from reporting.indicators import BY_KEY, CATALOGUE
from reporting.models import MemberMonth
from reporting.table_definitions import TABLES
from tests.reporting import sample_reports as samples

AALBORG = "/kommune/851/2018-03/"


@pytest.fixture(autouse=True)
def danish():
    with translation.override("da"):
        yield


def text(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


@pytest.mark.parametrize("indicator", CATALOGUE, ids=lambda i: i.key)
def test_every_figure_is_defined_in_full(indicator):
    meaning = definition_of(indicator.key)
    assert all((meaning.counts, meaning.month, meaning.source, meaning.since, meaning.tables))
    assert bool(meaning.of) == (indicator.of is not None)
    assert indicator.reads <= set(SOURCES), "a column without the registrations it comes from"
    assert indicator.choices or indicator.key == "drawn"


def test_every_column_that_is_counted_has_its_source():
    facts = {"member", "municipality", "unit", "close", "lag", "benefit", "id"}
    assert {field.name for field in MemberMonth._meta.fields} - facts == set(SOURCES)


def test_the_sources_are_those_the_filter_reads():
    assert "tilbud" in definition_of("company_track").source
    assert "ydelsesskift, visitationer, personlige jobformidlere." in definition_of("facilitator").source
    assert "tilbud" not in definition_of("facilitator").source
    assert "udtrukket" in definition_of("drawn").source


def test_what_decides_a_figure_is_what_tells_it_from_the_rest():
    assert BY_KEY["facilitator"].decides == {"facilitator"}
    assert BY_KEY["visited"].decides == {"group"} and BY_KEY["group_2"].decides == {"group"}
    assert BY_KEY["gross_target_group"].decides == {"in_programme"}
    assert BY_KEY["drawn"].decides == set()
    assert {"fleksjob", "loentilskud"} < BY_KEY["company_track"].decides


def test_every_figure_stands_in_one_table_of_the_catalogue():
    standing = [figure.key for _table, figures in all_definitions() for figure in figures]
    assert sorted(standing) == sorted(BY_KEY)
    assert not set(TABLES) & set(BY_KEY), "one address for two meanings"


@pytest.mark.django_db
@pytest.mark.parametrize("key", [*BY_KEY, *TABLES])
def test_each_has_a_page_of_its_own(client, star, key):
    client.force_login(star)
    page = client.get(f"/definitioner/{key}/")
    meaning = page.context["definition"]
    assert page.status_code == 200 and meaning.key == key
    said = text(page)
    for sentence in (meaning.counts, meaning.source, *meaning.choices):
        assert sentence in said
    assert f'href="/definitioner/{key}/"' in text(client.get("/definitioner/"))


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["nej", "company-track", "x" * 300])
def test_a_name_that_is_none_is_not_found(client, star, key):
    client.force_login(star)
    assert client.get(f"/definitioner/{key}/").status_code == 404


def test_every_label_on_the_pages_leads_to_its_definition(client, closed_months, manager, star):
    client.force_login(manager)
    page = text(client.get(AALBORG))
    for key in (*(i.key for i in CATALOGUE if i.key != "drawn"), "rater", "lokal-status", "startafklaring"):
        assert f'href="/definitioner/{key}/"' in page, key
    client.force_login(star)
    page = text(client.get("/star/2018-03/"))
    for key in ("visited", "group_1", "facilitator", "company_track", "job_or_education"):
        assert f'href="/definitioner/{key}/"' in page, key


class TestFiles:
    def test_json_says_what_each_figure_means(self):
        found = json.loads(render(samples.monthly(), "monthly", "json"))
        assert set(found["definitions"]) == {
            meaning.key for meaning in definitions_of("monthly", samples.monthly()["indicators"])
        }
        assert set(found["definitions"]) > set(found["indicators"])
        track = found["definitions"]["company_track"]
        assert track["of"] == "gruppe 1" and track["month"] == "Måneden før rapportens" and track["choices"]
        english = json.loads(render(samples.monthly(), "monthly", "json", "en"))
        assert english["indicators"] == found["indicators"]

    @pytest.mark.django_db
    def test_each_report_of_a_list_says_where_its_definitions_stand(self, client, star):
        (told,) = json.loads(render([samples.monthly()], "monthly", "json"))
        client.force_login(star)
        meanings = client.get(told["definitions"]).json()["definitions"]
        assert set(told["indicators"]) < set(meanings) == {*BY_KEY, *TABLES}
        assert meanings["company_track"]["of"] == "gruppe 1"
        assert {**told, "definitions": 0} == {**samples.monthly(), "definitions": 0}, "it is the report otherwise"

    @pytest.mark.django_db
    @pytest.mark.parametrize("kind", ["status", "group2", "offers"])
    def test_other_reports_print_and_carry_theirs(self, kind):
        report = getattr(samples, kind)()
        (meaning,) = definitions_of(kind)
        html = re.sub(r"\s+", " ", tables_html(report, kind))
        assert all(sentence in html for sentence in (meaning.counts, meaning.source, *meaning.choices))
        assert json.loads(render(report, kind, "json"))["definitions"][meaning.key]["counts"] == meaning.counts

    @pytest.mark.django_db
    def test_the_printed_month_tells_the_choices(self):
        html = re.sub(r"\s+", " ", monthly_html(samples.monthly()))
        assert "Siden programversion 0.1.0." in html
        for indicator in CATALOGUE:
            assert str(indicator.note) in html
            assert all(str(choice) in html for choice in indicator.choices)
