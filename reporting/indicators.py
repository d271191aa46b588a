"""The indicator catalogue: every figure of the monthly report, declared once.

An indicator has a name and two filters over the monthly status rows: whom it is counted *of*, and
whom it *counts*. Screens, PDFs, workbooks and JSON take number, label and note from here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from cases.models import Programme

Text = Promise | str

IN_PROGRAMME = Q(in_programme=True)
VISITED = IN_PROGRAMME & ~Q(group="")
GROUP_1 = IN_PROGRAMME & Q(group="1")
IN_TRACK = (
    Q(virksomhedspraktik=True)
    | Q(loentilskud=True)
    | Q(ordinaere_timer=True)
    | Q(fleksjob=True)
    | Q(ordinaer_uddannelse=True)
)
IN_JOB_OR_EDUCATION = Q(employment=True) | Q(flex_job=True) | Q(education=True)


#: The version of the program with which the definitions began.
FIRST_VERSION = "0.1.0"


def fields_of(q: Q) -> frozenset[str]:
    """Return the names of the columns that a filter reads."""
    names: set[str] = set()
    for child in q.children:
        names |= fields_of(child) if isinstance(child, Q) else {str(child[0]).partition("__")[0]}  # type: ignore[index]
    return frozenset(names)


@dataclass(frozen=True)
class Indicator:
    """One figure. ``lag`` is how many months before the report month it measures; ``of`` None: a plain number.

    ``previous``: whether the report shows last month's number beside it; ``in_series``: whether it is in the
    twelve months' figures. ``choices``: what the sources leave open and we decided. ``since``: the version of the
    program that first counted it so; every close stores the version it was counted by.
    """

    key: str
    label: Text
    counts: Q
    of: Q | None = None
    lag: int = 0
    previous: bool = False
    in_series: bool = False
    note: Text = ""
    choices: tuple[Text, ...] = ()
    since: str = FIRST_VERSION

    @property
    def reads(self) -> frozenset[str]:
        """The columns of a monthly status row that decide it."""
        return fields_of(self.counts) | (frozenset() if self.of is None else fields_of(self.of))

    @property
    def decides(self) -> frozenset[str]:
        """The columns that tell those it counts from the rest of those it is counted of."""
        inside = frozenset() if self.of is None else fields_of(self.of)
        return fields_of(self.counts) - inside or fields_of(self.counts) - {"in_programme"} or fields_of(self.counts)

    @property
    def block(self) -> int:
        """Which block of the report it stands in: 1 start, 2 company track, 3 job and education."""
        if self.lag == 0:
            return 1
        return 3 if self.key in {"job_or_education", "employment", "flex_job", "education"} else 2


_OUT = _("Kun fraflytning, død og folkepension tager en borger ud af tallene, bedømt på månedens sidste dag.")
_OWN_MONTH = _("Gruppe 1 er målemånedens egen, ikke rapportmånedens.")
_ONCE = _("En borger tæller én gang, uanset hvor mange tilbud og ydelser borgeren har haft.")
_DATED = _("Kun det, der har en dato, tæller; uden dato tæller det, når det får en.")
_OR_BENEFIT = {
    "ordinaere_timer": _("Tilbuddet ordinære timer eller ydelsen job tæller."),
    "fleksjob": _("Ydelsen fleksjob tæller; ledighedsydelse gør ikke."),
    "ordinaer_uddannelse": _("Tilbuddet ordinær uddannelse eller ydelsen uddannelse tæller."),
    "education": _("Ydelsen uddannelse tæller, og et tilbud om ordinær uddannelse, der løber den dag."),
}


def _of_group_1(
    key: str, label: Text, counts: Q, note: Text, choices: tuple[Text, ...] = (), **options: bool | int
) -> Indicator:
    own = (_OWN_MONTH,) if options.get("lag") else ()
    chosen = (_OR_BENEFIT[key],) if key in _OR_BENEFIT else ()
    said = (*chosen, *choices, *own, _OUT)
    return Indicator(key, label, GROUP_1 & counts, GROUP_1, note=note, choices=said, **options)  # type: ignore[arg-type]


def _group(group: str, label: Text) -> Indicator:
    return Indicator(
        "group_" + group,
        label,
        IN_PROGRAMME & Q(group=group),
        VISITED,
        in_series=True,
        note=_(
            "Den gruppe, den seneste visitation på eller før månedens sidste dag satte borgeren i. Af de visiterede."
        ),
        choices=(_OUT,),
    )


_TRACK_NOTE = _(
    "Gruppe 1 på målemånedens sidste dag. Et tilbud tæller i en måned, det berører mindst én dag; en ydelse tæller, "
    "hvis borgeren har haft den mindst én dag i måneden. Oplysninger om ordinære timer kommer en måned senere."
)
_JOB_NOTE = _(
    "Gruppe 1 på målemånedens sidste dag, efter status den dag. "
    "En borger tæller én gang: job, så fleksjob, så uddannelse."
)

CATALOGUE: tuple[Indicator, ...] = (
    Indicator(
        "gross_target_group",
        _("Bruttomålgruppe"),
        IN_PROGRAMME,
        note=_(
            "Bruttomålgruppen uden dem, der på månedens sidste dag er fraflyttet, døde eller på folkepension. "
            "Alle andre følges, også efter et ydelsesskift."
        ),
        choices=(_OUT,),
    ),
    Indicator(
        "drawn",
        _("Udtrukne"),
        Q(),
        note=_("Alle i den faste bruttomålgruppe, som den blev udtrukket for uge 52 i 2016."),
    ),
    Indicator(
        "visited",
        _("Visiterede"),
        VISITED,
        IN_PROGRAMME,
        previous=True,
        in_series=True,
        note=_("Borgere med en visitation på eller før månedens sidste dag. Udskudte tæller som visiterede."),
        choices=(_OUT,),
    ),
    _group("1", _("Gruppe 1, indsatsgruppen")),
    _group("2", _("Gruppe 2, rehabilitering")),
    _group("3", _("Gruppe 3, sociale eller helbredsmæssige problemer")),
    _group("deferred", _("Udskudt")),
    _of_group_1(
        "facilitator",
        _("Har en personlig jobformidler"),
        Q(facilitator=True),
        _("Gruppe 1 med en personlig jobformidler på månedens sidste dag."),
        previous=True,
        in_series=True,
    ),
    _of_group_1(
        "job_goal",
        _("Har et jobmål"),
        Q(job_goal=True),
        _("Gruppe 1 med et dateret jobmål på månedens sidste dag."),
        (_DATED,),
    ),
    _of_group_1("cv", _("Har et CV"), Q(cv=True), _("Gruppe 1 med et dateret CV på månedens sidste dag."), (_DATED,)),
    _of_group_1(
        "contact_in_month",
        _("Kontakt i måneden"),
        Q(contact=True),
        _("Gruppe 1 med mindst én samtale eller anden kontakt i måneden."),
    ),
    _of_group_1(
        "company_track",
        _("I virksomhedsforløb mv."),
        IN_TRACK,
        _TRACK_NOTE,
        (_ONCE,),
        lag=1,
        previous=True,
        in_series=True,
    ),
    _of_group_1("virksomhedspraktik", _("Virksomhedspraktik"), Q(virksomhedspraktik=True), _TRACK_NOTE, lag=1),
    _of_group_1("loentilskud", _("Løntilskud"), Q(loentilskud=True), _TRACK_NOTE, lag=1),
    _of_group_1("ordinaere_timer", _("Ordinære timer"), Q(ordinaere_timer=True), _TRACK_NOTE, lag=1),
    _of_group_1("fleksjob", _("Fleksjob i måneden"), Q(fleksjob=True), _TRACK_NOTE, lag=1),
    _of_group_1("ordinaer_uddannelse", _("Ordinær uddannelse"), Q(ordinaer_uddannelse=True), _TRACK_NOTE, lag=1),
    _of_group_1("job_or_education", _("I job eller uddannelse"), IN_JOB_OR_EDUCATION, _JOB_NOTE, lag=1, in_series=True),
    _of_group_1("employment", _("Selvforsørgende i job"), Q(employment=True), _JOB_NOTE, lag=1),
    _of_group_1("flex_job", _("I fleksjob"), Q(flex_job=True), _JOB_NOTE, lag=1),
    _of_group_1("education", _("I uddannelse"), Q(education=True), _JOB_NOTE, lag=1),
)

# --- the successor programme's own: who is exempted is deducted from the effort group -------------------------------
IN_EFFORT = IN_PROGRAMME & (GROUP_1 | Q(group="deferred")) & ~Q(exempted=True)
PAID_OR_SU = Q(ordinaere_timer=True) | Q(ordinaer_uddannelse=True)
_EFFORT_NOTE = _(
    "Indsatsgruppen på målemånedens sidste dag: gruppe 1 og dem, hvis udskydelse er udløbet. Fritagne (udskudte) er "
    "trukket fra. Løntilskud og fleksjob tæller ikke. Oplysninger om ordinære timer kommer en måned senere."
)


def _of_effort(key: str, label: Text, counts: Q, *, in_series: bool = False) -> Indicator:
    return Indicator(
        key, label, IN_EFFORT & counts, IN_EFFORT, lag=1, previous=in_series, in_series=in_series, note=_EFFORT_NOTE
    )


SUCCESSOR: tuple[Indicator, ...] = (
    Indicator(
        "exempted",
        _("Fritaget"),
        IN_PROGRAMME & Q(exempted=True),
        lag=1,
        note=_("Udskudte på målemånedens sidste dag, hvis udskydelse ikke er udløbet. De er ikke i indsatsgruppen."),
    ),
    Indicator("effort_group", _("Indsatsgruppen"), IN_EFFORT, lag=1, note=_EFFORT_NOTE),
    _of_effort("paid_hours_or_su", _("Med løntimer eller SU-uddannelse"), PAID_OR_SU, in_series=True),
    _of_effort("paid_hours", _("Med løntimer"), Q(ordinaere_timer=True)),
    _of_effort("su_education", _("I SU-uddannelse"), Q(ordinaer_uddannelse=True)),
)

BY_KEY: dict[str, Indicator] = {indicator.key: indicator for indicator in (*CATALOGUE, *SUCCESSOR)}
#: The shares that block 2 adds up; a person may be in several of them.
TRACK_PARTS = ("virksomhedspraktik", "loentilskud", "ordinaere_timer", "fleksjob", "ordinaer_uddannelse")


def indicators_of(programme: Programme) -> tuple[Indicator, ...]:
    """Return the figures of a programme's monthly report: those its definition names, or the whole catalogue."""
    keys = programme.parameters.get("indicators")
    return CATALOGUE if keys is None else tuple(BY_KEY[key] for key in keys)


def members_of(programme: Programme) -> Indicator:
    """Return the figure that says whether a place has members at all: the programme's widest plain number."""
    plain = [indicator for indicator in indicators_of(programme) if indicator.of is None and not indicator.lag]
    return min(plain, key=lambda indicator: len(indicator.reads))
