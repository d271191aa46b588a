"""The net under every test: a small fixed cast of users, and files that go nowhere near the real ones."""

import signal

import hypothesis
import pytest
from django.core.cache import cache

from accounts.models import Role, User
from tests.nets import as_user, client
from tests.quick_database import clear_pages_away, freeze_statistics, quick_flush, quick_migrations
from tests.stages import put_reference_data_back

__all__ = ["as_user", "client"]


# A run that was started in the background ignores Ctrl-C, and so would every server that a test starts and interrupts.
signal.signal(signal.SIGINT, signal.default_int_handler)

# How long one example takes says more of the machine than of the code: no property fails for being slow.
hypothesis.settings.register_profile("any machine", deadline=None)
hypothesis.settings.load_profile("any machine")

#: Few tests that take long. They come first: at the end of a run one worker would wait for the other's.
LONG = {
    "browser",
    "demo",
    "test_demo_server.py",
    "test_production.py",
    "test_embedded.py",
    "test_published_for_ever.py",
}


def pytest_collection_modifyitems(items):
    """Begin with the long ones; the others keep their order."""
    items.sort(key=lambda item: LONG.isdisjoint(item.path.parts))


HAS_DATABASE = pytest.StashKey[bool]()


@pytest.fixture(scope="session")
def django_db_setup(request, django_db_blocker):
    """Build the test database, and see that every test that asks it finds the reference data and nothing else."""
    with quick_migrations():
        request.getfixturevalue("django_db_setup")
    with django_db_blocker.unblock():
        put_reference_data_back()
        freeze_statistics()
    request.config.stash[HAS_DATABASE] = True
    with quick_flush():
        yield


@pytest.fixture(scope="module", autouse=True)
def small_files(request, django_db_blocker):
    """The next module reads nothing that this one has left."""
    yield
    if request.config.stash.get(HAS_DATABASE, False):
        with django_db_blocker.unblock():
            clear_pages_away()


@pytest.fixture(autouse=True)
def nothing_remembered():
    """What a test left in the cache is about rows that are gone."""
    cache.clear()


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    """Stored files of a test stay in its own folder."""
    settings.MEDIA_ROOT = tmp_path / "files"


def make_user(username: str, role: Role, municipality: str | None = None, **fields) -> User:
    """Store a user who can log in with the password ``kodeord``."""
    user = User(username=username, role=role, municipality_id=municipality, **fields)
    user.set_password("kodeord")
    user.save()
    return user


@pytest.fixture
def caseworker(db):
    """A caseworker in Aalborg (851), without a unit."""
    return make_user("anna", Role.CASEWORKER, "851")


@pytest.fixture
def facilitator_user(db):
    """A job facilitator in Aalborg."""
    return make_user("finn", Role.FACILITATOR, "851")


@pytest.fixture
def manager(db):
    """A manager in Aalborg."""
    return make_user("lone", Role.MANAGER, "851")


@pytest.fixture
def outsider(db):
    """A caseworker in Brønderslev (810): the outsider of the permission tests."""
    return make_user("bo", Role.CASEWORKER, "810")


@pytest.fixture
def star(db):
    """An analyst of the agency."""
    return make_user("stine", Role.STAR)


@pytest.fixture
def administrator(db):
    """A system administrator."""
    return make_user("adam", Role.ADMINISTRATOR)
