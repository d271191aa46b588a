"""The API: described by its OpenAPI document, published figures only, kept by ETag, closed unless it is opened."""

import csv
import io
import json
from math import prod

import jsonschema
import pytest
from django.conf import settings as django_settings
from openapi_spec_validator import OpenAPIV31SpecValidator

from reporting.api.openapi import document
from reporting.closing import close_month
from reporting.documents.jsonstat import MEASURES
from reporting.indicators import CATALOGUE
from reporting.models import PublishedFile, ReportFile
from reporting.release import make_file, plan_files

from .conftest import MARCH
from .publishing import approved, published

RELEASES = "/api/v1/releases"
MARCH_1 = f"{RELEASES}/fsm1/2018-03/1"


@pytest.fixture
def api(as_user, star, published_months):
    """A client that may read, with two months published."""
    return as_user(star)


@pytest.fixture
def with_pdfs(published_months, monkeypatch):
    monkeypatch.setattr("reporting.release.render", lambda report, kind, form: b"%PDF-1.7 test")
    for number in plan_files(published_months[-1]):
        make_file(number)


def schema_of(path: str, content_type: str = "application/json") -> dict:
    """Return the schema that the document gives for a path, with what it refers to."""
    described = document()
    schema = described["paths"][path]["get"]["responses"]["200"]["content"][content_type]["schema"]
    return {**schema, "components": described["components"]}


class TestDescription:
    def test_it_is_openapi_3_1(self):
        assert OpenAPIV31SpecValidator(document()).is_valid()

    def test_every_path_is_walked_and_answers_as_described(self, api, with_pdfs):
        described = api.get("/api/v1/openapi.json").json()
        values = {"programme": "fsm1", "month": "2018-03", "version": "1", "report": "monthly", "place": "851"}
        for path, item in described["paths"].items():
            forms = ["json", "jsonstat", "csv", "xlsx", "pdf"] if "{format}" in path else [""]
            for form in forms:
                response = api.get(path.format(**values, format=form))
                assert response.status_code == 200, path
                kind = response["Content-Type"].partition(";")[0]
                content = item["get"]["responses"]["200"]["content"]
                assert kind in content, (path, kind)
                if kind == "application/json":
                    jsonschema.validate(response.json(), schema_of(path), jsonschema.Draft202012Validator)

    def test_the_reports_of_a_quarter_answer_as_described(self, api):
        address = RELEASES + "/{programme}/{month}/{version}/{report}/{place}.{format}"
        parts = schema_of(address)["components"]
        for kind, name in (("group2", "Group2Report"), ("offers", "OffersReport")):
            schema = {**parts["schemas"][name], "components": parts}
            report = api.get(f"{MARCH_1}/{kind}/dk.json").json()
            jsonschema.validate(report, schema, jsonschema.Draft202012Validator)
            assert report["version"] == 1 and report["disclosure"]["passed"] and report["definitions"]
            cube = api.get(f"{MARCH_1}/{kind}/dk.jsonstat").json()
            assert len(cube["value"]) == prod(cube["size"]) and cube["updated"] == report["closed_at"]
        assert api.get(f"{RELEASES}/fsm1/2018-02/1/group2/dk.json").status_code == 404, "no quarter ends"

    def test_a_list_leads_to_the_definitions_of_its_release(self, api):
        reports = api.get(f"{MARCH_1}/monthly/alle.json").json()
        (address,) = {report["definitions"] for report in reports}
        assert address == f"{MARCH_1}/definitions/alle.json"
        assert set(reports[0]["indicators"]) < set(api.get(address).json()["definitions"])

    def test_every_address_of_the_api_is_described(self):
        from reporting.urls import urlpatterns

        named = {p.name for p in urlpatterns if (p.name or "").startswith("api_")}
        assert len(named) == len(document()["paths"])

    def test_the_schema_can_fail(self, api):
        report = api.get(f"{MARCH_1}/monthly/851.json").json()
        report["indicators"]["visited"]["count"] = "*"
        with pytest.raises(jsonschema.ValidationError):
            path = RELEASES + "/{programme}/{month}/{version}/{report}/{place}.{format}"
            jsonschema.validate(report, schema_of(path), jsonschema.Draft202012Validator)

    def test_all_addresses_a_release_names_answer(self, api, with_pdfs):
        release = api.get(api.get(RELEASES).json()["releases"][0]["url"]).json()
        files = [address for report in release["reports"] for address in report["files"].values()]
        assert len(files) == 3 * 5 + 3 + 2 * 5 + 1, "country, two places, all in one; the quarter's; definitions"
        for address in files:
            assert api.get(address).status_code == 200


