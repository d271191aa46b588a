"""The rules against sheets that a caseworker can read: one case a row, with the exact day on which it turns."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import translation

from cases.models import Citizen, Programme
from visitation.due import all_rules, due
from visitation.due.limits import DEFAULTS, MARK, MARK_DEFAULT

from .facts import read, store

SHEETS = sorted((Path(__file__).parent / "sheets").glob("*.csv"))
COLUMNS = ["regel", "sag", "fakta", "dato", "forventet", "siden", "frist"]

#: The sheets name the rules as they are called with the limits that hold where a programme sets none.
LIMITS = {**DEFAULTS, MARK: MARK_DEFAULT}


def rows() -> list[dict[str, str]]:
    found = []
    for sheet in SHEETS:
        with sheet.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file, delimiter=";")
            assert reader.fieldnames == COLUMNS, sheet.name
            found += reader
    return found


ROWS = rows()
DAY = timedelta(days=1)


def keys() -> dict[str, str]:
    """The keys of the rules by their Danish names."""
    with translation.override("da"):
        return {rule.say(LIMITS): rule.key for rule in all_rules()}


@pytest.mark.django_db
@pytest.mark.parametrize("row", ROWS, ids=[f"{row['regel']}: {row['sag']}" for row in ROWS])
def test_the_sheets(row):
    citizen = store(read(row["fakta"]))
    programme = Programme.objects.get(pk="fsm1")
    found = due(date.fromisoformat(row["dato"]), programme, Citizen.objects.filter(pk=citizen.pk))
    mine = [one for one in found if one.rule == keys()[row["regel"]]]
    assert [str(one.since) for one in mine] == ([row["siden"]] if row["forventet"] == "ja" else [])
    if row["frist"]:
        assert str(mine[0].deadline) == row["frist"]


def turns(rule: str, before: str, after: str) -> bool:
    """Whether the sheets hold a day and the next one, of the same facts, where ``rule`` goes from before to after."""
    seen = {(row["fakta"], row["dato"]): row for row in ROWS if row["regel"] == rule}
    for (facts, on), row in seen.items():
        then = seen.get((facts, str(date.fromisoformat(on) + DAY)))
        if row["forventet"] == before and then and then["forventet"] == after:
            return True
    return False


@pytest.mark.parametrize("rule", keys())
def test_the_sheets_hold_the_day_a_rule_turns(rule):
    assert turns(rule, "nej", "ja"), "the day before and the first day it is due"


STOPS = set(keys()) - {
    # These stop by what the citizen does next, which their sheets hold a few days after.
    "Ingen samtale i 3 måneder",
    "Intet aktivt tilbud i 12 måneder",
}


@pytest.mark.parametrize("rule", sorted(STOPS))
def test_the_sheets_hold_the_day_a_rule_stops(rule):
    assert turns(rule, "ja", "nej"), "the last day it is due and the day after"


def test_every_row_says_yes_with_a_day_or_no_without_one():
    for row in ROWS:
        assert row["regel"] in keys(), row
        assert (row["forventet"], bool(row["siden"])) in {("ja", True), ("nej", False)}, row
