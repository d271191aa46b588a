"""The contract's report commands: what they print, and how they refuse."""

import csv
import io
import json
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError
from psycopg2.errors import UndefinedTable

from reporting.models import MonthClose


@pytest.fixture
def run(capfdbinary):
    """Run a command and return what it printed on standard output."""

    def run(*args: str) -> bytes:
        capfdbinary.readouterr()
        call_command(*args)
        sys.stdout.flush()
        return capfdbinary.readouterr().out

    return run


@pytest.mark.usefixtures("closed_months")
class TestReports:
    def test_json_is_utf8_json_and_nothing_else(self, run):
        report = json.loads(run("monthly_report", "2018-03", "--municipality", "851").decode())
        assert report["indicators"]["visited"] == {"count": 5, "of": 6, "share": 5 / 6, "previous": 5}
        assert (report["lagged_month"], report["version"], report["municipality"]) == ("2018-02", 1, "851")

    def test_all_is_a_list_with_the_country_first(self, run):
        reports = json.loads(run("monthly_report", "2018-03", "--all"))
        assert reports[0]["municipality"] is None and len(reports) == 99
        parts = [r["indicators"]["visited"]["count"] for r in reports[1:]]
        assert reports[0]["indicators"]["visited"]["count"] == sum(parts) == 6

    def test_published_hides(self, run):
        report = json.loads(run("monthly_report", "2018-03", "--municipality", "851", "--audience", "published"))
        hidden = report["indicators"]["group_2"]
        assert (hidden["count"], hidden["share"], hidden["suppressed"]) == (None, None, True)

    def test_version_is_the_reports_and_not_the_programs(self, run):
        call_command("close_month", "2018-03", "--reason", "Rettet")
        assert json.loads(run("monthly_report", "2018-03", "--version", "1"))["version"] == 1
        assert json.loads(run("monthly_report", "2018-03"))["version"] == 2

    def test_every_report_in_every_format(self, run, tmp_path):
        for args in (
            ("monthly_report", "2018-03"),
            ("status_report", "2018-03-02", "--municipality", "851"),
            ("group2_report", "2018-03"),
            ("instalments",),
        ):
            assert json.loads(run(*args, "--format", "json"))
            assert list(csv.reader(io.StringIO(run(*args, "--format", "csv").decode("utf-8-sig"))))
            file = tmp_path / "report.xlsx"
            assert run(*args, "--format", "xlsx", "--output", str(file)) == b""
            assert file.read_bytes().startswith(b"PK")

    @pytest.mark.parametrize(
        "args",
        [
            ("monthly_report", "2018-05"),
            ("monthly_report", "2018-03", "--municipality", "999"),
            ("monthly_report", "2018-03", "--programme", "fsm9"),
            ("monthly_report", "2018-03", "--version", "7"),
            ("monthly_report", "2018-13"),
            ("monthly_report", "2018-03", "--all", "--format", "pdf"),
            ("monthly_report", "2018-03", "--output", "/no/such/folder/report.json"),
            ("status_report", "2018-03-02"),
            ("status_report", "2018-02-30", "--municipality", "851"),
            ("status_report", "2018-03-02", "--municipality", "85"),
            ("group2_report", "2018-03", "--municipality", "999"),
            ("instalments", "--municipality", "999"),
            ("close_month", "2018-03"),
            ("close_month", "2030-01"),
            ("close_month",),
            ("close_month", "2018-04", "--from", "2018-05", "--to", "2018-06"),
            ("close_month", "--from", "2018-06", "--to", "2018-05"),
            ("close_month", "--from", "2018-06"),
            ("render_month", "2018-05"),
        ],
    )
    def test_a_refusal_says_why_and_stores_nothing(self, args, capsys):
        with pytest.raises(CommandError) as refused:
            call_command(*args)
        assert len(str(refused.value)) > 10
        assert MonthClose.objects.count() == 2 and capsys.readouterr().out == ""


@pytest.mark.django_db
def test_a_span_is_closed_in_order(run):
    out = run("close_month", "--from", "2017-11", "--to", "2018-01").decode().splitlines()
    assert out == ["2017-11 version 1", "2017-12 version 1", "2018-01 version 1"]


@pytest.mark.django_db
def test_a_database_without_tables_is_told_to_be_migrated(monkeypatch):
    def missing(*args, **options):
        raise ProgrammingError("relation does not exist") from UndefinedTable()

    monkeypatch.setattr("reporting.management.commands.instalments.instalments", missing)
    with pytest.raises(CommandError, match="migrate"):
        call_command("instalments")


def test_definitions_in_the_docs_are_those_of_the_catalogue():
    from reporting.management.commands.definitions import FILE, markdown

    assert FILE.read_text(encoding="utf-8") == markdown(), "run: python manage.py definitions"


def test_a_fresh_folder_needs_no_preparation(tmp_path):
    """The contract's start: no database, no settings, just a command."""
    import os

    env = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}}
    done = subprocess.run(
        [sys.executable, "manage.py", "instalments", "--format", "json"],
        env={**env, "FLERESKALMED_DATA": str(tmp_path / "new")},
        capture_output=True,
        timeout=240,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert json.loads(done.stdout) == []
