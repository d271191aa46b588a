"""A citizen's own data: corrected with a reason, by those who may, and never over another's head."""

from datetime import date

import pytest

from accounts.models import AccessAction, AccessLogEntry, Role
from cases.changes import recorded_change
from cases.models import Citizen, Unit
from cases.person import changes_of, version_of
from tests import people
from tests.conftest import make_user

pytestmark = pytest.mark.django_db
NUMBER = "0101701234"
GOOD_NUMBER = "0707614285"  # modulus 11 holds


@pytest.fixture
def citizen():
    return people.a_member(name="Berit Berg", cpr=NUMBER)


@pytest.fixture
def send(as_user, citizen):
    """Send the form as a user; what is not named stays."""

    def post(user, **fields):
        sent = {
            "name": citizen.name,
            "cpr": "",
            "unit": citizen.unit_id or "",
            "caseworker": citizen.caseworker_id or "",
            "version": version_of(citizen),
            "reason": "Gift",
        }
        return as_user(user).post(f"/borgere/{citizen.pk}/stamdata/", {**sent, **fields})

    return post


def problems(response) -> dict:
    assert response.status_code == 200, "the form was accepted"
    return {field: " ".join(errors) for field, errors in response.context["form"].errors.items()}


def told(response) -> str:
    return " ".join(str(message) for message in response.wsgi_request._messages)


def test_a_correction_is_stored_logged_and_kept_in_the_history(send, caseworker, citizen):
    unit = Unit.objects.create(municipality_id="851", name="Huset")
    response = send(caseworker, name="Berit Bang", unit=unit.pk, caseworker=caseworker.pk)
    assert response["Location"] == f"/borgere/{citizen.pk}/"
    citizen.refresh_from_db()
    assert (citizen.name, citizen.unit, citizen.caseworker, citizen.cpr) == ("Berit Bang", unit, caseworker, NUMBER)
    (change,) = changes_of(citizen)
    assert {(d.field, d.before, d.after) for d in change.differences} == {
        ("Navn", "Berit Berg", "Berit Bang"),
        ("Enhed", "–", "Huset"),
        ("Sagsbehandler", "–", "anna"),
    }
    assert (change.by, change.reason) == ("anna", "Gift")
    assert AccessLogEntry.objects.filter(action=AccessAction.CHANGE, about="person", citizen_id=citizen.pk).exists()


def test_the_page_keeps_the_number_to_itself_and_shows_what_was_changed_before(send, as_user, caseworker, citizen):
    send(caseworker, name="Berit Bang")
    page = as_user(caseworker).get(f"/borgere/{citizen.pk}/stamdata/").content.decode()
    assert "010170" not in page and "<del>Berit Berg</del>" in page and "Gift" in page


def test_a_reason_and_a_name_are_asked_for(send, caseworker):
    found = problems(send(caseworker, reason="", name=" "))
    assert set(found) == {"reason", "name"}


def test_a_new_number_changes_the_birth_date_and_is_not_repeated_in_the_history(send, caseworker, citizen):
    response = send(caseworker, cpr="070761-4285")
    citizen.refresh_from_db()
    assert (citizen.cpr, citizen.born_on.isoformat()) == (GOOD_NUMBER, "1961-07-07")
    assert "modulus" not in told(response)
    (change,) = changes_of(citizen)
    assert [d.field for d in change.differences] == ["CPR-nummer"] and NUMBER not in str(change)
    assert Citizen.objects.with_cpr(GOOD_NUMBER).get() == citizen


def test_a_number_without_modulus_11_is_stored_with_a_warning(send, caseworker, citizen):
    response = send(caseworker, cpr="0707614286")
    citizen.refresh_from_db()
    assert citizen.cpr == "0707614286" and "modulus 11" in told(response)


def test_an_unchanged_number_is_not_warned_about(send, caseworker):
    assert "modulus" not in told(send(caseworker, name="Ny"))
    assert "modulus" not in told(send(caseworker, cpr=NUMBER))


@pytest.mark.parametrize(
    ("number", "says"),
    [("12345", "ti cifre"), ("990170-1234", "fødselsdato"), ("0101204000", "født efter")],
)
def test_a_number_that_cannot_be_is_refused_at_its_field(send, caseworker, citizen, number, says):
    assert says in problems(send(caseworker, cpr=number))["cpr"]
    citizen.refresh_from_db()
    assert citizen.cpr == NUMBER


def test_a_number_in_use_is_refused_in_the_same_words_wherever_it_is(send, caseworker):
    mine, elsewhere = people.a_member(), people.a_member("810", name="Fremmed Person")
    answers = {problems(send(caseworker, cpr=other.cpr))["cpr"] for other in (mine, elsewhere)}
    assert len(answers) == 1 and "Fremmed" not in answers.pop()
    refused = AccessLogEntry.objects.filter(action=AccessAction.REFUSED, about="person")
    assert [entry.citizen_id for entry in refused] == [elsewhere.pk]


