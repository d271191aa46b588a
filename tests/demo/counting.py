"""Counting over the demo's files in plain Python, apart from the program's own SQL and from the builder."""

from collections import Counter, defaultdict
from datetime import date, timedelta

CASH = {"kontanthjaelp", "uddannelseshjaelp", "integrationsydelse"}
GONE = {"fraflyttet", "doed", "folkepension"}
TRACK_KINDS = {"virksomhedspraktik", "loentilskud", "ordinaere_timer", "ordinaer_uddannelse"}
TRACK_STATUSES = {"job", "fleksjob", "uddannelse"}


def rows(frames, name):
    """Return the file's rows as dicts of text."""
    return frames[name].to_dict("records")


def by_cpr(frames, name):
    """Return the file's rows by person."""
    found = defaultdict(list)
    for row in rows(frames, name):
        found[row["cpr"]].append(row)
    return found


def as_of(events, day_column, on):
    """Return the latest event dated ``on`` (ISO text) or before, or None."""
    return max((e for e in events if e[day_column] <= on), key=lambda e: e[day_column], default=None)


class Municipality:
    """One municipality's members and what is registered about them."""

    def __init__(self, frames, code):
        self.citizens = {r["cpr"]: r for r in rows(frames, "citizens") if r["municipality"] == code}
        self.benefits = by_cpr(frames, "benefit_changes")
        self.visitations = by_cpr(frames, "visitations")
        self.offers = by_cpr(frames, "offers")
        self.facilitators = by_cpr(frames, "facilitators")

    def benefit(self, cpr, on):
        return as_of(self.benefits[cpr], "effective_on", on)["benefit"]

    def group(self, cpr, on):
        found = as_of(self.visitations[cpr], "decided_on", on)
        return found["group"] if found else "none"

    def status(self, on):
        """Return who left by status, and the active by unit, group, both, benefit and match category."""
        left, active = Counter(), []
        for cpr in self.citizens:
            change = as_of(self.benefits[cpr], "effective_on", on)
            if change["benefit"] in CASH:
                active.append(
                    (self.citizens[cpr]["unit"], self.group(cpr, on), change["benefit"], change["match_category"])
                )
            else:
                left[change["benefit"]] += 1
        return {
            "left": dict(left),
            "by_unit": dict(Counter(a[0] for a in active)),
            "by_group": dict(Counter(a[1] for a in active)),
            "by_unit_and_group": dict(Counter(a[:2] for a in active)),
            "by_benefit": dict(Counter(a[2] for a in active)),
            "by_match_category": dict(Counter(a[3] for a in active)),
        }

    def measured(self, on):
        return [cpr for cpr in self.citizens if self.benefit(cpr, on) not in GONE]

    def in_track(self, cpr, first, last):
        """Whether an offer or a status of the company track was held on any day of the month."""
        if any(
            o["kind"] in TRACK_KINDS and o["start"] <= last and (o["end"] or "9") >= first for o in self.offers[cpr]
        ):
            return True
        changes = self.benefits[cpr]
        held = {self.benefit(cpr, first)} | {c["benefit"] for c in changes if first <= c["effective_on"] <= last}
        return bool(held & TRACK_STATUSES)

    def month(self, first, last):
        """Return the month's own counts (nothing lagged)."""
        measured = self.measured(last)
        groups = {cpr: self.group(cpr, last) for cpr in measured}
        ones = [cpr for cpr in measured if groups[cpr] == "1"]
        helped = sum(
            any(f["start"] <= last and (f["end"] or "9") >= last for f in self.facilitators[cpr]) for cpr in ones
        )
        return {
            "gross": len(measured),
            "visited": sum(group != "none" for group in groups.values()),
            "groups": Counter(groups.values()),
            "group_1": len(ones),
            "track": sum(self.in_track(cpr, first, last) for cpr in ones),
            "facilitator": helped,
        }


def months():
    """Return the months of the story, 2017-08 to 2019-07, as (name, first day, last day) in ISO text."""
    found, first = [], date(2017, 8, 1)
    while first < date(2019, 8, 1):
        following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
        last = following - timedelta(days=1)
        found.append((first.isoformat()[:7], first.isoformat(), last.isoformat()))
        first = following
    return found
