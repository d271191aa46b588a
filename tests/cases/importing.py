"""Help for the tests of imports: writing a set of files from short text, and looking at what came of it."""

from pathlib import Path

from django.apps import apps

from cases.importing import ImportRefused, load
from cases.importing.layout import FILES

#: Three invented people; the numbers hold modulus 11.
ANNA, BO, CARLA = "0101700003", "0202710018", "0303720006"
CITIZENS = f"""cpr,name,municipality,unit,caseworker
{ANNA},Anna Ager,851,Hus A,kim
{BO},Bo Bæk,851,,
{CARLA},Carla Cortzen,810,,
"""


def write(folder: Path, **files: str) -> Path:
    """Write each text as a CSV file of that name; the people are there unless told otherwise."""
    folder.mkdir(exist_ok=True)
    for name, text in {"citizens": CITIZENS, **files}.items():
        if text:
            (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def complaints(path: Path) -> list[str]:
    """Return the places of the errors for which a set is refused, and see that nothing was stored."""
    before = stored()
    try:
        load(path)
    except ImportRefused as refusal:
        assert stored() == before
        assert all(error.message for error in refusal.errors)
        return [f"{error.file}:{error.row}:{error.column}" for error in refusal.errors]
    return []


def stored() -> dict[str, int]:
    """Return how many rows there are behind each file, and of what comes with them."""
    models = {file.model for file in FILES} | {"cases.Unit", "cases.Company", "accounts.User"}
    return {model: apps.get_model(model).objects.count() for model in sorted(models)}
