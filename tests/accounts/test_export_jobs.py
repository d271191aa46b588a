"""Long lists are made in the background: one job, its progress, its file for its owner only, and what goes wrong."""

import random
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.http import QueryDict
from django.utils import timezone

from accounts.exporting import jobs, views
from accounts.exporting.models import Export, State
from accounts.lists import find_list
from accounts.models import AccessLogEntry, Role
from accounts.tasks import make_export, tidy_exports
from cases.models import Unit
from tests import people
from tests.conftest import make_user
from tests.workbooks import opened, rows

pytestmark = pytest.mark.django_db
EXCEL = "/lister/borgere/excel/"


@pytest.fixture(autouse=True)
def short(monkeypatch):
    """Two rows are at once; the third makes it a job."""
    monkeypatch.setattr(views, "AT_ONCE", 2)
    for name in ("A", "B", "C"):
        people.a_member(name=name, group="1")


@pytest.fixture
def not_sent(monkeypatch):
    """Keep jobs from the workers, as in a broker's queue."""
    sent = []
    monkeypatch.setattr(make_export, "delay", lambda *args: sent.append(args))
    return sent


def asked(user) -> Export:
    return jobs.ask(user, find_list("borgere"), QueryDict("group=1"))


def test_a_long_list_is_offered_made_and_fetched(as_user, caseworker):
    client = as_user(caseworker)
    offer = client.get(EXCEL + "?group=1&page=2")
    assert "Listen har 3 rækker" in offer.content.decode() and not Export.objects.exists()
    page = client.post(EXCEL + "?group=1&page=2", follow=True)
    assert "Filen er klar med 3 rækker" in page.content.decode()
    export = Export.objects.get()
    assert (export.state, export.rows, export.rows_done, export.query) == (State.DONE, 3, 3, "group=1")
    response = client.get(f"/lister/fil/{export.key}/hent/")
    assert [row["Navn"] for row in rows(opened(response))] == ["A", "B", "C"]
    log = AccessLogEntry.objects.filter(about="excel:borgere").order_by("pk")
    assert list(log.values_list("action", "rows")) == [("extract", 3), ("read", 3)]


def test_a_short_list_comes_at_once(as_user, caseworker):
    assert rows(opened(as_user(caseworker).get(EXCEL + "?group=2"))) == []
    assert not Export.objects.exists()


def test_asked_twice_is_one_job(as_user, caseworker, not_sent):
    for address in ("?group=1&page=2", "?group=1"):
        as_user(caseworker).post(EXCEL + address)
    assert Export.objects.count() == len(not_sent) == 1
    as_user(caseworker).post(EXCEL + "?sort=name")
    assert Export.objects.count() == 2


def test_a_very_long_address_is_one_job_too(caseworker, not_sent):
    letters = "".join(random.Random(1).choices("abcdefghijklmnopqrstuvwxyz0123456789", k=3800))  # does not compress
    for _time in range(2):
        jobs.ask(caseworker, find_list("borgere"), QueryDict(f"group=1&other={letters}"))
    assert Export.objects.count() == len(not_sent) == 1


def test_the_page_tells_how_far_and_the_swapped_part_is_the_same(as_user, caseworker, not_sent):
    export = asked(caseworker)
    address = f"/lister/fil/{export.key}/"
    assert "venter på at blive lavet" in as_user(caseworker).get(address).content.decode()
    now = timezone.now()
    Export.objects.update(state=State.RUNNING, started_at=now, seen_at=now, rows=3, rows_done=1)
    whole = as_user(caseworker).get(address).content.decode()
    part = as_user(caseworker).get(address, headers={"HX-Request": "true"}).content.decode()
    assert "1 af 3 rækker" in part and part.strip() in whole and "<html" not in part
    assert "Opdater siden" in part, "without script one follows a link"


def test_only_the_owner_fetches_the_file(as_user, caseworker, manager, administrator):
    key = asked(caseworker).key
    for user in (manager, administrator):
        for what in ("", "hent/"):
            assert as_user(user).get(f"/lister/fil/{key}/{what}").status_code == 404
        assert as_user(user).post(f"/lister/fil/{key}/igen/").status_code == 404
    assert AccessLogEntry.objects.filter(action="refused", about="export").count() == 6
    assert as_user(caseworker).get(f"/lister/fil/{key}/hent/").status_code == 200


def test_the_rows_are_those_the_user_may_see_when_it_runs(caseworker, not_sent):
    export = asked(caseworker)
    caseworker.unit = Unit.objects.create(municipality_id="851", name="Huset")
    caseworker.save()
    people.a_member(name="I huset", group="1", unit=caseworker.unit)
    make_export(*not_sent[0])
    export.refresh_from_db()
    assert export.rows == 1


