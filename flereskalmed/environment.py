"""What the surroundings decide: the data folder, secrets, and the database's address.

Nothing here imports Django, so that settings can.
"""

import base64
import json
import os
import secrets
from contextlib import suppress
from datetime import date
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
PRODUCTION = os.environ.get("FLERESKALMED_PRODUCTION") == "1"


class MissingSecretError(RuntimeError):
    """A secret that production must be given was not set."""


def data_dir() -> Path:
    """Return the folder of everything the program writes itself (``$FLERESKALMED_DATA`` or ``./var``)."""
    path = Path(os.environ.get("FLERESKALMED_DATA") or BASE_DIR / "var").expanduser().resolve()
    path.mkdir(parents=True, exist_ok=True)
    return path


def _generated_secrets() -> dict[str, str]:
    """Return secrets made once for this data folder and kept in a file only its owner reads.

    The file is linked into place whole, so that of two first starts one wins and both read the same.
    """
    file = data_dir() / "secrets.json"
    if not file.exists():
        made = {
            name: base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()
            for name in ("SECRET_KEY", "CPR_ENCRYPTION_KEYS", "CPR_HASH_KEYS")
        }
        draft = data_dir() / f".secrets-{os.getpid()}"
        draft.touch(mode=0o600)
        draft.write_text(json.dumps(made))
        with suppress(FileExistsError):
            os.link(draft, file)
        draft.unlink()
    return json.loads(file.read_text())


def secret(name: str) -> str:
    """Return the secret ``name`` from the environment; outside production one is made and kept.

    Raises ``MissingSecretError`` in production when the variable is not set.
    """
    value = os.environ.get(name)
    if value:
        return value
    if PRODUCTION:
        raise MissingSecretError(f"{name} must be set in the environment. See docs/operations.md.")
    return _generated_secrets()[name]


def keys(name: str) -> list[str]:
    """Return the comma-separated keys of ``name``, newest first; older ones still open what they closed."""
    return [key.strip() for key in secret(name).split(",") if key.strip()]


def whole_number(name: str) -> int:
    """Return the number ``name`` from the environment, and 0 when it is not set; raises when it is none."""
    value = os.environ.get(name) or "0"
    if not (value.isascii() and value.isdecimal()):
        raise ValueError(f"{name} must be a whole number, 0 or more. See docs/operations.md.")
    return int(value)


def demo_day() -> date | None:
    """Return the day a demo stays on (``FLERESKALMED_DEMO_DAY``, ISO), or None: the real one.

    Raises ``ValueError`` for what is no date, and in production, where time must pass.
    """
    value = os.environ.get("FLERESKALMED_DEMO_DAY")
    if not value:
        return None
    if PRODUCTION:
        raise ValueError("FLERESKALMED_DEMO_DAY cannot be set in production. See docs/operations.md.")
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise ValueError("FLERESKALMED_DEMO_DAY must be a date like 2019-08-16. See docs/operations.md.") from error
