"""Pools of invented Danish words for the demo: names, companies, job goals, tasks, notes."""

from __future__ import annotations

from pathlib import Path


def _words(name: str) -> list[str]:
    return (Path(__file__).parent / "words" / f"{name}.txt").read_text(encoding="utf-8").split()


WOMEN = _words("women")
MEN = _words("men")
LAST = _words("last_names")
COMPANY_FIRST = _words("company_names")
COMPANY_KIND = (
    *("Supermarked", "Bageri", "Gartneri", "Plejecenter", "Børnehave", "Autoværksted", "Rengøring ApS", "Lager A/S"),
    *("Kantine", "Byggemarked", "Genbrug", "Hotel", "Tømrer & Snedker ApS", "Café", "Transport A/S", "Skole"),
)
PUBLIC_PLACES = ("Park og Natur", "Genbrugspladsen", "Hjælpemiddeldepotet", "Biblioteket", "Idrætshallen")
#: The branch (a main section of DB07) that a word of a company's name tells of.
BRANCHES = {
    **{"Supermarked": "G", "Bageri": "C", "Gartneri": "A", "Plejecenter": "Q", "Børnehave": "Q", "Autoværksted": "G"},
    **{"Rengøring": "N", "Lager": "H", "Kantine": "I", "Byggemarked": "G", "Genbrug": "G", "Hotel": "I"},
    **{"Tømrer": "F", "Café": "I", "Transport": "H", "Skole": "P"},
}
STREETS = (
    *("Nørre Allé", "Søndergade", "Industrivej", "Havnegade", "Håndværkervej", "Skolegade", "Jernbanegade"),
    *("Markedsvej", "Østre Ringvej", "Værkstedsvej", "Kirkegade", "Teglgårdsvej"),
)
AGREEMENTS = (
    "Kan tage to borgere ad gangen. Begynder med fire timer om ugen; ordinære timer drøftes efter otte uger.",
    "Tager imod én borger i praktik. Fast kontaktperson hver dag. Ordinære timer, når opgaverne kan løses alene.",
    "Vil gerne ringes op, når en borger har jobmål i branchen. Ordinære timer fra første dag, tre om ugen.",
    "Tre pladser om året. Opfølgning sammen med jobformidleren hver anden uge.",
    "Kun formiddage. Kan tilbyde løse ordinære timer op til jul og i sommerferien.",
)
JOB_GOALS = (
    *("pedelmedhjælper", "køkkenmedhjælper", "butiksmedarbejder", "lagermedarbejder", "chauffør", "gartnermedhjælper"),
    *("rengøringsassistent", "omsorgsmedhjælper på plejecenter", "pædagogmedhjælper", "servicemedarbejder på skole"),
    *("kontormedhjælper", "bagermedhjælper", "mekanikermedhjælper", "cykelsmed", "syerske", "tjener", "blomsterbinder"),
    *("dyrepasser", "malermedhjælper", "kantinemedarbejder", "receptionist", "opmåler i byggemarked"),
)
OWN_WORDS = (
    *(
        "Vil gerne have noget at stå op til.",
        "Drømmer om at arbejde med dyr.",
        "Vil helst begynde med få timer.",
    ),
    *("Ønsker et sted med ro omkring sig.", "Vil gerne bruge sine hænder.", "Håber på et job tæt på hjemmet."),
)
TASKS = (
    *("Opfyldning af varer og oprydning på lager", "Klargøring af morgenmad og opvask", "Vask og klargøring af biler"),
    *("Rengøring af fællesarealer", "Pasning af grønne områder", "Sortering af genbrugsvarer", "Pakning af ordrer"),
    *("Gåture og højtlæsning med beboere", "Vedligehold af cykler og udlån", "Modtagelse af gæster og telefonpasning"),
    *(
        "Udbringning af varer med chauffør",
        "Borddækning og afrydning",
        "Plantning og vanding",
        "Arkivering og scanning",
    ),
)
VISITATION_NOTES = {
    "1": (
        "Ønsker job i få timer og er klar til virksomhedspraktik.",
        "Motiveret; jobmål drøftet ved samtalen.",
        "Har erhvervserfaring og kan mødes i en virksomhed.",
    ),
    "2": (
        "Sagen forberedes til rehabiliteringsteamet.",
        "Lægelige oplysninger indhentes; arbejdsevnen er varigt nedsat.",
        "Flere forløb er afprøvet uden fremgang i timer.",
    ),
    "3": (
        "Behandling og bostøtte går forud for beskæftigelsesindsatsen.",
        "Svære sociale udfordringer; mentor og støttekontaktperson.",
        "Helbredet tillader ikke en indsats i virksomhed nu.",
    ),
    "deferred": ("Midlertidigt ude af kontaktforløbet.", "Genoptages ved ophør.", "Aftalt ny kontakt ved udløb."),
}
RECOMMENDATIONS = {
    "ressourceforloeb": (
        "Teamet indstiller til ressourceforløb med tværfaglig indsats.",
        "Teamet indstiller til ressourceforløb: behandling først, derefter få timer i en virksomhed.",
        "Teamet indstiller til ressourceforløb i to år med mentor og gradvis optrapning af timer.",
    ),
    "fleksjob": (
        "Teamet indstiller til fleksjob i få timer.",
        "Teamet indstiller til fleksjob; praktikkerne viser en varig arbejdsevne på seks til otte timer om ugen.",
        "Teamet indstiller til fleksjob med skånehensyn: korte dage og faste opgaver.",
    ),
    "foertidspension": (
        "Teamet indstiller til førtidspension; arbejdsevnen kan ikke udvikles.",
        "Teamet indstiller til førtidspension; behandlingsmulighederne er udtømt.",
        "Teamet indstiller til førtidspension efter samlet vurdering af helbred og afprøvninger.",
    ),
    "andet": (
        "Teamet indstiller til fortsat beskæftigelsesindsats.",
        "Teamet indstiller til fortsat indsats; arbejdsevnen er ikke afklaret.",
        "Teamet indstiller til fortsat indsats og beder om nye lægelige oplysninger.",
    ),
}
