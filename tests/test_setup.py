"""Setting a machine up: the locks, the set-up script on poor machines, the compose file, the Makefile."""

import json
import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.txt", "requirements-embedded.txt", "requirements-dev.txt")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
OPERATIONS = (ROOT / "docs/operations.md").read_text()
PINNED = re.compile(r"^([a-z0-9._-]+)==(\S+)", re.M)
SECRETS = ("SECRET_KEY", "CPR_ENCRYPTION_KEYS", "CPR_HASH_KEYS", "POSTGRES_PASSWORD", "OIDC_CLIENT_SECRET")


def locked(lock: str) -> set[tuple[str, str]]:
    """Return the (package, version) pairs that a lock file pins."""
    return set(PINNED.findall((ROOT / lock).read_text()))


def names(requirements: list[str]) -> set[str]:
    """Return the bare package names of requirements like ``celery[redis]>=5.6``."""
    return {re.match(r"[A-Za-z0-9._-]+", requirement)[0].lower().replace("_", "-") for requirement in requirements}


# --- Locks --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("lock", "extras"), list(zip(LOCKS, [[], ["embedded"], ["embedded", "dev"]], strict=True)))
def test_lock_covers_what_the_project_declares(lock, extras):
    declared = names(PROJECT["dependencies"])
    for extra in extras:
        declared |= names(PROJECT["optional-dependencies"][extra])
    missing = declared - {package for package, _version in locked(lock)}
    assert not missing, f"run `make lock`: {sorted(missing)}"


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_hashes_and_names_no_host(lock):
    text = (ROOT / lock).read_text()
    entries = re.split(r"^(?=[a-z0-9])", text, flags=re.M)[1:]
    assert len(entries) > 50
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert "://" not in text
    assert not re.search(r"^(-i|--index-url|--extra-index-url|-f|--find-links)", text, re.M)


def test_locks_agree_with_each_other():
    assert locked(LOCKS[0]) < locked(LOCKS[1]) < locked(LOCKS[2])


def test_npm_lock_names_no_host_and_needs_no_install_script():
    lock = json.loads((ROOT / "package-lock.json").read_text())
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert packages
    for name, package in packages.items():
        assert package["integrity"].startswith("sha512-"), name
        assert "resolved" not in package, name
        assert not package.get("hasInstallScript"), name


# --- The set-up script on machines that lack things ---------------------------------------------


@pytest.fixture
def machine(tmp_path):
    """A machine with the bare tools only: a copy of the script, and a PATH of few links and stand-ins."""
    tools = tmp_path / "bin"
    tools.mkdir()
    for tool in (
        "bash",
        "cat",
        "cut",
        "dirname",
        "env",
        "find",
        "grep",
        "mkdir",
        "sha256sum",
        "sort",
        "tr",
        "true",
        "xargs",
    ):
        (tools / tool).symlink_to(shutil.which(tool))
    (tmp_path / "scripts").mkdir()
    shutil.copy(ROOT / "scripts/setup.sh", tmp_path / "scripts")
    stand_in(tools / "python3", 'case "$2" in *print*) echo python3.12-venv;; esac')
    stand_in(tools / "id", "echo 1000")
    stand_in(tools / "apt-get", 'echo "apt-get $*" >> "$0.log"; exit 7')
    return tmp_path


def stand_in(path: Path, body: str) -> None:
    """Write a small program that takes the place of a real one."""
    path.write_text(f"#!{shutil.which('bash')}\n{body}\n")
    path.chmod(0o755)


def set_up(machine: Path, *words: str) -> subprocess.CompletedProcess:
    """Run the set-up script on that machine."""
    script = [machine / "bin/bash", machine / "scripts/setup.sh", *words]
    return subprocess.run(script, env={"PATH": str(machine / "bin")}, capture_output=True, text=True, timeout=60)


def test_without_rights_it_names_the_one_line_and_stops(machine):
    result = set_up(machine)
    assert result.returncode == 1
    (line,) = re.findall(r"^  (sudo .*)$", result.stderr, re.M)
    assert line.startswith("sudo apt-get update && sudo apt-get install -y --no-install-recommends ")
    assert {"gettext", "nodejs", "npm"} <= set(line.split())
    assert "redis-server" not in line
    assert not (machine / "bin/apt-get.log").exists()
    assert not (machine / ".venv").exists()


def test_for_testing_the_line_has_browser_and_redis(machine):
    assert {"redis-server", "chromium"} <= set(set_up(machine, "test").stderr.split())


def test_what_is_there_is_not_asked_for(machine):
    for tool in ("msgfmt", "node"):
        stand_in(machine / "bin" / tool, "")
    asked = set_up(machine).stderr.split()
    assert "npm" in asked
    assert not {"gettext", "nodejs"} & set(asked)


def test_with_sudo_it_installs_by_itself(machine):
    stand_in(machine / "bin/sudo", 'shift; exec "$@"')
    result = set_up(machine)
    assert result.returncode == 7, "a failing apt-get stops the set-up"
    assert (machine / "bin/apt-get.log").read_text() == "apt-get update -q\n"


