"""A release as one system: what its tables share with those published before, and that nobody is exposed in it."""

from dataclasses import replace

import pytest

from bench.invented_release import Country
from reporting.disclosure.attacker import Attacker
from reporting.disclosure.release_system import Published, audit_tables, protect_tables, release_system
from reporting.disclosure.small import is_small
from reporting.disclosure.system import InconsistentTablesError
from reporting.disclosure.tables import COUNTRY, GROUP_1_BEFORE, Tables, denominator, group_2_counts, group_2_names
from reporting.indicators import CATALOGUE
from reporting.months import Month

JUNE, JULY = Month(2019, 6), Month(2019, 7)


@pytest.fixture(scope="module")
def two_months() -> tuple[Tables, Tables]:
    """Two releases of a small country: 9,000 people, so that many counts are small."""
    return tuple(Country(people=9000).months(JUNE, 2, with_group_2=False))


@pytest.fixture(scope="module")
def june(two_months) -> Published:
    return Published(two_months[0], protect_tables(two_months[0], []).hidden)


@pytest.fixture(scope="module")
def july(two_months, june) -> Published:
    return Published(two_months[1], protect_tables(two_months[1], [june]).hidden)


def cells(published: Published):
    """Yield every cell's name with place, figure and count."""
    for place, counts in published.tables.by_place().items():
        for figure, count in counts.items():
            yield published.tables.name(place, figure), place, figure, count


def test_every_small_count_is_hidden_and_no_zero(june, july):
    for published in (june, july):
        for name, _place, _figure, count in cells(published):
            assert not is_small(count) or name in published.hidden
            assert count or name not in published.hidden


def test_the_country_is_shown(june, july):
    for published in (june, july):
        assert not [
            name
            for name, place, _figure, n in cells(published)
            if place == COUNTRY and n > 2 and name in published.hidden
        ]


def test_nobody_is_exposed_by_both_months_together(june, july):
    assert audit_tables(july.tables, [june], july.hidden) == []
    system = release_system(july.tables, [june])
    reader = Attacker(system, {system.names[name] for name in june.hidden | july.hidden})
    assert min(reader.width(cell) for cell in system.primaries()) >= 2 - 1e-6


def test_hiding_the_small_counts_only_exposes_most_of_them(june):
    small = frozenset(name for name, *_rest, count in cells(june) if is_small(count))
    assert len(audit_tables(june.tables, [], small)) > len(small) / 2


def test_last_months_group_1_is_one_cell_where_it_is_the_same_number(june, july):
    """Block 2 counts of the group 1 that block 1 counted a month ago: what was hidden there stays hidden."""
    system = release_system(july.tables, [june])
    joined = 0
    for code in july.tables.regions:
        before, now = june.tables.name(code, "group_1"), july.tables.name(code, GROUP_1_BEFORE)
        same_number = june.tables.counts[code]["group_1"] == july.tables.counts[code][GROUP_1_BEFORE]
        if before in june.hidden and same_number:
            joined += 1
            assert system.names[before] == system.names[now]
            assert now in july.hidden
    assert joined > 5


def test_a_corrected_release_hides_what_the_first_hid(june):
    again = replace(june.tables, key="2019-06.2")
    second = protect_tables(again, [june]).hidden
    assert {name.replace("2019-06/", "2019-06.2/") for name in june.hidden} == second


def test_a_correction_that_changes_one_count_exposes_nobody(june):
    counts = {place: dict(own) for place, own in june.tables.counts.items()}
    code = next(code for code in sorted(june.tables.regions) if counts[code]["group_1"] > 8)
    for place in (code, COUNTRY):
        counts[place]["group_3"] += 1
        counts[place]["group_1"] -= 1
        for figure in ("facilitator", "job_goal", "cv", "contact_in_month"):
            counts[place][figure] = min(counts[place][figure], counts[place]["group_1"])
    for figure in ("facilitator", "job_goal", "cv", "contact_in_month"):
        counts[COUNTRY][figure] = sum(counts[own][figure] for own in june.tables.regions)
    corrected = replace(june.tables, key="2019-06.2", counts=counts)
    hidden = protect_tables(corrected, [june]).hidden
    assert audit_tables(corrected, [june], hidden) == []
    unchanged = {name for name, place, _figure, _count in cells(june) if name in june.hidden and place not in {code}}
    assert {name.replace("2019-06/", "2019-06.2/") for name in unchanged} <= hidden


def test_a_handful_of_people_is_protected_by_hiding_the_country_too():
    counts = {"851": {"a": 2}, "810": {"a": 1}, COUNTRY: {"a": 3}}
    tables = Tables("x", JULY, counts, {"851": "Nordjylland", "810": "Nordjylland"})
    assert "x/DK/a" in protect_tables(tables, []).hidden


def test_the_smaller_of_two_that_protect_as_well_is_hidden():
    counts = {"810": {"a": 2}, "851": {"a": 400}, "813": {"a": 40}, COUNTRY: {"a": 442}}
    tables = Tables("x", JULY, counts, dict.fromkeys(("810", "813", "851"), "Nordjylland"))
    assert protect_tables(tables, []).hidden == {"x/810/a", "x/813/a"}


def test_tables_that_do_not_add_up_are_refused():
    counts = {"851": {"a": 2}, COUNTRY: {"a": 3}}
    with pytest.raises(InconsistentTablesError):
        protect_tables(Tables("x", JULY, counts, {"851": "Nordjylland"}), [])


def test_what_each_indicator_is_counted_of_is_the_catalogues():
    """The cell that hides an indicator's denominator is the one with the same filter."""
    by_filter = {str(i.counts): i.key for i in CATALOGUE}
    for indicator in CATALOGUE:
        own = denominator(indicator.key, indicator.lag)
        if indicator.of is None:
            assert own is None
        elif indicator.lag:
            assert own == GROUP_1_BEFORE
        else:
            assert own == by_filter[str(indicator.of)]


def test_group_2_figures_get_a_cell_in_every_place_and_their_names_back():
    figures = {COUNTRY: {"all": 4, "still": 4}, "851": {"all": 4, "still": 4, "by.job": 0}}
    cells = group_2_counts(figures, [COUNTRY, "851", "810"], with_whole=False)
    assert cells["810"] == {"g2.still": 0, "g2.by.job": 0}
    assert group_2_names(["g2.still", "group_2", "visited"], "group_2") == ["still", "all"]
