"""The English catalogue is whole: nothing missing, nothing guessed, nothing lost on the way."""

import re
import shutil
import subprocess
from collections import Counter

import pytest
from django.conf import settings
from django.core.management import call_command

from tests.languages import PO, compile_catalogue, pairs

PLACEHOLDER = re.compile(r"%\(\w+\)[-\d]*[sd]|%%|\{\w+\}|</?\w+>")
#: Danish abbreviations whose full stop English does without.
OWN_SHAPE = re.compile(r"(kr|mdr)\.$")
NOT_SOURCE = ("node_modules", ".venv", "var", "staticfiles", ".git", "__pycache__", ".*_cache", "*.mo")


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory):
    """The committed .po, compiled here, so that a stale .mo on the machine proves nothing."""
    return compile_catalogue(PO, tmp_path_factory.mktemp("compiled"))


def chosen(source, *options: str) -> list[str]:
    """The messages that msgattrib picks out of a .po."""
    run = ["msgattrib", "--no-wrap", *options, source]
    found = subprocess.run(run, check=True, capture_output=True, text=True).stdout
    return re.findall(r'^(?:#~ )?msgid "(.+)"$', found, re.M)


@pytest.mark.parametrize("flaw", ["--untranslated", "--only-fuzzy", "--only-obsolete"])
def test_no_message_is_untranslated_guessed_or_left_over(flaw):
    assert chosen(PO, flaw) == []


def test_nothing_is_lost_or_added_in_a_translation(catalogue):
    kept = (
        ("placeholders and tags", lambda text: Counter(PLACEHOLDER.findall(text))),
        ("space at the ends", lambda text: (text[0] == " ", text[-1] == " ")),
        ("full stop, colon or question mark", lambda text: text[-1] if text[-1] in ".:?" else ""),
        ("capital at the start", lambda text: text[0].isupper()),
    )
    for what, of in kept:
        for message, text in pairs(catalogue):
            if not OWN_SHAPE.search(message) or what.startswith("placeholders"):
                assert of(message) == of(text), f"{what}: {message!r} -> {text!r}"


def test_both_forms_of_every_plural_are_there():
    entries = PO.read_text().split("\n\n")
    plural = [entry for entry in entries if "\nmsgid_plural" in entry]
    assert plural
    for entry in plural:
        assert re.search(r'^msgstr\[0\] ".', entry, re.M) and re.search(r'^msgstr\[1\] ".', entry, re.M), entry


def test_every_text_in_the_code_is_in_the_catalogue(tmp_path, monkeypatch, settings):
    copy = tmp_path / "source"
    shutil.copytree(settings.BASE_DIR, copy, ignore=shutil.ignore_patterns(*NOT_SOURCE))
    monkeypatch.chdir(copy)
    settings.LOCALE_PATHS = [copy / "locale"]
    call_command("makemessages", locale=["en"], no_location=True, verbosity=0)
    renewed = copy / "locale" / "en" / "LC_MESSAGES" / "django.po"
    for flaw in ("--untranslated", "--only-fuzzy", "--only-obsolete"):
        assert chosen(renewed, flaw) == [], f"run `make messages` and translate ({flaw[2:]})"
    assert sorted(chosen(renewed)) == sorted(chosen(PO))


def test_make_messages_runs_what_this_checks():
    target = (settings.BASE_DIR / "Makefile").read_text().split("\nmessages:")[1].split("\n\n")[0]
    assert "makemessages -l en --no-location --no-obsolete" in target
    for folder in ("node_modules", ".venv", "var", "staticfiles"):
        assert f"--ignore {folder}" in target