def test_old_python_is_named_with_the_way_out(machine):
    stand_in(machine / "bin/python3", 'if [ "$1" = --version ]; then echo Python 3.10.12; else exit 1; fi')
    result = set_up(machine)
    assert result.returncode == 1
    assert "Python 3.11 or newer is needed; this machine's python3 is Python 3.10.12." in result.stderr
    assert "python3.11-venv" in result.stderr


def test_newer_python_beside_an_old_one_is_found(machine):
    stand_in(machine / "bin/python3", "exit 1")
    stand_in(machine / "bin/python3.11", "exit 0")
    assert "Python 3.11 or newer is needed" not in set_up(machine).stderr


def test_neither_debian_nor_ubuntu(machine):
    (machine / "bin/apt-get").unlink()
    result = set_up(machine)
    assert result.returncode == 1
    assert "not Debian or Ubuntu" in result.stderr


# --- Makefile -----------------------------------------------------------------------------------


def test_make_alone_lists_the_targets():
    listed = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert re.findall(r"make ([a-z-]+)", listed) == [
        "help",
        "setup",
        "demo",
        "test",
        "lint",
        "messages",
        "bench",
        "clicks",
        "lock",
    ]


def test_ci_runs_lint_and_the_readmes_test_command():
    commands = [line for line in (ROOT / ".ci/run").read_text().splitlines() if line.startswith("make ")]
    assert commands == ["make lint", "make test"]
    assert re.search(r"^ *make test\b", (ROOT / "README.md").read_text(), re.M)


# --- For real -----------------------------------------------------------------------------------


def test_each_service_restarts_and_is_watched():
    services = COMPOSE["services"]
    assert set(services) == {"postgres", "redis", "migrate", "web", "worker", "beat"}
    for name, service in services.items():
        if name == "migrate":  # runs once, to its end
            assert service["restart"] == "no"
        else:
            assert service["restart"] == "unless-stopped", name
            assert service["healthcheck"]["test"][0] == "CMD", name


@pytest.mark.parametrize("service", ["web", "worker", "beat"])
def test_nothing_starts_before_the_migration_is_through(service):
    conditions = {name: what["condition"] for name, what in COMPOSE["services"][service]["depends_on"].items()}
    assert conditions == {
        "postgres": "service_healthy",
        "redis": "service_healthy",
        "migrate": "service_completed_successfully",
    }


def test_no_secret_stands_in_the_compose_file():
    for name, service in COMPOSE["services"].items():
        for key, value in service.get("environment", {}).items():
            assert key not in SECRETS or str(value).startswith("${"), f"{name}: {key}"
    assert not re.search(r"://[^:/@\s]+:(?!\$\{)[^@\s]+@", (ROOT / "docker-compose.yml").read_text())


def test_only_the_web_server_is_reached_and_only_from_the_machine_itself():
    ports = {name: service["ports"] for name, service in COMPOSE["services"].items() if "ports" in service}
    assert ports == {"web": ["127.0.0.1:8000:8000"]}


def test_example_environment_names_every_secret_and_holds_none():
    example = dict(re.findall(r"^#?([A-Z_]+)=(.*)$", (ROOT / ".env.example").read_text(), re.M))
    for secret in SECRETS:
        assert example[secret] == "", secret
    assert ".env" in (ROOT / ".gitignore").read_text().split()
    assert ".env" in (ROOT / ".dockerignore").read_text().split()


def test_image_does_not_run_as_root():
    lines = (ROOT / "Dockerfile").read_text().splitlines()
    users = [line.split()[1] for line in lines if line.startswith("USER ")]
    assert users == ["flereskalmed"]
    assert not any(line.startswith("RUN") for line in lines[lines.index("USER flereskalmed") :])


def test_files_that_the_image_copies_exist():
    for line in (ROOT / "Dockerfile").read_text().splitlines():
        if line.startswith("COPY ") and "--from" not in line:
            for source in line.split()[1:-1]:
                assert (ROOT / source).exists(), source


def test_every_variable_the_program_reads_is_described():
    read = set()
    for file in ("flereskalmed/settings.py", "flereskalmed/environment.py"):
        text = (ROOT / file).read_text()
        read |= set(re.findall(r"""(?:environ\.get\(|environ\[|secret\(|keys\()"([A-Z_]+)\"""", text))
    assert {"DATABASE_URL", "SECRET_KEY", "CPR_HASH_KEYS"} <= read
    assert [name for name in sorted(read) if f"`{name}`" not in OPERATIONS] == []


def test_production_does_not_start_without_its_secrets():
    environment = {
        "PATH": os.environ["PATH"],
        "FLERESKALMED_PRODUCTION": "1",
        "DATABASE_URL": "postgres://x@127.0.0.1:1/x",
    }
    command = [ROOT / ".venv/bin/python", "manage.py", "check"]
    result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert result.returncode != 0
    assert "SECRET_KEY must be set in the environment" in result.stderr
