"""Pools of invented Danish words for the demo: names, companies, job goals, tasks, notes."""

from __future__ import annotations

WOMEN = """Anna Agnete Aino Amira Anne Annelise Asta Ayşe Bente Berit Birgit Birgitte Bodil Camilla Charlotte Connie
Dorte Dorthe Ea Ellen Else Emma Fatima Freja Gitte Grethe Hanne Helle Inge Ingelise Jette Jonna Karen Karin Kirsten
Laila Lene Lillian Lis Lone Lærke Maj Maja Maria Marianne Mette Mona Naja Nanna Nour Pernille Pia Rikke Ruth Sanne
Sara Signe Sofie Solvej Susanne Søs Tina Tove Trine Ulla Vibeke Winnie Yasmin Zeinab Åse""".split()
MEN = """Aksel Allan Anders Arne Asger Benny Bjarne Bjørn Bo Brian Carsten Claus Dan Dennis Ejnar Emil Erik Finn Flemming
Frank Frede Georg Hans Hassan Heine Henning Henrik Ib Ivan Jakob Jan Jens Jesper Jimmi Johnny Jørgen Kaj Karl Keld Kim
Kurt Kåre Lars Lasse Leif Mads Magnus Martin Michael Mogens Morten Niels Ole Omar Palle Per Peter Poul René Rune Samir
Steen Søren Thomas Torben Troels Uffe Viggo Villy Yusuf Ømer Åge""".split()
LAST = """Aagaard Abildgaard Agerbo Ahmadi Andersen Bak Bang Bech Berg Bisgaard Bjerre Bloch Boesen Brandt Bruun Bræmer
Buch Busk Bygholm Bødker Christensen Clausen Dalgaard Damgaard Degn Dyhr Dürr Ebbesen Eskesen Fabricius Fisker Friis
Frost Gade Gammelgaard Graversen Grønbæk Haddad Hald Hansen Hedegaard Hein Hjorth Holm Hvid Høj Ibsen Iversen Jacobsen
Jensen Jessen Juhl Jørgensen Kirk Kjær Knudsen Koch Kragh Krog Kvist Kærgaard Larsen Lauridsen Lind Lorenzen Lund Lykke
Madsen Mikkelsen Mogensen Munk Møller Mørk Nielsen Nygaard Nørgaard Odgaard Olesen Overgaard Overby Pedersen Petersen
Poulsen Quist Rahimi Rasmussen Ravn Riis Rosenkilde Rønne Saleh Schmidt Skov Skytte Smed Steffensen Stage Svane Sørensen
Søndergaard Tang Thomsen Thorup Toft Trolle Ulriksen Vad Vestergaard Villadsen Vinther Winther Yde Yilmaz Ærbo Østergaard
Østerby Aabo""".split()
COMPANY_FIRST = """Birkely Bøgelund Egelund Elmegård Fjordblik Fyrtårnet Grønhøj Havblik Hedebo Humlebi Hvidtjørn Højmark
Kastanjen Klokkeblomst Klitgården Kornblomst Kærnehuset Lærkefryd Lynghøj Mariehøne Mosebo Møllehjulet Nordlys Nørreskov
Nøddebo Pilebæk Rosenhave Rugmark Rønnebær Skovbo Solbakke Stenbroen Strandeng Syrenlund Søglimt Tangmose Tranehøj
Vestervang Viben Vildrose Ællelund Æblegård Ørnehøj Østervold Åbrinken Åkanden""".split()
COMPANY_KIND = (
    *("Supermarked", "Bageri", "Gartneri", "Plejecenter", "Børnehave", "Autoværksted", "Rengøring ApS", "Lager A/S"),
    *("Kantine", "Byggemarked", "Genbrug", "Hotel", "Tømrer & Snedker ApS", "Café", "Transport A/S", "Skole"),
)
PUBLIC_PLACES = ("Park og Natur", "Genbrugspladsen", "Hjælpemiddeldepotet", "Biblioteket", "Idrætshallen")
JOB_GOALS = (
    *("pedelmedhjælper", "køkkenmedhjælper", "butiksmedarbejder", "lagermedarbejder", "chauffør", "gartnermedhjælper"),
    *("rengøringsassistent", "omsorgsmedhjælper på plejecenter", "pædagogmedhjælper", "servicemedarbejder på skole"),
    *("kontormedhjælper", "bagermedhjælper", "mekanikermedhjælper", "cykelsmed", "syerske", "tjener", "blomsterbinder"),
    *("dyrepasser", "malermedhjælper", "kantinemedarbejder", "receptionist", "opmåler i byggemarked"),
)
TASKS = (
    *("Opfyldning af varer og oprydning på lager", "Klargøring af morgenmad og opvask", "Vask og klargøring af biler"),
    *("Rengøring af fællesarealer", "Pasning af grønne områder", "Sortering af genbrugsvarer", "Pakning af ordrer"),
    *("Gåture og højtlæsning med beboere", "Vedligehold af cykler og udlån", "Modtagelse af gæster og telefonpasning"),
    *("Udbringning af varer med chauffør", "Borddækning og afrydning", "Plantning og vanding", "Arkivering og scanning"),
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
    "ressourceforloeb": "Teamet indstiller til ressourceforløb med tværfaglig indsats.",
    "fleksjob": "Teamet indstiller til fleksjob i få timer.",
    "foertidspension": "Teamet indstiller til førtidspension; arbejdsevnen kan ikke udvikles.",
    "andet": "Teamet indstiller til fortsat beskæftigelsesindsats.",
}
