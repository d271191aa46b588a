"""An invented jobcentre of any size, as the contract's files: a citizen has about 6.25 rows in all."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path

FIRST = ("Anne", "Bo", "Cæcilie", "David", "Else", "Frode", "Gry", "Hans", "Ida", "Jørn", "Kåre", "Liv")
LAST = ("Andersen", "Bæk", "Christensen", "Dahl", "Eskildsen", "Friis", "Gade", "Holm", "Iversen", "Ågård")
MUNICIPALITIES = ("851", "810", "101", "751", "461", "561", "621", "730")
WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2)
START = date(2017, 8, 1)


def cprs(count: int, random_: random.Random) -> list[str]:
    """Return distinct CPR numbers that hold modulus 11."""
    made: dict[str, None] = {}
    while len(made) < count:
        born = date(1952, 1, 1) + timedelta(days=random_.randrange(16_000))
        digits = f"{born:%d%m%y}{random_.randrange(1000, 3999):04d}"[:9]
        check = -sum(w * int(d) for w, d in zip(WEIGHTS, digits, strict=True)) % 11
        if check < 10:
            made[f"{digits}{check}"] = None
    return list(made)


class Jobcentre:
    """The rows of each file, drawn from ``seed``."""

    def __init__(self, citizens: int, seed: int = 1):
        self.random = random.Random(seed)
        self.cprs = cprs(citizens, self.random)

    def some(self, share: float) -> list[str]:
        """Return a share of the people, in order."""
        return [cpr for cpr in self.cprs if self.random.random() < share]

    def day(self, days: int = 700) -> date:
        """Return a day of the programme."""
        return START + timedelta(days=self.random.randrange(days))

    def citizens(self) -> Iterator[tuple]:
        """Return everybody, with a unit and a caseworker."""
        yield "cpr", "name", "municipality", "unit", "caseworker"
        for cpr in self.cprs:
            code = self.random.choice(MUNICIPALITIES)
            name = f"{self.random.choice(FIRST)} {self.random.choice(LAST)}"
            yield cpr, name, code, f"Hus {self.random.randrange(3)}", f"sb{code}-{self.random.randrange(20)}"

    def target_group(self) -> Iterator[tuple]:
        """Return everybody as a member."""
        yield "programme", "cpr"
        for cpr in self.cprs:
            yield "fsm1", cpr

    def benefit_changes(self) -> Iterator[tuple]:
        """Return a benefit for everybody and a later change for a quarter."""
        yield "cpr", "effective_on", "benefit", "match_category"
        for cpr in self.cprs:
            yield (
                cpr,
                date(2012, 1, 1) + timedelta(days=self.random.randrange(1500)),
                "kontanthjaelp",
                "aktivitetsparat",
            )
        for cpr in self.some(0.25):
            yield cpr, self.day(), self.random.choice(("job", "fleksjob", "ressourceforloeb", "uddannelse")), ""

    def visitations(self) -> Iterator[tuple]:
        """Return a visitation for everybody."""
        yield "cpr", "decided_on", "group", "deferral_reason", "deferred_until", "note"
        for cpr in self.cprs:
            group = self.random.choice(("1", "1", "2", "3", "deferred"))
            on = self.day(300)
            until = on + timedelta(days=200) if group == "deferred" else ""
            yield cpr, on, group, "barsel" if until else "", until, "Samtale holdt, jobmål drøftet"

    def facilitators(self) -> Iterator[tuple]:
        """Return a facilitator for four in ten."""
        yield "cpr", "name", "start", "end"
        for cpr in self.some(0.4):
            yield cpr, self.random.choice(FIRST), self.day(300), ""

    def plans(self) -> Iterator[tuple]:
        """Return a plan for three in ten."""
        yield "cpr", "job_goal", "job_goal_on", "cv_on"
        for cpr in self.some(0.3):
            yield cpr, self.random.choice(("pedel", "butiksassistent", "køkken")), self.day(), self.day()

    def contacts(self) -> Iterator[tuple]:
        """Return a contact for six in ten."""
        yield "cpr", "held_on", "kind", "by"
        for cpr in self.some(0.6):
            yield cpr, self.day(), self.random.choice(("samtale", "kontakt")), self.random.choice(FIRST)

    def offers(self) -> Iterator[tuple]:
        """Return an offer for six in ten, half of them in a company."""
        yield "cpr", "kind", "start", "end", "weekly_hours", "company", "cvr", "agreed_tasks", "agreed_ordinary_hours"
        kinds = ("virksomhedspraktik", "loentilskud", "mentor", "ordinaere_timer", "vejledning_opkvalificering")
        for cpr in self.some(0.6):
            on, company = self.day(), self.random.randrange(400)
            where = (f"Firma {company} A/S", "") if company < 200 else ("", "")
            hours = f"{self.random.randrange(2, 74) / 2}"
            yield (
                cpr,
                self.random.choice(kinds),
                on,
                on + timedelta(days=90),
                hours,
                *where,
                "Lager og oprydning",
                "yes",
            )

    def rehabilitation(self) -> Iterator[tuple]:
        """Return a rehabilitation case for one in ten."""
        yield "cpr", "referred_on", "met_on", "recommendation", "decided_on", "decision"
        for cpr in self.some(0.1):
            on = self.day()
            yield cpr, on, on + timedelta(days=30), "Fleksjob", on + timedelta(days=45), "fleksjob"

    def grants(self) -> Iterator[tuple]:
        """Return a grant for each municipality."""
        yield "programme", "municipality", "amount_dkk", "approved_on"
        for code in MUNICIPALITIES:
            yield "fsm1", code, 9_630_000, date(2017, 6, 30)


FILES = (
    "citizens",
    "target_group",
    "benefit_changes",
    "visitations",
    "facilitators",
    "plans",
    "contacts",
    "offers",
    "rehabilitation",
    "grants",
)


def write(folder: Path, citizens: int, seed: int = 1) -> int:
    """Write the files of a jobcentre into ``folder``; return how many rows they have in all."""
    jobcentre, rows = Jobcentre(citizens, seed), 0
    for name in FILES:
        rows += write_file(folder / f"{name}.csv", getattr(jobcentre, name)()) - 1
    return rows


def write_file(path: Path, lines: Iterable[tuple]) -> int:
    """Write one CSV file; return how many lines, the header among them."""
    with path.open("w", encoding="utf-8", newline="") as file:
        written = [*lines]
        csv.writer(file, lineterminator="\n").writerows(written)
        return len(written)
