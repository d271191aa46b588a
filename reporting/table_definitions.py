"""The tables of the reports, declared once as the figures are: what each holds and how it is to be read."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from .indicators import CATALOGUE, FIRST_VERSION, SUCCESSOR, Text


@dataclass(frozen=True)
class TableDefinition:
    """A table of a report. ``kind`` is the report it stands in; ``figures`` are its figures in the catalogue."""

    key: str
    kind: str
    title: Text
    counts: Text
    month: Text
    source: Text
    of: Text = ""
    choices: tuple[Text, ...] = ()
    figures: tuple[str, ...] = ()
    since: str = FIRST_VERSION


#: The version of the program that first counted full-time persons.
FULL_TIME_VERSION = "0.1.0"
_FROZEN = _("Tallene er, som registreringerne stod, da måneden blev lukket. En rettelse giver en ny version.")
_BEFORE = _(
    "»Sidste måned« og de tolv måneder er læst i de lukninger, der var de nyeste, da måneden blev lukket; "
    "en senere rettelse af dem ændrer ikke denne rapport."
)
_SMALL = _("Uden for kommunen vises tal på 1 og 2 ikke, og heller ikke det, de kan regnes ud af.")
_REGISTRATIONS = _("Kommunens registreringer i Flere skal med.")
_LAGGED = _("Måneden før rapportens: Oplysninger om ordinære timer kommer en måned senere.")


def _of_block(number: int) -> tuple[str, ...]:
    return tuple(indicator.key for indicator in CATALOGUE if indicator.block == number)


_ALL = (
    TableDefinition(
        "startafklaring",
        "monthly",
        _("Startafklaring"),
        _("Målgruppens størrelse, hvor mange der er visiteret og til hvilken gruppe, og hvad gruppe 1 har fået."),
        _("Rapportens måned"),
        _REGISTRATIONS,
        _("Visiterede er af bruttomålgruppen, grupperne af de visiterede og resten af gruppe 1."),
        (_FROZEN, _BEFORE, _SMALL),
        _of_block(1),
    ),
    TableDefinition(
        "virksomhedsforloeb",
        "monthly",
        _("Virksomhedsforløb mv."),
        _("Hvor mange i gruppe 1 der i måneden var i et af de fem slags forløb. En borger kan være i flere af dem."),
        _LAGGED,
        _REGISTRATIONS,
        _("Gruppe 1 på målemånedens sidste dag."),
        (_FROZEN, _BEFORE, _SMALL),
        _of_block(2),
    ),
    TableDefinition(
        "job-og-uddannelse",
        "monthly",
        _("Job og uddannelse"),
        _("Hvor mange i gruppe 1 der på månedens sidste dag var i job, fleksjob eller uddannelse."),
        _LAGGED,
        _REGISTRATIONS,
        _("Gruppe 1 på målemånedens sidste dag."),
        (_FROZEN, _BEFORE, _SMALL),
        _of_block(3),
    ),
    TableDefinition(
        "loentimer-og-su",
        "monthly",
        _("Løntimer og uddannelse"),
        _("Hvor mange i programmets indsatsgruppe der i måneden havde ordinære løntimer eller var i SU-uddannelse."),
        _LAGGED,
        _REGISTRATIONS,
        _("Indsatsgruppen på målemånedens sidste dag, uden de fritagne."),
        (_FROZEN, _BEFORE, _SMALL),
        tuple(indicator.key for indicator in SUCCESSOR),
    ),
    TableDefinition(
        "lokal-status",
        "status",
        _("Lokal status"),
        _("Kommunens aktive sager på en dag: de borgere i målgruppen, der den dag er i kontanthjælpssystemet."),
        _("Den valgte dag"),
        _("Kommunens registreringer, som de står nu: ydelsesskift, visitationer og tilbud."),
        choices=(
            _("Kan ikke sammenlignes med månedsrapporten, som beholder dem, der har skiftet ydelse."),
            _("Har en borger flere tilbud den dag, tæller ét: løntilskud før virksomhedspraktik før de andre."),
        ),
    ),
    TableDefinition(
        "gruppe-2",
        "group2",
        _("Gruppe 2"),
        _("Borgerne i gruppe 2: hvor længe de har ventet, hvem der har skiftet ydelse, og hvem der intet tilbud har."),
        _("Månedens sidste dag"),
        _("Kommunens registreringer: visitationer, ydelsesskift og tilbud."),
        _("Gruppe 2; ventetid og tilbud dog af dem, der stadig er i kontanthjælpssystemet."),
        (
            _("Ventetiden løber fra visitationen, der satte borgeren i gruppe 2. En gentagelse flytter den ikke."),
            _("En mentor alene er ikke et aktivt tilbud."),
            _("Over 9 måneder er ni hele måneder og mindst en dag mere."),
            _SMALL,
        ),
    ),
    TableDefinition(
        "tilbud",
        "offers",
        _("Tilbud"),
        _("Tilbud, der sluttede i perioden: hvor mange, hvor længe, og hvem der kom i ordinære timer eller job."),
        _("Et kvartal; landets tal udgives med den måned, der slutter et halvt år efter"),
        _("Kommunens registreringer: tilbud, ydelsesskift og virksomhedsregistret."),
        _("Andelen, der kom i timer eller job, er af borgerne på samme linje."),
        (
            _(
                "Tilbud til målgruppens borgere tælles i den periode, hvor de slutter. "
                "Tilbud uden slutdato er ikke med."
            ),
            _(
                "En borger er kommet i timer eller job, når borgeren fra tilbuddets første dag og senest seks måneder "
                "efter dets sidste begyndte i andre ordinære timer eller fik ydelsen job. Det siger, hvad der kom "
                "efter, ikke hvad der var årsagen."
            ),
            _(
                "En borger tæller én gang på hver linje og kan stå på flere linjer. Uger er gennemsnittet af "
                "tilbuddenes længde."
            ),
            _("Branchen er virksomhedens, som den står i virksomhedsregistret."),
            _SMALL,
        ),
        since=FULL_TIME_VERSION,
    ),
    TableDefinition(
        "fuldtidspersoner",
        "full_time",
        _("Fuldtidspersoner"),
        _(
            "Uger på en ydelse delt med periodens uger, lagt sammen over alle borgere i kommunen. To borgere, der hver "
            "har ydelsen halvdelen af måneden, er én fuldtidsperson."
        ),
        _("Den valgte måned"),
        _(
            "Kommunens registreringer: ydelsesskift for alle borgere, også uden for målgruppen. Er de gemt "
            "med månedens lukning, er tallene, som registreringerne stod da; ellers er de foreløbige."
        ),
        choices=(
            _("En ydelse gælder fra sin dato til dagen før det næste skift, og der regnes i hele dage."),
            _("Alderen er den, borgeren har på periodens sidste dag. »Over 30« er dem, der er fyldt 30."),
            _("Kommunen og enheden er dem, borgeren hørte til, da måneden blev lukket; før det dem i dag."),
            _("Job, uddannelse, ikke berettiget, andet, fraflytning og død er ingen ydelse og tæller ikke."),
            _("Der regnes med hele brøker; først når et tal vises, afrundes det."),
        ),
        since=FULL_TIME_VERSION,
    ),
    TableDefinition(
        "kommunens-maal",
        "targets",
        _("Kommunens mål"),
        _("Kommunens egne mål: en startværdi, milepæle med dato, og det målte ved siden af."),
        _("Milepælens måned: den seneste, der er slut den dag, milepælen har"),
        _("De lukkede måneder; fuldtidspersoner i måneder, der ikke er lukket, som registreringerne står nu."),
        choices=(
            _("En milepæl er nået, når måneden er på værdien eller længere; der sammenlignes hele brøker."),
            _("Nået før tid er den, når månederne i træk, der når den, begyndte før milepælens måned."),
            _("Nået en gang og tabt igen inden dagen er ikke nået."),
            _("Før milepælens måned er målt, viser den seneste måned, om den er nået allerede."),
        ),
        since=FULL_TIME_VERSION,
    ),
    TableDefinition(
        "dokumentation",
        "evidence",
        _("Dokumentation for en rate"),
        _("De lukkede måneder, som opfylder ratens betingelse, med tal, version og kontrolsummer. Ingen personer."),
        _("De måneder, raten er opfyldt på, hver i sin nyeste version den dag, dokumentationen blev godkendt"),
        _("De lukkede månedsrapporter og bevillingen."),
        choices=(
            _("Dokumentationen ændrer sig aldrig; lukkes en måned igen, godkendes en ny version."),
            _("Tal på 1 og 2, og det, de kan regnes ud af, vises kun i kommunens interne bilag."),
        ),
        since=FULL_TIME_VERSION,
    ),
    TableDefinition(
        "rater",
        "instalments",
        _("Rater"),
        _("Om betingelsen for hver rate af bevillingen er opfyldt, hvornår den blev det, og hvad der mangler."),
        _("Alle lukkede måneder, hver i sin nyeste version"),
        _("De lukkede månedsrapporter og bevillingen."),
        choices=(
            _("Andele sammenlignes som brøker: 39,96 % er ikke 40 %."),
            _("Hvad der mangler til tredje rate, er regnet på den seneste lukkede måned, rundet op til hele borgere."),
        ),
    ),
    TableDefinition(
        "rater-overblik",
        "grants",
        _("Overblik over rater"),
        _("Hver bevillings rater: opfyldt, anmodet, godkendt eller udbetalt, og hvad der udestår."),
        _("Alle lukkede måneder, hver i sin nyeste version"),
        _("De offentliggjorte månedsrapporter, bevillingerne og anmodningernes trin."),
        choices=(
            _("»Opfyldt, ikke udbetalt« er også det, ingen har anmodet om, og det, der er anmodet om eller godkendt."),
            _("»Udbetalt« er det registrerede beløb i den måned, udbetalingen har dato."),
        ),
        since=FULL_TIME_VERSION,
    ),
)
TABLES: dict[str, TableDefinition] = {table.key: table for table in _ALL}
