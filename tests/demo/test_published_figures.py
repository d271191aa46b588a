"""The two municipalities whose figures were published, counted in plain Python over the files."""

import pytest

from demo.build import build
from demo.profiles import AALBORG, BROENDERSLEV

from .counting import Municipality

JAH, JIH, UH = "Job- og Aktivhuset", "Job- og Integrationshuset", "Uddannelseshuset"


@pytest.fixture(scope="module", params=[851, 2], ids=["default seed", "another seed"])
def both(request):
    """Return the files of the two municipalities; their figures hold whatever the seed."""
    return build([AALBORG, BROENDERSLEV], request.param)


def test_aalborg_on_2_march_2018(both):
    aalborg = Municipality(both, "851")
    status = aalborg.status("2018-03-02")
    left = status["left"]
    assert len(aalborg.citizens) == 1220
    assert sum(left.values()) == 251
    assert left["job"] + left["uddannelse"] == 22
    assert left["fleksjob"] + left["ledighedsydelse"] == 29
    assert {key: left[key] for key in ("ikke_berettiget", "doed", "folkepension", "fraflyttet")} == {
        "ikke_berettiget": 7,
        "doed": 8,
        "folkepension": 13,
        "fraflyttet": 16,
    }
    assert (left["foertidspension"], left["ressourceforloeb"], left["revalidering"]) == (75, 75, 6)
    assert left["fleksjob"] + left["ledighedsydelse"] + left["ressourceforloeb"] + left["revalidering"] == 110
    assert status["by_unit"] == {JAH: 716, JIH: 199, UH: 54}
    assert status["by_group"] == {"1": 473, "2": 293, "3": 143, "deferred": 50, "none": 10}
    assert status["by_unit_and_group"][JIH, "2"] == 147


def test_broenderslev_at_the_end_of_june_2018(both):
    broenderslev = Municipality(both, "810")
    status = broenderslev.status("2018-06-30")
    assert len(broenderslev.citizens) == 106
    assert status["left"] == {
        "job": 4,
        "uddannelse": 1,
        "fleksjob": 4,
        "ledighedsydelse": 5,
        "ressourceforloeb": 21,
        "foertidspension": 10,
        "fraflyttet": 7,
        "doed": 2,
        "andet": 3,  # the letter's rows have 2 and add to 56, its total says 57
    }
    assert sum(status["left"].values()) == 57
    assert status["by_unit"] == {"Jobcenter": 7, "TTA": 9, "Afklaring": 28, "UngeCenter": 5}
    assert status["by_match_category"] == {"jobparat": 7, "aktivitetsparat": 37, "uddannelsesparat": 5}
    assert status["by_benefit"]["uddannelseshjaelp"] == 5


def test_grants(both):
    grants = both["grants"].set_index("municipality")["amount_dkk"]
    assert grants.to_dict() == {"851": "11749000"}
