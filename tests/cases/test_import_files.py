"""Nasty files: whatever lies in the folder is read or refused at a place, and nothing is half stored."""

import random
from datetime import date, datetime

import pandas as pd
import pytest

from cases.importing import ImportRefused, load
from cases.importing.cells import CellError, read_date, read_kroner
from cases.models import Citizen, Offer

from .importing import ANNA, BO, CARLA, CITIZENS, complaints, write

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_encodings_and_separators(tmp_path, encoding, separator):
    text = CITIZENS.replace(",", separator)
    (tmp_path / "citizens.csv").write_bytes(text.encode(encoding))
    result = load(tmp_path)
    assert Citizen.objects.with_cpr(BO).get().name == "Bo Bæk"
    assert len(result.warnings) == (separator != ",") + (encoding == "cp1252")


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"", "citizens.csv:1:*"),
        (b"\n\n\n", "citizens.csv:1:*"),
        (b"\x00\x01\x02\xff" * 5000, "citizens.csv:1:*"),
        (random.Random(1).randbytes(300_000), "citizens.csv:1:*"),
        (b"noise " * 50_000, "citizens.csv:1:*"),
        (f"{ANNA},Anna Ager,851\n".encode(), "citizens.csv:1:*"),
        (b"cpr,name\n", "citizens.csv:1:municipality"),
        (b"cpr,name,municipality,colour\n", "citizens.csv:1:colour"),
        (b"cpr,name,municipality,0101700003\n", "citizens.csv:1:4"),
        (b"cpr,name,municipality,name\n", "citizens.csv:1:name"),
        (f"cpr,name,municipality\n{ANNA},Anna\n".encode(), "citizens.csv:2:*"),
        (f"cpr,name,municipality\n{ANNA},Ager, Anna,851\n".encode(), "citizens.csv:2:*"),
        (f"cpr,name,municipality,\n{ANNA},Anna,851,x\n".encode(), "citizens.csv:2:4"),
        (f'cpr,name,municipality\n{ANNA},Anna,851\n{BO},"Bo,851\n'.encode(), "citizens.csv:3:*"),
        (b"cpr,name,municipality\n" + b"a" * 200_000, "citizens.csv:2:*"),
    ],
)
def test_broken_files_are_refused_at_their_place(tmp_path, content, place):
    (tmp_path / "citizens.csv").write_bytes(content)
    assert complaints(tmp_path) == [place]


def test_a_header_alone_is_an_empty_file(tmp_path):
    assert load(write(tmp_path, citizens=CITIZENS.splitlines()[0])).stored == {"citizens": 0}


def test_rows_are_counted_as_a_spreadsheet_shows_them(tmp_path):
    offers = f'cpr,kind,start,agreed_tasks\n\n{ANNA},mentor,2018-02-01,"To\nlinjer"\n,,,\n{BO},mentor,i går,\n'
    assert complaints(write(tmp_path, offers=offers)) == ["offers.csv:5:start"]


def test_empty_cells_beyond_the_header_do_no_harm(tmp_path):
    load(write(tmp_path, citizens=CITIZENS.replace("\n", ",\n").replace("Bæk,851,,", "Bæk,851,,,,,")))
    assert Citizen.objects.count() == 3


def test_files_and_folders_that_are_not_ours(tmp_path):
    write(tmp_path)
    (tmp_path / "notes.txt").write_text("kun en note")
    assert load(tmp_path).stored == {"citizens": 3}
    (tmp_path / "borgere.csv").write_text("cpr\n")
    assert complaints(tmp_path) == ["borgere.csv:1:*"]
    (tmp_path / "empty").mkdir()
    assert complaints(tmp_path / "empty") == ["empty:1:*"]
    assert complaints(tmp_path / "nowhere") == ["nowhere:1:*"]
    assert complaints(tmp_path / "notes.txt") == ["notes.txt:1:*"]


