"""Hand-made reports in the contract's shape, to build and test the renderers on."""

from __future__ import annotations

from typing import Any

from reporting.months import Month

GROUPS = ("group_1", "group_2", "group_3", "group_deferred")
TRACK_PARTS = ("virksomhedspraktik", "loentilskud", "ordinaere_timer", "fleksjob", "ordinaer_uddannelse")
JOB_PARTS = ("employment", "flex_job", "education")


def count(number: int | None, of: int | None = None, **more: Any) -> dict[str, Any]:
    """Return a count of the contract."""
    return {"count": number, "of": of, "share": number / of if of and number is not None else None, **more}


def hidden(of: int | None = None, **more: Any) -> dict[str, Any]:
    """Return a suppressed count."""
    return {"count": None, "of": of, "share": None, "suppressed": True, **more}


def series(size: int, last: Month, months: int = 12) -> list[dict[str, Any]]:
    """Return months of a municipality whose visitation and company track grow."""
    entries = []
    for back in range(months - 1, -1, -1):
        visited = size - max(back * size // 20, 1) if size else 0
        groups = [visited * 49 // 100, visited * 30 // 100, visited * 16 // 100]
        groups.append(visited - sum(groups))
        entry = {"month": str(last.plus(-back)), "visited": count(visited, size)}
        entry |= {key: count(number, visited) for key, number in zip(GROUPS, groups, strict=True)}
        entry["facilitator"] = count(groups[0] * (90 - back) // 100, groups[0])
        entry["company_track"] = count(groups[0] * (44 - 2 * back) // 100, groups[0])
        entry["job_or_education"] = count(groups[0] * (13 - back) // 100, groups[0])
        entries.append(entry)
    return entries


def monthly(
    size: int = 1187, municipality: str | None = "851", month: str = "2019-07", months: int = 12
) -> dict[str, Any]:
    """Return a monthly report of a municipality with ``size`` members; one of them is not visited yet."""
    entries = series(size, Month.parse(month), months)
    last = entries[-1]
    before = entries[-2] if months > 1 else None
    group_1 = last["group_1"]["count"]

    def with_previous(key: str) -> dict[str, Any]:
        return {**last[key], "previous": before[key]["count"] if before else None}

    track = last["company_track"]["count"]
    jobs = last["job_or_education"]["count"]
    indicators = {
        "gross_target_group": {"count": size},
        "drawn": {"count": size + size // 40},
        "visited": with_previous("visited"),
        **{key: last[key] for key in GROUPS},
        "facilitator": with_previous("facilitator"),
        "job_goal": count(group_1 * 8 // 10, group_1),
        "cv": count(group_1 * 7 // 10, group_1),
        "contact_in_month": count(group_1 * 6 // 10, group_1),
        "company_track": with_previous("company_track"),
        **{key: count(track * part // 10, group_1) for key, part in zip(TRACK_PARTS, (6, 1, 3, 1, 1), strict=True)},
        "job_or_education": last["job_or_education"],
        **{key: count(jobs * part // 10, group_1) for key, part in zip(JOB_PARTS, (6, 2, 2), strict=True)},
    }
    return {
        "programme": "fsm1",
        "month": month,
        "lagged_month": str(Month.parse(month).previous()),
        "municipality": municipality,
        "version": 1,
        "closed_at": "2019-08-05T04:30:12.345678+00:00",
        "indicators": indicators,
        "series": entries,
    }


def empty() -> dict[str, Any]:
    """Return the report of a municipality without members, closed for the first time."""
    return monthly(0, "825", months=1)


def small() -> dict[str, Any]:
    """Return a published report of a small municipality: counts 1 and 2 are hidden with their shares."""
    return hide_small(monthly(23, "825"))


def hide_small(report: dict[str, Any]) -> dict[str, Any]:
    """Hide every 1 and 2, and the denominator where it is one of them."""

    def hide(figure: dict[str, Any]) -> dict[str, Any]:
        figure = dict(figure)
        if figure.get("of") in (1, 2):
            figure |= {"of": None, "share": None}
        if figure["count"] in (1, 2):
            figure |= {"count": None, "share": None, "suppressed": True}
        if figure.get("previous") in (1, 2):
            figure |= {"previous": None, "previous_suppressed": True}
        return figure

    return report | {
        "indicators": {key: hide(figure) for key, figure in report["indicators"].items()},
        "series": [
            {key: value if key == "month" else hide(value) for key, value in entry.items()}
            for entry in report["series"]
        ],
    }


def status() -> dict[str, Any]:
    """Return a local status with a unit whose name would be a formula in a careless workbook."""
    groups = {"1": 4, "2": 3, "3": 0, "deferred": 1, "none": 2}
    return {
        "programme": "fsm1",
        "municipality": "851",
        "date": "2018-03-02",
        "drawn": 14,
        "left": {"total": 4, "by_benefit": {"job": 3, "doed": 1}},
        "active": {
            "total": 10,
            "by_unit": {"=HYPERLINK(1)": 6, "Uddannelseshuset": 4},
            "by_group": groups,
            "by_unit_and_group": {"=HYPERLINK(1)": groups, "Uddannelseshuset": {"1": 4, "2": 0}},
            "by_benefit": {"kontanthjaelp": 9, "uddannelseshjaelp": 1},
            "by_match_category": {"aktivitetsparat": 10},
            "offers_by_benefit": {"kontanthjaelp": {"mentor": 2, "none": 7}, "uddannelseshjaelp": {"none": 1}},
        },
    }


def group2() -> dict[str, Any]:
    """Return a published group 2 report with a hidden band."""
    bands = {"0-3": 10, "3-6": None, "6-9": 5, "9-12": None, "12+": 13, "suppressed": True}
    changed = {"fleksjob": 5, "job": None, "suppressed": True}
    waiting = {"still_on_assistance": count(31, 40), "over_9_months": count(14, 31), "bands": bands}
    return {
        "month": "2018-12",
        "municipality": None,
        "group_2": 40,
        "changed_benefit": count(9, 40, by_benefit=changed),
        **waiting,
        "without_active_offer": hidden(31),
        "by_municipality": [{"municipality": "851", **waiting}],
    }


def offers() -> dict[str, Any]:
    """Return a quarter's published offers with a hidden kind."""
    line = {"offers": {"count": 51}, "weeks": {"mean": 12.9}, "people": {"count": 47}, "led": count(12, 47)}
    star = {"count": None, "suppressed": True}
    secret = {"offers": star, "weeks": {"mean": None, "suppressed": True}, "people": star}
    none = {"offers": {"count": 0}, "weeks": {"mean": None}, "people": {"count": 0}, "led": count(0, 0)}
    return {
        **{"quarter": "2018-K1", "municipality": None, "ended_from": "2018-01-01", "ended_to": "2018-03-31"},
        **{"followed_until": "2018-09-30", "total": line},
        "by_kind": [
            {"kind": "virksomhedspraktik", **line},
            {"kind": "mentor", **secret, "led": {**hidden(0), "of": None, "of_suppressed": True}},
        ],
        "by_branch": [{"branch": "none", **none}, {"branch": "G", **line}],
    }


def instalments() -> list[dict[str, Any]]:
    """Return one municipality's grant with its three instalments."""
    months = [{"month": "2018-05", "count": 39, "of": 100, "share": 0.39, "meets": False}]
    return [
        {
            "programme": "fsm1",
            "municipality": "851",
            "grant_dkk": 11749000,
            "instalments": [
                {"number": 1, "percent": 30, "amount_dkk": 3524700, "rule": "approved", "met": True, "met_in": None,
                 "missing": None, "months": []},
                {"number": 2, "percent": 40, "amount_dkk": 4699600, "rule": "everyone_visited", "met": False,
                 "met_in": None, "missing": 10, "months": []},
                {"number": 3, "percent": 30, "amount_dkk": 3524700, "rule": "share_in_consecutive_months", "met": False,
                 "met_in": None, "missing": 1, "months": months},
            ],
        }
    ]  # fmt: skip


def evidence() -> dict[str, Any]:
    """Return the signed documentation of a third instalment: three months, one of which stays inside."""
    month = {
        **{"closed": "2018-06", "version": 1, "closed_on": "2018-07-03", "program_version": "0.1.0", "reason": ""},
        **{"count": 42, "of": 100, "suppressed": False, "figures_sha256": "a" * 64, "report_sha256": "b" * 64},
    }
    return {
        **{"programme": "fsm1", "programme_name": "Flere skal med", "municipality": "851", "place": "Aalborg"},
        **{"grant_dkk": 11749000, "grant_approved_on": "2017-06-30", "number": 3, "percent": 30},
        **{"amount_dkk": 3524700, "condition": "Mindst 40 %.", "indicator": "company_track", "met_in": "2018-06"},
        **{"date": "2018-08-01", "version": 2, "sha256": "c" * 64, "definitions": []},
        "months": [
            {**month, "month": "2018-04", "report_sha256": None},
            {**month, "month": "2018-05", "count": None, "of": None, "suppressed": True},
            {**month, "month": "2018-06"},
        ],
        "approval": {"name": "Viggo Skov", "title": "", "on": "2018-08-01"},
    }
