"""Static files: everything the pages refer to is there, and collecting them needs no database."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = sorted(
    template for template in ROOT.glob("**/templates/**/*.html") if not {".venv", "node_modules"} & set(template.parts)
)
REFERENCE = re.compile(r"""{%\s*static\s+["']([^"']+)["']""")


def references() -> list[str]:
    """Return every static file that a template names."""
    return sorted({name for template in TEMPLATES for name in REFERENCE.findall(template.read_text())})


def test_templates_refer_to_static_files():
    assert "dkfds/css/dkfds.min.css" in references()


@pytest.mark.parametrize("name", references())
def test_file_that_a_template_names_exists(name):
    assert finders.find(name)


def test_no_template_names_a_look_that_is_left_out():
    assert [name for name in references() if "borgerdk" in name or "virkdk" in name] == []


def test_style_sheet_of_the_design_system_finds_its_fonts():
    style = Path(finders.find("dkfds/css/dkfds.min.css"))
    named = {
        url.split("?")[0].split("#")[0] for url in re.findall(r"""url\(["']?([^"')]+)["']?\)""", style.read_text())
    }
    files = {url for url in named if url and not url.startswith("data:")}
    assert files
    assert [url for url in files if not (style.parent / url).exists()] == []


def test_collecting_needs_no_database(tmp_path):
    environment = {**os.environ, "FLERESKALMED_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "flereskalmed.settings"}
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, "manage.py", "collectstatic", "--noinput", "--dry-run", "-v0"]
    result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    assert not (tmp_path / "postgresql").exists()
