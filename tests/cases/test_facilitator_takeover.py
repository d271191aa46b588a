"""A new job facilitator takes over: the present one ends the day before, and comes back when that was a mistake."""

from uuid import uuid4

import pytest

from cases.models import Facilitator
from tests import people

pytestmark = pytest.mark.django_db


@pytest.fixture
def citizen(caseworker):
    return people.a_member(group="1", since="2017-01-01")


@pytest.fixture
def old(citizen):
    return people.a_facilitator(citizen, "2018-01-01", name="Den Gamle")


@pytest.fixture
def send(as_user, caseworker, citizen):
    def post(path="ny/formidler/", **fields):
        sent = {"name": "Den Nye", "start": "2018-05-01", "form_token": str(uuid4()), **fields}
        return as_user(caseworker).post(f"/borgere/{citizen.pk}/{path}", sent, follow=True)

    return post


def periods() -> list[tuple[str, str, str]]:
    rows = Facilitator.objects.order_by("start").values_list("name", "start", "end")
    return [(name, str(start), str(end or "")) for name, start, end in rows]


def said(response) -> str:
    return " ".join(str(message) for message in response.context["messages"])


def test_it_says_so_before_and_after(as_user, caseworker, citizen, old, send):
    page = as_user(caseworker).get(f"/borgere/{citizen.pk}/ny/formidler/")
    assert "Afslut Den Gamle dagen før" in page.content.decode()
    assert page.context["form"].initial["present"] == old.pk
    done = send(end_current="on", present=old.pk)
    assert periods() == [("Den Gamle", "2018-01-01", "2018-04-30"), ("Den Nye", "2018-05-01", "")]
    assert "Den Gamle er afsluttet med 30. april 2018 som sidste dag" in said(done)


def test_nobody_is_ended_who_is_not_to_be(citizen, old, send):
    assert "Afslut den først" in str(send().context["form"].errors["start"])
    assert periods() == [("Den Gamle", "2018-01-01", "")]


def test_errors_beside_a_takeover_do_not_ask_to_end_the_present_one(citizen, old, send):
    found = send(end_current="on", present=old.pk, name="").context["form"].errors
    assert set(found) == {"name"}


def test_one_who_came_meanwhile_is_not_ended_unseen(citizen, old, send):
    Facilitator.objects.filter(pk=old.pk).update(end="2018-02-28")
    between = people.a_facilitator(citizen, "2018-03-01", name="En Tredje")
    page = send(end_current="on", present=old.pk)
    assert "En Tredje er blevet personlig jobformidler imens" in str(page.context["form"].errors["end_current"])
    assert Facilitator.objects.count() == 2
    assert f'name="present" value="{between.pk}"' in page.content.decode()
    send(end_current="on", present=between.pk)
    assert periods()[1:] == [("En Tredje", "2018-03-01", "2018-04-30"), ("Den Nye", "2018-05-01", "")]


def test_sent_twice_it_takes_over_once(citizen, old, send):
    token = str(uuid4())
    for _time in range(2):
        assert not send(end_current="on", present=old.pk, form_token=token).redirect_chain[0][0].endswith("/ny/")
    assert len(periods()) == 2


def test_a_deleted_takeover_reopens_the_former(citizen, old, send, as_user, caseworker):
    send(end_current="on", present=old.pk)
    new = Facilitator.objects.get(name="Den Nye")
    address = f"formidler/{new.pk}/slet/"
    assert "Genåbn Den Gamle" in as_user(caseworker).get(f"/borgere/{citizen.pk}/{address}").content.decode()
    done = send(address, reason="Forkert", reopen="on")
    assert periods() == [("Den Gamle", "2018-01-01", "")]
    assert "Den Gamle er igen personlig jobformidler" in said(done)


def test_it_is_not_reopened_unasked_or_when_somebody_came_after(citizen, old, send):
    send(end_current="on", present=old.pk)
    send(f"formidler/{Facilitator.objects.get(name='Den Nye').pk}/slet/", reason="Forkert")
    assert periods() == [("Den Gamle", "2018-01-01", "2018-04-30")]
    middle = people.a_facilitator(citizen, "2018-05-01", "2018-05-31", name="Midt")
    people.a_facilitator(citizen, "2018-06-01", name="Senere")
    send(f"formidler/{middle.pk}/slet/", reason="Forkert", reopen="on")
    assert periods() == [("Den Gamle", "2018-01-01", "2018-04-30"), ("Senere", "2018-06-01", "")]


def suggested(as_user, caseworker, citizen) -> list[str]:
    page = as_user(caseworker).get(f"/borgere/{citizen.pk}/ny/formidler/")
    return page.context["form"].fields["name"].widget.suggestions


def test_those_of_today_are_suggested_most_used_first_then_the_colleagues(
    as_user, caseworker, facilitator_user, citizen
):
    for name in ("Carl Carlsen", "Dorte Dal", "Dorte Dal"):
        people.a_facilitator(people.a_member(), "2018-01-01", name=name)
    people.a_facilitator(people.a_member(), "2018-01-01", "2018-02-01", name="Forhenværende Frede")
    people.a_facilitator(people.a_member("810"), "2018-01-01", name="Nabo Niels")
    assert suggested(as_user, caseworker, citizen) == ["Dorte Dal", "Carl Carlsen", "finn"]


def test_a_name_that_is_new_here_is_told(send, citizen):
    assert "Ny jobformidler: Den Nye." in said(send())
    Facilitator.objects.all().delete()
    people.a_facilitator(people.a_member(), "2017-01-01", "2017-02-01", name="Den Nye")
    assert "Ny jobformidler" not in said(send())
