"""The shape of a questionnaire: its questions and its scale, read from JSON with every slip told with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .codes import Area

LANGUAGES = ("da", "en")
SCALE, TEXT = "scale", "text"
KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
LONGEST_TEXT = 200
MOST_QUESTIONS, MOST_STEPS = 30, 10


@dataclass(frozen=True)
class Question:
    """One question. The ``key`` joins its answers over time and over versions: same key, same question."""

    key: str
    area: Area
    kind: str
    text: Mapping[str, str]

    @property
    def is_scale(self) -> bool:
        """Whether it is answered with a step of the scale; otherwise with words."""
        return self.kind == SCALE

    def __str__(self) -> str:
        return in_language(self.text)


@dataclass(frozen=True)
class Step:
    """One step of the scale: the number that is stored and what it means."""

    value: int
    text: Mapping[str, str]

    def __str__(self) -> str:
        return in_language(self.text)


def in_language(text: Mapping[str, str]) -> str:
    """Return a text in the language of the page; Danish where that one is missing."""
    return text.get((get_language() or "da")[:2]) or text["da"]


def questions_of(stored: Any) -> list[Question]:
    """Return the questions of checked JSON."""
    return [Question(one["key"], Area(one["area"]), one["kind"], one["text"]) for one in stored]


def steps_of(stored: Any) -> list[Step]:
    """Return the steps of checked JSON."""
    return [Step(one["value"], one["text"]) for one in stored]


def check_questions(stored: Any) -> None:
    """Raise ``ValidationError`` with everything that is wrong with the questions, each with its number."""
    problems = list(_list_problems(stored, MOST_QUESTIONS))
    if not problems:
        for number, one in enumerate(stored, 1):
            problems += [_("Spørgsmål %d: %s") % (number, problem) for problem in _question_problems(one)]
        keys = [one["key"] for one in stored if isinstance(one, dict) and isinstance(one.get("key"), str)]
        problems += [_("Nøglen „%s“ er brugt mere end én gang.") % key for key in _repeated(keys)]
    if problems:
        raise ValidationError(problems)


def check_scale(stored: Any) -> None:
    """Raise ``ValidationError`` with everything that is wrong with the scale: at least two steps, rising."""
    problems = list(_list_problems(stored, MOST_STEPS))
    if not problems:
        for number, one in enumerate(stored, 1):
            problems += [_("Trin %d: %s") % (number, problem) for problem in _step_problems(one)]
    if not problems:
        values = [one["value"] for one in stored]
        if len(values) < 2 or any(after <= before for before, after in pairwise(values)):
            problems.append(_("Skalaen skal have mindst to trin, og tallene skal stige."))
    if problems:
        raise ValidationError(problems)


def _list_problems(stored: Any, most: int) -> Iterator[str]:
    if not isinstance(stored, list) or not 1 <= len(stored) <= most:
        yield _("Skriv en liste med 1 til %d punkter: [{…}, {…}].") % most


def _question_problems(one: Any) -> Iterator[str]:
    if not isinstance(one, dict) or set(one) != {"key", "area", "kind", "text"}:
        yield _("skal have netop felterne key, area, kind og text.")
        return
    if not isinstance(one["key"], str) or not KEY.fullmatch(one["key"]):
        yield _("key er små bogstaver a–z, tal og _, højst 40 tegn, og begynder med et bogstav.")
    if one["area"] not in Area.values:
        yield _("area er en af: %s.") % ", ".join(Area.values)
    if one["kind"] not in (SCALE, TEXT):
        yield _("kind er scale (svar på skalaen) eller text (svar med ord).")
    yield from _text_problems(one["text"])


def _step_problems(one: Any) -> Iterator[str]:
    if not isinstance(one, dict) or set(one) != {"value", "text"}:
        yield _("skal have netop felterne value og text.")
        return
    if type(one["value"]) is not int or not 0 <= one["value"] <= 100:
        yield _("value er et helt tal fra 0 til 100.")
    yield from _text_problems(one["text"])


def _text_problems(text: Any) -> Iterator[str]:
    if not isinstance(text, dict) or set(text) != set(LANGUAGES):
        yield _('text har teksten på dansk og engelsk: {"da": "…", "en": "…"}.')
    elif not all(isinstance(words, str) and _is_line(words) for words in text.values()):
        yield _("teksten skal være udfyldt på begge sprog, på én linje og med højst %d tegn.") % LONGEST_TEXT


def _is_line(words: str) -> bool:
    return bool(words.strip()) and words.isprintable() and len(words) <= LONGEST_TEXT


def _repeated(keys: list[str]) -> list[str]:
    return sorted({key for key in keys if keys.count(key) > 1})