def test_a_file_made_with_another_scope_is_not_given_out(as_user, caseworker):
    export = asked(caseworker)
    caseworker.unit = Unit.objects.create(municipality_id="851", name="Huset")
    caseworker.save()
    assert as_user(caseworker).get(f"/lister/fil/{export.key}/hent/").status_code == 404


def test_a_user_who_sees_nobody_any_more_gets_nothing(caseworker, not_sent):
    asked(caseworker)
    caseworker.is_active = False
    caseworker.save()
    with pytest.raises(Exception):  # noqa: B017  # the worker's log gets it
        make_export(*not_sent[0])
    assert Export.objects.get().error == "refused"


def test_a_failure_says_so_and_can_be_started_again(as_user, caseworker, monkeypatch, not_sent):
    export = asked(caseworker)
    with monkeypatch.context() as broken:
        broken.setattr(jobs, "write_workbook", lambda *args: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            make_export(*not_sent[0])
    page = as_user(caseworker).get(f"/lister/fil/{export.key}/").content.decode()
    assert "Filen kunne ikke laves" in page and "Start igen" in page
    as_user(caseworker).post(f"/lister/fil/{export.key}/igen/")
    make_export(*not_sent[1])
    export.refresh_from_db()
    assert (export.state, export.attempt) == (State.DONE, 2)
    as_user(caseworker).post(f"/lister/fil/{export.key}/igen/")
    assert len(not_sent) == 2, "what is done is not made again"


def test_a_broker_that_is_down_is_told_of(as_user, caseworker, monkeypatch):
    def down(*args):
        raise ConnectionError

    monkeypatch.setattr(make_export, "delay", down)
    page = as_user(caseworker).post(EXCEL, follow=True)
    assert "Start igen" in page.content.decode()


@pytest.mark.parametrize("state", [State.WAITING, State.RUNNING])
def test_a_killed_workers_job_does_not_hang(as_user, caseworker, not_sent, state):
    export, long_ago = asked(caseworker), timezone.now() - timedelta(minutes=16)
    times = {"started_at": long_ago, "seen_at": long_ago} if state == State.RUNNING else {}
    Export.objects.update(state=state, asked_at=long_ago, **times)
    assert "arbejdet blev afbrudt" in as_user(caseworker).get(f"/lister/fil/{export.key}/").content.decode()
    as_user(caseworker).post(f"/lister/fil/{export.key}/igen/")
    make_export(*not_sent[0])  # the dead worker's message comes again: it is of an earlier attempt
    export.refresh_from_db()
    assert (export.state, export.attempt) == (State.WAITING, 2)


def test_a_worker_taken_for_dead_changes_nothing(caseworker, not_sent, monkeypatch):
    export = asked(caseworker)

    def slow(file, table, about, progress):
        Export.objects.update(state=State.WAITING, attempt=2, started_at=None, seen_at=None, rows=0)
        file.write(b"late")
        return 3

    monkeypatch.setattr(jobs, "write_workbook", slow)
    make_export(*not_sent[0])
    export.refresh_from_db()
    assert (export.state, export.file.name) == (State.WAITING, "")
    assert default_storage.listdir("exports")[1] == [], "its file is taken away again"


def test_a_repeated_message_does_nothing(caseworker, not_sent):
    asked(caseworker)
    make_export(*not_sent[0])
    make_export(*not_sent[0])
    assert AccessLogEntry.objects.filter(action="extract").count() == 1


def test_files_are_deleted_after_a_day(as_user, caseworker):
    export = Export.objects.get(pk=asked(caseworker).pk)
    assert tidy_exports() == 0 and default_storage.exists(export.file.name)
    Export.objects.update(asked_at=timezone.now() - timedelta(days=1, minutes=1))
    assert as_user(caseworker).get(f"/lister/fil/{export.key}/hent/").status_code == 404, "even before the job has run"
    assert tidy_exports() == 1
    assert not Export.objects.exists() and not default_storage.exists(export.file.name)


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": State.DONE},
        {"state": State.RUNNING},
        {"state": State.FAILED, "error": "lost"},
        {"file": "exports/x.xlsx"},
        {"rows_done": 1},
    ],
)
def test_a_state_cannot_disagree_with_its_facts(caseworker, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Export.objects.create(user=caseworker, list_name="borgere", language="da", **wrong)


def test_another_users_same_list_is_another_job(caseworker, not_sent):
    asked(caseworker)
    asked(make_user("anders", Role.CASEWORKER, "851"))
    assert Export.objects.count() == 2
