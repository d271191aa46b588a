"""The net under every test: a small fixed cast of users, and files that go nowhere near the real ones."""

import signal

import pytest
from django.contrib.contenttypes.models import ContentType

from accounts.models import Role, User
from cases import reference
from cases.models import Municipality, Programme
from questionnaires.models import Questionnaire
from questionnaires.reference import questionnaires
from tests.nets import as_user, client

__all__ = ["as_user", "client"]


# A run that was started in the background ignores Ctrl-C, and so would every server that a test starts and interrupts.
signal.signal(signal.SIGINT, signal.default_int_handler)

DATABASE_FIXTURES = {"db", "transactional_db", "live_server"}


@pytest.fixture(autouse=True)
def reference_data(request, django_db_blocker):
    """Put back the reference data that the flush after a transactional test took away, now or in an earlier run."""
    marked = request.node.get_closest_marker("django_db") or hasattr(request.cls, "databases")
    if marked or DATABASE_FIXTURES & set(request.fixturenames):
        with django_db_blocker.unblock():
            if not Municipality.objects.exists():
                ContentType.objects.clear_cache()  # the flush gave the models new numbers
                Municipality.objects.bulk_create(Municipality(**row) for row in reference.municipalities())
                Programme.objects.bulk_create(Programme(**row) for row in reference.programmes())
                Questionnaire.objects.bulk_create(Questionnaire(**row) for row in questionnaires())


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
