"""The database's work beside the reading of files: in order, never far behind, and no failure of it is lost."""

import threading

import psycopg2
import pytest
from django.db import DataError, connection, transaction

from cases.importing.staging import MOST_WAITING, Beside, copy_text


def fail() -> None:
    raise DataError("refused")


def test_what_is_asked_is_done_in_order_in_another_thread():
    done = []
    with Beside() as beside:
        for number in range(20):
            beside.do(lambda number=number: done.append((number, threading.get_ident())))
    assert [number for number, _thread in done] == list(range(20))
    assert len({thread for _number, thread in done}) == 1 and done[0][1] != threading.get_ident()


def test_reading_waits_when_it_is_far_ahead():
    """However large a set is, only a few pieces are in memory."""
    gate, asked = threading.Event(), []

    def read(beside):
        for number in range(MOST_WAITING + 2):
            beside.do(gate.wait, 10)
            asked.append(number)

    with Beside() as beside:
        reader = threading.Thread(target=read, args=[beside])
        reader.start()
        reader.join(0.3)
        assert len(asked) == MOST_WAITING and reader.is_alive()
        gate.set()
        reader.join(10)
    assert len(asked) == MOST_WAITING + 2


def test_a_failure_ends_the_reading():
    done = []
    with pytest.raises(DataError), Beside() as beside:
        beside.do(fail)
        for _more in range(MOST_WAITING + 1):
            beside.do(done.append, 1)
    assert len(done) <= MOST_WAITING


def test_a_failure_of_the_last_is_seen_at_the_end():
    with pytest.raises(DataError), Beside() as beside:
        beside.do(fail)


def test_what_failed_in_the_reading_is_what_is_said():
    """What waits is not begun, what is under way is over: the connection is free for the rollback."""
    gate, done = threading.Event(), []
    with pytest.raises(ZeroDivisionError), Beside() as beside:
        beside.do(gate.wait, 10)
        beside.do(done.append, 1)
        threading.Timer(0.1, gate.set).start()
        raise ZeroDivisionError
    assert not done and gate.is_set()


@pytest.mark.django_db
def test_after_a_refused_line_the_connection_is_whole():
    """What failed in the other thread is rolled back in this one, and both go on."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE import_tried (person integer) ON COMMIT DROP")
        with pytest.raises(psycopg2.DataError), transaction.atomic(), Beside() as beside:
            beside.do(copy_text, cursor, "import_tried", "1\nx")
        with Beside() as beside:
            beside.do(copy_text, cursor, "import_tried", "1\n2")
        cursor.execute("SELECT sum(person) FROM import_tried")
        assert cursor.fetchone() == (3,)