def test_a_hundred_thousand_errors_are_counted_and_a_thousand_kept(tmp_path):
    row = f"{ANNA},i går,samtale\n"
    with pytest.raises(ImportRefused) as refused:
        load(write(tmp_path, contacts="cpr,held_on,kind\n" + row * 100_000))
    assert refused.value.total == 100_000
    assert [error.row for error in refused.value.errors] == list(range(2, 1002))


def workbook(path, **sheets):
    with pd.ExcelWriter(path, engine="xlsxwriter", datetime_format="dd-mm-yyyy") as writer:
        for name, rows in sheets.items():
            pd.DataFrame(rows).to_excel(writer, sheet_name=name, index=False)
    return path


def test_a_workbook_with_numbers_and_real_dates(tmp_path):
    path = workbook(
        tmp_path / "data.xlsx",
        citizens=[{"cpr": int(ANNA), "name": "Anna Ager", "municipality": 851, "unit": None}],
        offers=[{
            "cpr": int(ANNA), "kind": "mentor", "start": datetime(2018, 2, 1), "end": "2018-03-31",
            "weekly_hours": 12.5, "cvr": 13585628, "agreed_ordinary_hours": False,
        }],
        visitations=[{"cpr": int(ANNA), "decided_on": date(2018, 2, 1), "group": 1}],
    )  # fmt: skip
    result = load(path)
    assert result.stored == {"citizens": 1, "visitations": 1, "offers": 1}
    assert [str(warning).split(": ")[0] for warning in result.warnings] == ["citizens:2:cpr"]
    offer = Offer.objects.get()
    assert (offer.citizen.cpr, offer.start, offer.end) == (ANNA, date(2018, 2, 1), date(2018, 3, 31))
    assert (float(offer.weekly_hours), offer.company.cvr, offer.agreed_ordinary_hours) == (12.5, "13585628", False)
    assert not any(load(path).stored.values())


def test_errors_in_a_workbook_name_the_sheet_and_its_row(tmp_path):
    rows = [{"cpr": ANNA, "name": "Anna", "municipality": "851"}, {}, {"cpr": CARLA, "name": "C", "municipality": 1.5}]
    assert complaints(workbook(tmp_path / "a.xlsx", citizens=rows)) == ["citizens:4:municipality"]
    assert complaints(workbook(tmp_path / "b.xlsx", Ark1=rows)) == ["Ark1:1:*"]
    (tmp_path / "c.xlsx").write_bytes(b"no workbook at all")
    assert complaints(tmp_path / "c.xlsx") == ["c.xlsx:1:*"]


@pytest.mark.parametrize("text", ["2018-03-02", "2018-03-02 00:00:00"])
def test_dates_are_iso(text):
    assert read_date(text) == "2018-03-02"


@pytest.mark.parametrize("text", ["02-03-2018", "02.03.2018", "2/3/2018"])
def test_a_date_with_the_day_first_is_told_how_to_be_written(text):
    with pytest.raises(CellError) as refused:
        read_date(text)
    assert "2018-03-02" in str(refused.value.message) and "dagen først" in str(refused.value.message)


@pytest.mark.parametrize(
    "text", ["02-03-18", "2018-13-01", "3-2018", "43161", "0018-03-02", "02-03.2018", "٠٢-03-2018", "2018-02-30"]
)
def test_what_is_no_date(text):
    with pytest.raises(CellError):
        read_date(text)


@pytest.mark.parametrize(("text", "kroner"), [("11749000", "11749000"), ("11749000.0", "11749000"), ("500,00", "500")])
def test_amounts(text, kroner):
    assert read_kroner(text) == kroner


@pytest.mark.parametrize("text", ["0", "-5", "12,50", "11.74", "1e6", "mange", "1.2.3", "11.749.000", "1.000"])
def test_what_is_no_amount(text):
    with pytest.raises(CellError):
        read_kroner(text)
