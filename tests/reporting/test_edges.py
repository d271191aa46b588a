"""The days on which a figure turns, one case each: month ends, the first that fits, months of waiting.

The property tests find what nobody thought of; these hold what we know must not move.
"""

import pytest

from reporting.months import Month
from reporting.reports import group2_report, preliminary_report, status_report
from tests import people

pytestmark = pytest.mark.django_db

MARCH = Month(2018, 3)  # its blocks 2 and 3 measure February 2018


def figures(keys: str) -> dict[str, int]:
    report = preliminary_report(MARCH, "851")["indicators"]
    return {key: report[key]["count"] for key in keys.split()}


@pytest.mark.parametrize(
    ("benefit", "until", "counts"),
    [
        ("job", "2018-02-01", 0),  # the job's last day was 31 January
        ("job", "2018-02-02", 1),  # 1 February was a day in the job
        ("fleksjob", "2018-02-02", 1),
        ("uddannelse", "2018-02-02", 1),
        ("ressourceforloeb", "2018-02-15", 0),
    ],
)
def test_a_status_counts_in_block_2_on_any_day_of_the_month(benefit, until, counts):
    member = people.a_member(group="1")
    people.has_benefit(member, benefit, "2018-01-10")
    people.has_benefit(member, "kontanthjaelp", until)
    assert figures("company_track") == {"company_track": counts}


def test_a_status_from_the_last_day_counts_and_from_the_day_after_does_not():
    for on in ("2018-02-28", "2018-03-01"):
        people.has_benefit(people.a_member(group="1"), "job", on)
    assert figures("ordinaere_timer employment") == {"ordinaere_timer": 1, "employment": 1}


@pytest.mark.parametrize(
    ("start", "end", "in_month", "on_last_day"),
    [
        ("2018-01-01", "2018-01-31", 0, 0),
        ("2018-01-01", "2018-02-01", 1, 0),
        ("2018-02-01", "2018-02-27", 1, 0),
        ("2018-02-01", "2018-02-28", 1, 1),
        ("2018-02-28", None, 1, 1),
        ("2018-03-01", None, 0, 0),
    ],
)
def test_an_education_counts_by_its_days(start, end, in_month, on_last_day):
    people.an_offer(people.a_member(group="1"), "ordinaer_uddannelse", start, end)
    assert figures("ordinaer_uddannelse education") == {"ordinaer_uddannelse": in_month, "education": on_last_day}


@pytest.mark.parametrize(
    ("benefit", "expected"),
    [
        ("job", {"employment": 1, "flex_job": 0, "education": 0, "job_or_education": 1}),
        ("fleksjob", {"employment": 0, "flex_job": 1, "education": 0, "job_or_education": 1}),
        ("kontanthjaelp", {"employment": 0, "flex_job": 0, "education": 1, "job_or_education": 1}),
    ],
)
def test_a_person_counts_once_in_block_3_job_then_fleksjob_then_education(benefit, expected):
    member = people.a_member(group="1", benefit=benefit)
    people.an_offer(member, "ordinaer_uddannelse", "2018-01-01")
    assert figures("employment flex_job education job_or_education") == expected


def test_the_parts_of_the_track_overlap_and_the_track_counts_a_person_once():
    member = people.a_member(group="1")
    for kind in ("virksomhedspraktik", "loentilskud", "ordinaere_timer", "mentor", "nytteindsats"):
        people.an_offer(member, kind, "2018-02-10", "2018-02-11")
    assert figures("company_track virksomhedspraktik loentilskud ordinaere_timer fleksjob") == {
        "company_track": 1,
        "virksomhedspraktik": 1,
        "loentilskud": 1,
        "ordinaere_timer": 1,
        "fleksjob": 0,
    }


def test_block_2_has_its_own_months_group_1():
    people.visited(people.a_member(), "1", "2018-03-01")  # in group 1 in March, not in February
    left = people.a_member(group="1")
    people.visited(left, "2", "2018-03-01")
    report = preliminary_report(MARCH, "851")["indicators"]
    assert (report["group_1"]["count"], report["company_track"]["of"]) == (1, 1)


@pytest.mark.parametrize("benefit", ["fraflyttet", "doed", "folkepension"])
def test_only_three_statuses_take_a_member_out_from_their_day(benefit):
    people.has_benefit(people.a_member(group="1"), benefit, "2018-03-31")
    people.has_benefit(people.a_member(group="1"), benefit, "2018-04-01")
    people.has_benefit(people.a_member(group="1"), "ikke_berettiget", "2018-03-01")
    people.a_member(benefit="")
    assert figures("gross_target_group drawn visited") == {"gross_target_group": 3, "drawn": 4, "visited": 2}


@pytest.mark.parametrize(
    ("since", "band", "over"),
    [
        ("2018-01-01", "0-3", 0),
        ("2017-12-31", "3-6", 0),  # 31 December and three months is 31 March
        ("2017-10-01", "3-6", 0),
        ("2017-09-30", "6-9", 0),  # 30 September and six months is 30 March
        ("2017-07-01", "6-9", 0),
        ("2017-06-30", "9-12", 1),
        ("2017-04-01", "9-12", 1),
        ("2017-03-31", "12+", 1),
    ],
)
def test_time_in_group_2_on_the_last_of_march(since, band, over):
    people.a_member(group="2", since=since)
    report = group2_report(MARCH, "851")
    assert [key for key, people_in in report["bands"].items() if people_in] == [band]
    assert report["over_9_months"]["count"] == over


@pytest.mark.parametrize(
    ("since", "over"), [("2017-05-31", 0), ("2017-05-29", 0), ("2017-05-28", 0), ("2017-05-27", 1)]
)
def test_nine_months_to_the_day_is_in_the_band_but_not_over_the_mark(since, over):
    """29 to 31 May and nine months is 28 February, the month's last day."""
    people.a_member(group="2", since=since)
    report = group2_report(Month(2018, 2), "851")
    assert (report["bands"]["9-12"], report["over_9_months"]["count"]) == (1, over)


def test_a_repeated_decision_goes_on_and_a_new_one_starts_again():
    again = people.a_member(group="2", since="2017-02-01")
    people.visited(again, "2", "2018-03-01")
    back = people.a_member(group="2", since="2017-02-01")
    people.visited(back, "3", "2018-02-01")
    people.visited(back, "2", "2018-03-01")
    assert group2_report(MARCH, "851")["bands"] == {"0-3": 1, "3-6": 0, "6-9": 0, "9-12": 0, "12+": 1}


def test_mentor_alone_is_no_active_offer_and_an_offer_that_ended_is_none():
    for kind, end in (("mentor", None), ("nytteindsats", "2018-03-30"), ("nytteindsats", "2018-03-31")):
        people.an_offer(people.a_member(group="2"), kind, "2018-01-01", end)
    assert group2_report(MARCH, "851")["without_active_offer"] == {"count": 2, "of": 3, "share": 2 / 3}


def test_the_local_status_puts_a_person_under_the_first_offer_that_fits():
    order = [
        "loentilskud",
        "virksomhedspraktik",
        "nytteindsats",
        "ordinaere_timer",
        "ordinaer_uddannelse",
        "vejledning_opkvalificering",
        "mentor",
    ]
    for first in range(len(order)):
        member = people.a_member()
        for kind in reversed(order[first:]):
            people.an_offer(member, kind, "2018-03-31", "2018-03-31")
    people.a_member()
    status = status_report(MARCH.last, "851")
    assert status["active"]["offers_by_benefit"] == {"kontanthjaelp": {**dict.fromkeys(order, 1), "none": 1}}
