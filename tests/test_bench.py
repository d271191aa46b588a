"""The benchmark measures what it says: the same rows both ways, and one JSON line."""

import json

import pytest

from bench import __main__ as bench
from bench import country, import_vs_copy, instalments, people
from cases.importing import load
from cases.models import Citizen, Grant, Municipality
from reporting.models import MonthClose
from reporting.months import Month


@pytest.mark.django_db
def test_the_invented_jobcentre_is_loaded_without_a_warning(tmp_path):
    rows = people.write(tmp_path, citizens=60)
    result = load(tmp_path)
    assert sum(result.stored.values()) == rows
    assert 5.5 * 60 < rows < 7 * 60
    assert result.warnings == []


@pytest.mark.django_db(transaction=True)
def test_the_ratio_of_an_import_to_a_copy(monkeypatch):
    monkeypatch.setattr(import_vs_copy, "_peak_mb", lambda folder: 100.0)
    figures = import_vs_copy.measure(citizens=60, times=1)
    assert figures["import_vs_copy"] > 0
    assert not Citizen.objects.exists()


def test_all_ratios_are_one_json_line(monkeypatch, capsys):
    """The import is measured in a database of its own: it leaves people, and the country needs an empty one."""
    databases = []

    def measured(measures):
        databases.append([measure.__module__.removeprefix("bench.") for measure in measures])
        return dict.fromkeys(databases[-1], 1.5)

    monkeypatch.setattr(bench, "in_own_database", measured)
    bench.main()
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [set(line) for line in lines] == [{name for names in databases for name in names}]
    assert databases[0] == ["import_vs_copy"] and databases[1][-1] == "close_vs_duckdb" and len(lines[0]) == 6


@pytest.mark.django_db
def test_the_country_s_instalments_are_judged_on_every_month(monkeypatch):
    monkeypatch.setattr(country, "load", lambda: None)
    figures = instalments.measure(times=1, first=Month(2018, 1), last=Month(2018, 2))
    assert figures["instalments_seconds"] > 0
    assert Grant.objects.count() == Municipality.objects.count() == 98
    assert MonthClose.objects.count() == 2
