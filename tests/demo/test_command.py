"""The command: loads through the real import, closes the months, keeps what is there, and knows when to refuse."""

import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from cases.models import Citizen, Contact, Membership
from demo import store
from demo.build import build, write
from demo.country import demo_profiles
from demo.profiles import AALBORG, BROENDERSLEV
from demo.staff import DEMO_PASSWORD
from reporting.models import MonthClose
from reporting.months import Month
from reporting.reports import instalments, status_report
from tests import people

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[2]


def run(**options) -> str:
    """Run the command and return what it says."""
    said = StringIO()
    call_command("demo_data", stdout=said, **options)
    return said.getvalue()


@pytest.fixture
def small(monkeypatch):
    """Make the demo its two smallest participants and two months, for the tests of how it runs."""
    monkeypatch.setattr("demo.management.commands.demo_data.demo_profiles", lambda: demo_profiles()[-2:])
    monkeypatch.setattr(store, "LAST_MONTH", Month(2017, 9))
    monkeypatch.setattr(store, "_documents", lambda: "")


def test_a_run_loads_everything_and_says_who_can_log_in(client, small):
    said = run()
    assert Citizen.objects.count() == Membership.objects.count() == 35
    assert MonthClose.objects.count() == 2
    for username in ("sagsbehandler", "formidler", "leder", "star", "admin", "broenderslev"):
        assert username in said
        assert client.login(username=username, password=DEMO_PASSWORD)
    assert not User.objects.get(username="jah-1").has_usable_password()


def test_a_second_run_keeps_the_data_and_says_so(small):
    run()
    Contact.objects.first().delete()
    kept = Contact.objects.count()
    said = run()
    assert "35 fandtes" in said and "0 lukket nu, 2 var lukket" in said
    assert (Citizen.objects.count(), Contact.objects.count(), MonthClose.objects.count()) == (35, kept, 2)


def test_an_interrupted_run_is_completed(small, monkeypatch):
    monkeypatch.setattr(store, "LAST_MONTH", Month(2017, 8))
    run()
    monkeypatch.setattr(store, "LAST_MONTH", Month(2017, 9))
    assert "1 lukket nu, 1 var lukket" in run()


def test_other_people_in_the_database_are_left_alone(small):
    people.a_citizen()
    with pytest.raises(CommandError, match="1 andre borgere"):
        run()
    assert Citizen.objects.count() == 1 and not User.objects.exists()


def test_another_seed_is_refused_beside_the_first(small):
    run()
    with pytest.raises(CommandError, match="35 andre borgere"):
        run(seed=7)


def test_it_refuses_in_production(small, monkeypatch, tmp_path):
    monkeypatch.setattr("flereskalmed.environment.PRODUCTION", True)
    with pytest.raises(CommandError, match="kendte kodeord"):
        run(out=tmp_path)
    assert not list(tmp_path.iterdir())


def test_files_only(small, tmp_path):
    run(out=tmp_path / "new")
    assert len(list((tmp_path / "new").glob("*.csv"))) == 10
    assert not Citizen.objects.exists()
    call_command("import_data", str(tmp_path / "new"), stdout=StringIO(), stderr=StringIO())
    assert Citizen.objects.count() == 35


def test_a_folder_that_cannot_be_written_is_said(small, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(CommandError, match="Kan ikke skrive"):
        run(out=tmp_path / "file")


def test_the_same_bytes_whatever_the_hash_seed(tmp_path):
    code = (
        "from demo.build import build, write; from demo.country import demo_profiles; import pathlib, sys; "
        "write(build(demo_profiles()[-2:]), pathlib.Path(sys.argv[1]))"
    )
    write(build(demo_profiles()[-2:]), tmp_path / "here")
    seed = "2" if os.environ.get("PYTHONHASHSEED") == "1" else "1"  # another than ours
    environment = {**os.environ, "PYTHONHASHSEED": seed, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    setup = f"import django; django.setup(); {code}"
    subprocess.run([sys.executable, "-c", setup, tmp_path / "there"], env=environment, check=True, cwd=ROOT)
    written = [{file.name for file in (tmp_path / where).iterdir()} for where in ("here", "there")]
    assert written[0] == written[1] and len(written[0]) == 10
    for file in (tmp_path / "here").iterdir():
        assert file.read_bytes() == (tmp_path / "there" / file.name).read_bytes()


def test_both_published_municipalities_in_the_status_report(monkeypatch):
    monkeypatch.setattr("demo.management.commands.demo_data.demo_profiles", lambda: [AALBORG, BROENDERSLEV])
    monkeypatch.setattr(store, "LAST_MONTH", Month(2017, 8))
    assert "3 of 3 PDFs" in run()  # the country and both municipalities
    aalborg = status_report(Month(2018, 3).first.replace(day=2), "851")
    assert (aalborg["drawn"], aalborg["left"]["total"], aalborg["active"]["total"]) == (1220, 251, 969)
    left = aalborg["left"]["by_benefit"]
    assert left["job"] + left["uddannelse"] == 22
    assert left["fleksjob"] + left["ledighedsydelse"] == 29
    alone = {key: n for key, n in left.items() if key not in {"job", "uddannelse", "fleksjob", "ledighedsydelse"}}
    assert alone == {
        "ikke_berettiget": 7,
        "doed": 8,
        "folkepension": 13,
        "fraflyttet": 16,
        "foertidspension": 75,
        "ressourceforloeb": 75,
        "revalidering": 6,
    }
    attached = left["fleksjob"] + left["ledighedsydelse"] + left["ressourceforloeb"] + left["revalidering"]
    assert attached == 110
    assert aalborg["active"]["by_unit"] == {
        "Job- og Aktivhuset": 716,
        "Job- og Integrationshuset": 199,
        "Uddannelseshuset": 54,
    }
    assert aalborg["active"]["by_group"] == {"1": 473, "2": 293, "3": 143, "deferred": 50, "none": 10}
    assert aalborg["active"]["by_unit_and_group"]["Job- og Integrationshuset"]["2"] == 147
    broenderslev = status_report(Month(2018, 6).last, "810")
    assert (broenderslev["drawn"], broenderslev["left"]["total"], broenderslev["active"]["total"]) == (106, 57, 49)
    assert broenderslev["left"]["by_benefit"] == {
        "job": 4,
        "uddannelse": 1,
        "fleksjob": 4,
        "ledighedsydelse": 5,
        "ressourceforloeb": 21,
        "foertidspension": 10,
        "fraflyttet": 7,
        "doed": 2,
        "andet": 3,  # the letter's rows add to 56 with 2; its total says 57
    }
    assert broenderslev["active"]["by_match_category"] == {
        "jobparat": 7,
        "aktivitetsparat": 37,
        "uddannelsesparat": 5,
    }
    assert broenderslev["active"]["by_unit"] == {"Jobcenter": 7, "TTA": 9, "Afklaring": 28, "UngeCenter": 5}
    assert [grant["grant_dkk"] for grant in instalments()] == [11_749_000]