class TestWhatIsPublished:
    def test_the_release_says_what_was_hidden_and_that_the_audit_passed(self, api):
        note = api.get(MARCH_1).json()["disclosure"]
        assert note["hidden_cells"] > 0 and note["passed"] is True

    def test_nobody_is_named(self, api, published_months):
        assert "udgiver" not in api.get(MARCH_1).content.decode().casefold()

    def test_small_counts_are_null_with_a_mark(self, api):
        group_2 = api.get(f"{MARCH_1}/monthly/851.json").json()["indicators"]["group_2"]
        assert group_2["count"] is None and group_2["suppressed"] is True

    def test_ones_own_municipality_is_published_here_too(self, as_user, manager, published_months):
        report = as_user(manager).get(f"{MARCH_1}/monthly/851.json").json()
        assert report["audience"] == "published" and report["indicators"]["group_2"]["count"] is None

    def test_a_correction_and_what_it_replaces_point_at_each_other(self, api):
        published(close_month(MARCH, reason="Sen visitation"), what_changed="Visiterede i Aalborg.")
        first, second = api.get(MARCH_1).json(), api.get(f"{RELEASES}/fsm1/2018-03/2").json()
        assert (first["corrected_by"], second["corrects"]) == (2, 1)
        assert (second["what_changed"], second["reason"]) == ("Visiterede i Aalborg.", "Sen visitation")
        assert api.get(f"{MARCH_1}/monthly/851.json").status_code == 200, "the first stays"

    def test_what_is_not_published_is_not_there(self, api):
        second = close_month(MARCH, reason="Sen visitation")
        approved(second, what_changed="Visiterede.")
        address = f"{RELEASES}/fsm1/2018-03/2"
        assert api.get(address).status_code == api.get(f"{address}/monthly/dk.json").status_code == 404
        assert [r["version"] for r in api.get(RELEASES).json()["releases"]] == [1, 1]

    def test_an_address_that_is_none_is_a_problem_in_words(self, api):
        for address in (
            f"{MARCH_1}/monthly/999.json",
            f"{MARCH_1}/monthly/101.json",
            f"{MARCH_1}/monthly/dk.exe",
            f"{MARCH_1}/status/dk.json",
            f"{MARCH_1}/monthly/alle.xlsx",
            f"{MARCH_1}/monthly/dk.pdf",
            f"{RELEASES}/fsm1/2018-13/1",
            f"{RELEASES}/fsm9/2018-03/1",
            f"{RELEASES}/fsm1/2018-03/9",
        ):
            response = api.get(address)
            assert response.status_code == 404, address
            assert response["Content-Type"] == "application/problem+json" and response.json()["detail"]


