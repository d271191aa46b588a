"""The invented participants: twelve with a story of their own, and the rest of a whole country."""

from __future__ import annotations

import numpy as np

from cases import reference

from .profiles import AALBORG, BROENDERSLEV, DKK_A_PERSON, Cell, Profile, curve, ending

#: How those who had left by the anchor day and the groups of those still active are spread (as in Aalborg).
LEFT = {
    "job": 17, "uddannelse": 5, "ikke_berettiget": 7, "doed": 8, "folkepension": 13, "fraflyttet": 16,
    "foertidspension": 75, "fleksjob": 17, "ledighedsydelse": 12, "ressourceforloeb": 75, "revalidering": 6,
}  # fmt: skip
GROUPS = {"1": 0.51, "2": 0.29, "3": 0.15, "deferred": 0.05}
#: People drawn in the whole country, and the municipalities that (in this invented country) stayed outside.
COUNTRY_SIZE = 27_000
#: A whole country keeps the monthly contacts of the last months only, so that it loads in a minute.
COUNTRY_CONTACTS_SINCE = "2019-06-01"
OUTSIDE = frozenset({"155", "187", "201", "269", "350", "492", "563", "727", "741", "810"})
#: Rough weight of the largest cities beside the others, whose weights are drawn.
CITIES = {"101": 9.0, "751": 5.5, "219": 0.9, "630": 1.7, "621": 1.7, "657": 1.5, "740": 1.4, "147": 1.2}


def apportion(total: int, weights: dict[str, float]) -> dict[str, int]:
    """Split ``total`` by ``weights`` into whole numbers that add up to it (largest remainders)."""
    whole = sum(weights.values())
    exact = {key: total * weight / whole for key, weight in weights.items()}
    parts = {key: int(value) for key, value in exact.items()}
    by_remainder = sorted(exact, key=lambda key: (parts[key] - exact[key], key))
    for key in by_remainder[: total - sum(parts.values())]:
        parts[key] += 1
    return parts


def invented(code: str, drawn: int, track: tuple[float, ...], *, unvisited: float = 0.06, **fields) -> Profile:
    """Return a participant of ``drawn`` people, spread as usual; ``unvisited`` of the active on the anchor day."""
    left = {status: count for status, count in apportion(round(drawn * 0.2), LEFT).items() if count}
    active = drawn - sum(left.values())
    without = max(round(active * unvisited), fields.get("never", 0))
    young = round(active * 0.07) if drawn >= 200 else 0
    cells = [Cell("Jobcenter", "", without)]
    cells += [Cell("Jobcenter", group, n) for group, n in apportion(active - without - young, GROUPS).items()]
    if young:
        cells += [Cell("Ungehuset", g, n, "uddannelseshjaelp") for g, n in apportion(young, GROUPS).items()]
    return Profile(
        code=code,
        cells=tuple(cell for cell in cells if cell.count),
        left=left,
        track=track,
        grant_dkk=round(drawn * DKK_A_PERSON, -3),
        **fields,
    )


def stories() -> list[Profile]:
    """Return the participants made to show something, and what that is."""
    return [
        # Meets every condition, early: 40 % from the autumn of 2018 on.
        invented("787", 214, curve(("2017-08", 0.2), ("2018-09", 0.43), ("2019-06", 0.47)), visited_by="2018-05-31"),
        # Meets the third instalment in the last possible run.
        invented("461", 894, ending(0.372, 0.381, 0.385, 0.403, 0.411, 0.407), visited_by="2018-10-26"),
        # Just misses it: never three months in a row, often by one person.
        invented(
            "615", 402, ending(0.41, 0.399, 0.405, 0.412, 0.399, 0.403, 0.407, 0.399, 0.41, 0.405, 0.399)
        ),
        # Two good months, a break, two good months, a break.
        invented("730", 612, ending(0.42, 0.43, 0.34, 0.385, 0.41, 0.42, 0.36, 0.37), contact=0.8),
        # Enough in the track, but three people were never visited: the second instalment is blocked.
        invented("360", 388, curve(("2017-08", 0.18), ("2018-11", 0.42), ("2019-06", 0.44)), unvisited=0.14, never=3),
        # A steady large one.
        invented("561", 465, curve(("2017-08", 0.15), ("2018-07", 0.36), ("2019-06", 0.425)), visited_by="2018-06-29"),
        # A slow one: late visits, few facilitators, little company track.
        invented(
            "253", 97, curve(("2017-08", 0.08), ("2019-06", 0.29)),
            unvisited=0.3, visited_by="2019-03-29", facilitator=0.6, job_goal=0.5, cv=0.4, contact=0.66,
        ),
        # Small numbers: most cells hold one or two people.
        invented("665", 58, curve(("2017-08", 0.15), ("2019-06", 0.41)), visited_by="2018-06-29"),
        invented("223", 23, curve(("2017-08", 0.1), ("2019-06", 0.38)), unvisited=0.1),
        invented("825", 12, curve(("2017-08", 0.2), ("2019-06", 0.5)), visited_by="2018-04-27"),
    ]  # fmt: skip


def demo_profiles() -> list[Profile]:
    """Return the municipalities of the ordinary demo."""
    return [AALBORG, BROENDERSLEV, *stories()]


def country_profiles(seed: int) -> list[Profile]:
    """Return 27,000 people in 88 participants, and Brønderslev, which takes no part, among them."""
    profiles = demo_profiles()
    known = {profile.code for profile in profiles} | OUTSIDE
    rng = np.random.default_rng([seed, 0])
    codes = [row["code"] for row in reference.municipalities() if row["code"] not in known]
    drawn = 0.25 + rng.gamma(2.0, 0.4, len(codes))
    weights = {code: CITIES.get(code, float(weight)) for code, weight in zip(codes, drawn, strict=True)}
    rest = apportion(COUNTRY_SIZE - sum(profile.drawn for profile in profiles), weights)
    return profiles + [_ordinary(code, drawn, rng) for code, drawn in rest.items()]


def _ordinary(code: str, drawn: int, rng: np.random.Generator) -> Profile:
    """Return a participant without a story: drawn at random between the slow and the quick."""
    level = rng.uniform(0.24, 0.46)
    wobble = rng.normal(0, 0.012, 25)
    rising = curve(("2017-08", level * 0.4), ("2018-08", level * 0.93), ("2019-06", level))
    return invented(
        code,
        drawn,
        tuple(float(max(share + shake, 0.02)) for share, shake in zip(rising, wobble, strict=True)),
        unvisited=float(rng.uniform(0.01, 0.25)),
        visited_by=str(rng.choice(["2018-05-31", "2018-08-31", "2018-10-31", "2018-12-21", "2019-04-30"])),
        never=int(rng.integers(1, 6)) if rng.random() < 0.15 and drawn > 60 else 0,
        facilitator=float(rng.uniform(0.65, 0.97)),
        job_goal=float(rng.uniform(0.5, 0.95)),
        cv=float(rng.uniform(0.4, 0.9)),
        contact=float(rng.uniform(0.65, 0.95)),
    )