def test_a_number_is_looked_up_only_with_a_valid_form_and_each_time_logged(send, caseworker, citizen):
    people.a_member(cpr=GOOD_NUMBER)
    searches = AccessLogEntry.objects.filter(action=AccessAction.SEARCH, about="cpr", citizen_id=citizen.pk)
    assert set(problems(send(caseworker, cpr=GOOD_NUMBER, reason=""))) == {"reason"}
    assert not searches.exists()
    for _time in range(2):
        assert "kan ikke bruges" in problems(send(caseworker, cpr=GOOD_NUMBER))["cpr"]
    assert searches.count() == 2


def test_a_number_from_after_the_programs_day_lies_in_the_future(send, caseworker, settings):
    settings.DEMO_DAY = date(2018, 6, 15)
    assert "fremtiden" in problems(send(caseworker, cpr="160618-4123"))["cpr"]


def test_the_database_refuses_a_number_that_was_taken_meanwhile(send, caseworker, monkeypatch):
    other = people.a_member()
    monkeypatch.setattr("cases.forms.person.PersonForm._check_free", lambda *args: None)
    assert "kan ikke bruges" in problems(send(caseworker, cpr=other.cpr))["cpr"]


def test_the_second_is_told_who_changed_what_and_keeps_the_typing(send, caseworker, manager, citizen):
    seen = version_of(citizen)
    send(manager, name="Berit Bang", reason="Nyt navn")
    response = send(caseworker, name="Berit Dahl", version=seen)
    page = response.content.decode()
    assert "En anden har rettet" in str(problems(response))
    assert "lone" in page and "<ins>Berit Bang</ins>" in page and 'value="Berit Dahl"' in page
    citizen.refresh_from_db()
    assert citizen.name == "Berit Bang"
    again = response.context["form"]["version"].value()
    assert send(caseworker, name="Berit Dahl", version=again).status_code == 302


def test_a_version_from_the_future_is_no_way_round(send, caseworker, manager, citizen):
    send(manager, name="Berit Bang")
    assert "En anden har rettet stamdata" in problems(send(caseworker, name="Berit Bo", version=10**15))["__all__"]
    citizen.refresh_from_db()
    assert citizen.name == "Berit Bang"


def test_a_change_that_changed_nothing_stops_nobody(send, caseworker, manager, citizen):
    seen = version_of(citizen)
    with recorded_change(manager, "samme"):
        Citizen.objects.filter(pk=citizen.pk).update(name=citizen.name)
    assert send(caseworker, name="Ny", version=seen).status_code == 302


def test_who_sees_one_unit_moves_nobody_out_of_it(send, as_user, citizen):
    mine, other = (Unit.objects.create(municipality_id="851", name=name) for name in ("Mit", "Andet"))
    Citizen.objects.filter(pk=citizen.pk).update(unit=mine)
    for role in (Role.CASEWORKER, Role.MANAGER):
        user = make_user(f"i-mit-{role}", role, "851", unit=mine)
        assert send(user, unit=other.pk, name=f"Ny {role}").status_code == 302
        citizen.refresh_from_db()
        assert citizen.unit == mine and citizen.name == f"Ny {role}"


def test_a_unit_of_another_municipality_is_no_choice(send, caseworker):
    elsewhere = Unit.objects.create(municipality_id="810", name="Fremmed")
    assert "unit" in problems(send(caseworker, unit=elsewhere.pk))


@pytest.mark.parametrize("who", ["outsider", "star", "facilitator_user"])
def test_only_colleagues_who_answer_for_cases_are_choices(send, caseworker, who, request):
    assert "caseworker" in problems(send(caseworker, caseworker=request.getfixturevalue(who).pk))


def test_a_caseworker_must_be_able_to_see_the_citizen(send, caseworker, citizen):
    mine, other = (Unit.objects.create(municipality_id="851", name=name) for name in ("Mit", "Andet"))
    colleague = make_user("anders", Role.CASEWORKER, "851", unit=mine)
    assert "egen enhed" in problems(send(caseworker, unit=other.pk, caseworker=colleague.pk))["caseworker"]
    assert send(caseworker, unit=mine.pk, caseworker=colleague.pk).status_code == 302


def test_a_caseworker_who_has_left_may_stay_until_changed(send, caseworker, citizen):
    left = make_user("gammel", Role.CASEWORKER, "851", is_active=False)
    Citizen.objects.filter(pk=citizen.pk).update(caseworker=left)
    assert send(caseworker, name="Ny", caseworker=left.pk).status_code == 302
