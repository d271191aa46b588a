"""Hypothesis-made people whose dates crowd around month ends and around the limits of the rules."""

from datetime import date, timedelta

from hypothesis import strategies as st

from cases.codes import Benefit, OfferKind
from visitation.codes import Decision, Group, MeasureKind

from .facts import OfferFact, Person, Referral

#: The day asked about, and days at the rules' distances from it.
ASKED = [date(2018, 2, 28), date(2018, 3, 1), date(2018, 8, 31), date(2019, 3, 31), date(2019, 4, 1)]
_BACK = (0, 13, 14, 15, 31, 59, 61, 89, 90, 92, 120, 181, 184, 274, 276, 364, 365, 366, 400, 500)
DAYS = sorted({on - timedelta(days=back + step) for on in ASKED for back in _BACK for step in (-1, 0, 1)})
days = st.sampled_from(DAYS)
living = st.sampled_from(
    [*["kontanthjaelp"] * 8, "uddannelseshjaelp", *(b.value for b in Benefit if b != Benefit.DOED)]
)


@st.composite
def _period(draw) -> tuple[date, date | None]:
    start = draw(days)
    return start, draw(st.none() | days.filter(lambda day: day >= start))


@st.composite
def _visitation(draw, on: date) -> tuple[str, date | None]:
    name = draw(st.sampled_from([*Group.values, "1", "2", "deferred"]))
    until = draw(st.none() | days.filter(lambda day: day >= on)) if name == "deferred" else None
    return name, until


@st.composite
def _referral(draw, on: date) -> Referral:
    met = draw(st.none() | days.filter(lambda day: day >= on))
    decided = draw(st.none() | days.filter(lambda day: day >= (met or on)))
    return Referral(on, met, decided, draw(st.sampled_from(Decision.values)) if decided else "")


@st.composite
def _offer(draw) -> OfferFact:
    start, end = draw(_period())
    kind = draw(st.sampled_from([*OfferKind.values, "virksomhedspraktik", "loentilskud"]))
    return OfferFact(
        kind, start, end, draw(st.sampled_from(["", "aftalt"])), draw(st.sampled_from([None, False, True]))
    )


@st.composite
def persons(draw) -> Person:
    """Return one member, most of them with an active case."""
    visited_on = draw(st.lists(days, unique=True, max_size=4))
    benefits = draw(st.dictionaries(days, living, max_size=3))
    if draw(st.integers(0, 9)):
        benefits[date(2017, 1, 1)] = "kontanthjaelp"
    return Person(
        benefits=benefits,
        visitations={on: draw(_visitation(on)) for on in visited_on},
        goals=draw(st.lists(days, max_size=2)),
        cvs=draw(st.lists(days, max_size=1)),
        facilitators=draw(st.lists(_period(), max_size=1)),
        contacts=draw(st.lists(st.tuples(days, st.sampled_from(["samtale", "samtale", "kontakt"])), max_size=8)),
        offers=draw(st.lists(_offer(), max_size=3)),
        referrals=[draw(_referral(on)) for on in draw(st.lists(days, unique=True, max_size=2))],
        measures=[
            (draw(st.sampled_from(MeasureKind.values)), *draw(_period())) for _one in range(draw(st.integers(0, 1)))
        ],
        measurements=draw(
            st.lists(st.tuples(days, st.sampled_from(["citizen", "caseworker"])), max_size=3, unique=True)
        ),
        elsewhere=draw(st.integers(0, 19)) == 0,
    )