class TestWhoMayRead:
    def test_nobody_without_a_login(self, client, published_months):
        for address in (RELEASES, MARCH_1, f"{MARCH_1}/monthly/dk.csv", "/api/v1/openapi.json"):
            response = client.get(address)
            assert response.status_code == 401 and "udgivne tal" in response.json()["detail"]

    def test_all_where_the_setting_opens_it(self, client, published_months, settings):
        settings.OPEN_FIGURES = True
        response = client.get(f"{MARCH_1}/monthly/dk.json")
        assert response.status_code == 200
        assert response["Cache-Control"] == "public, max-age=31536000, immutable"
        assert response["Access-Control-Allow-Origin"] == "*"
        assert "Cookie" not in response.get("Vary", ""), "one copy serves everybody"
        assert "security" not in client.get("/api/v1/openapi.json").json()
        assert OpenAPIV31SpecValidator(document()).is_valid()

    def test_it_is_closed_by_default(self):
        assert django_settings.OPEN_FIGURES is False

    def test_administrators_see_no_figures(self, as_user, administrator, published_months):
        assert as_user(administrator).get(RELEASES).status_code == 403

    def test_it_only_reads(self, api):
        assert api.post(RELEASES).status_code == 405


class TestKept:
    def test_who_has_it_already_gets_304(self, api):
        for address in (RELEASES, MARCH_1, f"{MARCH_1}/monthly/dk.xlsx", "/api/v1/openapi.json"):
            first = api.get(address)
            again = api.get(address, headers={"If-None-Match": first["ETag"]})
            assert (again.status_code, again.content) == (304, b""), address
            assert api.get(address, headers={"If-None-Match": '"other"'}).status_code == 200
            assert first["Cache-Control"] == "private, no-cache"

    def test_the_etag_is_the_sum_of_the_bytes(self, api):
        stored = PublishedFile.objects.get(release__close__month="2018-03-01", place="851", format="csv")
        assert api.get(f"{MARCH_1}/monthly/851.csv")["ETag"] == f'"{stored.sha256}"'

    def test_a_pdf_has_that_of_the_stored_one(self, api, with_pdfs):
        pdf = ReportFile.objects.get(close__month="2018-03-01", municipality="851")
        assert api.get(f"{MARCH_1}/monthly/851.pdf")["ETag"] == f'"{pdf.sha256}"'


class TestJsonStat:
    @pytest.fixture
    def cube(self, api):
        return api.get(f"{MARCH_1}/monthly/alle.jsonstat").json()

    def test_the_cube_has_as_many_values_as_its_sizes_say(self, cube):
        assert len(cube["value"]) == prod(cube["size"])
        assert cube["size"] == [99, 1, len(CATALOGUE), len(MEASURES)]
        for name, size in zip(cube["id"], cube["size"], strict=True):
            category = cube["dimension"][name]["category"]
            assert len(category["index"]) == size and set(category["index"]) == set(category["label"])

    def test_a_value_lies_where_the_dimensions_say(self, cube, api):
        report = api.get(f"{MARCH_1}/monthly/851.json").json()
        places = cube["dimension"]["place"]["category"]["index"]
        for number, indicator in enumerate(CATALOGUE):
            at = (places.index("851") * len(CATALOGUE) + number) * len(MEASURES)
            figure = report["indicators"][indicator.key]
            assert cube["value"][at : at + 4] == [figure.get(measure) for measure in MEASURES]
            assert (cube["status"].get(str(at)) == "c") == bool(figure.get("suppressed"))

    def test_every_null_has_its_status_and_nothing_else_has(self, cube):
        empty = {str(number) for number, value in enumerate(cube["value"]) if value is None}
        assert set(cube["status"]) == empty and "c" in cube["status"].values()
        assert set(cube["extension"]["status"]["label"]) == {"c", ":"}


def test_all_in_one_csv_and_json_hold_every_place(api):
    rows = list(csv.DictReader(io.StringIO(api.get(f"{MARCH_1}/monthly/alle.csv").content.decode())))
    reports = json.loads(api.get(f"{MARCH_1}/monthly/alle.json").content)
    assert len(reports) == 99 and reports[0]["municipality"] is None
    assert len(rows) == 99 * len(CATALOGUE)
    assert {row["release_hidden_cells"] for row in rows} == {str(reports[0]["disclosure"]["hidden_cells"])}
