"""Telling the interface's two languages apart in what a page says."""

from __future__ import annotations

import json
import re
import subprocess
from gettext import GNUTranslations
from html.parser import HTMLParser
from pathlib import Path

from django.conf import settings

from cases import reference

PO = Path(settings.BASE_DIR) / "locale" / "en" / "LC_MESSAGES" / "django.po"
QUESTIONNAIRES = Path(settings.BASE_DIR) / "questionnaires" / "reference" / "questionnaires.json"
WORD = re.compile(r"[^\W\d_]{2,}")
#: Attributes that are read aloud or shown.
SPOKEN = {"alt", "aria-label", "aria-description", "title", "placeholder", "data-title", "label"}
#: Words common enough to give a text away, also where it never was in the catalogue.
COMMON_DANISH = set(WORD.findall("og er ikke af det på skal fra eller ingen hvis alle du din password on"))
COMMON_ENGLISH = set(WORD.findall("the and are is not of your you with this have been please set"))
#: Danish names that stand on English pages, for a reader who looks for the term of the law.
TERMS = re.compile(
    r"\((kontanthjælp|uddannelseshjælp|integrationsydelse|ressourceforløb|jobafklaringsforløb|revalidering|"
    r"ledighedsydelse|fleksjob|førtidspension|folkepension|efterløn|sygedagpenge|dagpenge)\)"
)
PLACES = sorted((row["name"] for row in reference.municipalities()), key=len, reverse=True)


def compile_catalogue(source: Path, folder: Path) -> GNUTranslations:
    """Compile a .po as ``manage.py compilemessages`` does, into ``folder`` as locale path, and read it."""
    compiled = folder / "en" / "LC_MESSAGES" / "django.mo"
    compiled.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(["msgfmt", "--check-format", "-o", compiled, source], check=True, capture_output=True, text=True)
    with compiled.open("rb") as file:
        return GNUTranslations(file)


def pairs(catalogue: GNUTranslations) -> list[tuple[str, str]]:
    """Return each message with its translation; a plural's forms are a pair each."""
    entries = catalogue._catalog.items()  # type: ignore[attr-defined]
    plain = [(key[0] if isinstance(key, tuple) else key, text) for key, text in entries]
    return [(message.rpartition("\4")[2], text) for message, text in plain if message]


def asked() -> list[tuple[str, str]]:
    """Return the texts of the shipped questionnaires, which hold both languages themselves."""
    sets = json.loads(QUESTIONNAIRES.read_text(encoding="utf-8"))
    texts = [one["text"] for each in sets for one in (*each["scale"], *each["questions"])]
    return [(text["da"], text["en"]) for text in texts]


def words(text: str) -> set[str]:
    """Return the words of a text, without its placeholders and tags, in small letters."""
    text = re.sub(r"%\(\w+\)[-\d]*[sd]|\{\w+\}|<[^>]+>", " ", text)
    return {word.lower() for word in WORD.findall(text)}


def only_words(catalogue: GNUTranslations) -> tuple[set[str], set[str]]:
    """Return the words that give away Danish and those that give away English."""
    danish, english = set(COMMON_DANISH), set(COMMON_ENGLISH)
    for message, text in [*pairs(catalogue), *asked()]:
        danish |= words(message)
        english |= words(TERMS.sub("", text))
    return danish - english, english - danish


class _Text(HTMLParser):
    """Collects what a page says: its texts and spoken attributes, save what is marked as another language."""

    VOID = {"meta", "link", "input", "br", "img", "hr", "use", "col", "path", "source", "wbr"}

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        foreign = tag != "html" and "lang" in given
        if tag not in self.VOID and (self.silent or foreign or tag in {"script", "style"}):
            self.silent.append(tag)
        elif not self.silent:
            self.parts += [value for name, value in attrs if name in SPOKEN and value]

    def handle_endtag(self, tag: str) -> None:
        if self.silent and tag == self.silent[-1]:
            self.silent.pop()

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.parts.append(data)


def said(html: str, data: tuple[str, ...] = ()) -> str:
    """Return what a page says, without data: names of places, Danish terms beside English ones, and ``data``."""
    reader = _Text()
    reader.feed(html)
    return without_data(" ".join(" ".join(reader.parts).split()), data)


def without_data(text: str, data: tuple[str, ...] = ()) -> str:
    """Return a text without what is the same in both languages."""
    text = TERMS.sub(" ", text)
    for name in ("Flere skal med", "Dansk", "English", *data, *PLACES):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " ", text)
    return text
