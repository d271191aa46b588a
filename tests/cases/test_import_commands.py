"""What the commands print and return."""

import pytest
from django.core.management import CommandError, call_command

from cases.cpr import UnreadableCprError, decrypt, encrypt, hashes, parse_cpr
from cases.models import Citizen, Facilitator, Programme
from tests import people

from .importing import ANNA, CITIZENS, stored, write

pytestmark = pytest.mark.django_db
KEYS = ["A" * 43 + "=", "B" * 43 + "="]


def test_import_data_says_what_was_stored(tmp_path, capsys, caseworker):
    call_command("import_data", str(write(tmp_path)), "--user", "anna")
    said = capsys.readouterr()
    assert said.out.split() == ["citizens", "3", "gemt", "0", "var", "der", "allerede"]
    assert said.err == ""


def test_a_dry_run_says_so(tmp_path, capsys):
    call_command("import_data", str(write(tmp_path)), "--dry-run")
    assert "intet er gemt" in capsys.readouterr().out
    assert not Citizen.objects.exists()


def test_import_data_refuses_with_places_on_stderr(tmp_path, capsys):
    before = stored()
    contacts = f"cpr,held_on,kind\n{ANNA},i går,samtale\n" + f"{ANNA},2018-01-01,fest\n" * 1500
    with pytest.raises(SystemExit) as ended:
        call_command("import_data", str(write(tmp_path, contacts=contacts)))
    assert ended.value.code == 1
    assert stored() == before
    said = capsys.readouterr()
    lines = said.err.splitlines()
    assert said.out == ""
    assert lines[0].startswith("contacts.csv:2:held_on: Det er ikke en dato.")
    assert lines[-1] == "1501 fejl; intet er gemt. De første 1000 er vist."
    assert len(lines) == 1001


def test_warnings_do_not_refuse(tmp_path, capsys):
    call_command("import_data", str(write(tmp_path, citizens=CITIZENS.replace(ANNA, "0101700004"))))
    assert capsys.readouterr().err.startswith("Advarsel citizens.csv:2:cpr: ")


def test_many_warnings_are_counted_and_not_all_printed(tmp_path, capsys):
    odd = [cpr for cpr in (f"01017{n:05d}" for n in range(60)) if not parse_cpr(cpr).checksum_ok]
    citizens = "cpr,name,municipality\n" + "".join(f"{cpr},Odd,851\n" for cpr in odd)
    call_command("import_data", str(write(tmp_path, citizens=citizens)))
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 21 and lines[-1].startswith(f"{len(odd)} advarsler.")


def test_an_unknown_user_is_named_as_the_problem(tmp_path):
    with pytest.raises(CommandError):
        call_command("import_data", str(write(tmp_path)), "--user", "nobody")


@pytest.mark.parametrize("worth_it", [1, 1_000], ids=["at the end", "at once"])
def test_what_the_database_refuses_is_said_at_the_file(tmp_path, capsys, monkeypatch, worth_it):
    """A rule that the checks do not see, as when somebody registers something in the meantime."""
    monkeypatch.setattr("cases.importing.bulk.WORTH_IT", worth_it)
    monkeypatch.setattr("cases.importing.loading.judge", lambda *args: None)
    facilitators = f"cpr,name,start,end\n{ANNA},Carl,2018-01-01,\n{ANNA},Dora,2018-02-01,\n"
    for option in ([], ["--dry-run"]):
        with pytest.raises(SystemExit):
            call_command("import_data", str(write(tmp_path, facilitators=facilitators)), *option)
        assert capsys.readouterr().err.startswith(
            "facilitators.csv:1:*: Borgeren har allerede en personlig jobformidler"
        )
        assert not Facilitator.objects.exists()


def test_the_target_group_is_locked_once(capsys):
    people.a_member()
    call_command("lock_target_group", "--programme", "fsm1")
    assert capsys.readouterr().out == "Målgruppen for fsm1 er låst med 1 borgere.\n"
    locked = Programme.objects.get(pk="fsm1").locked_at
    call_command("lock_target_group", "--programme", "fsm1")
    assert "allerede låst, siden" in capsys.readouterr().out
    assert Programme.objects.get(pk="fsm1").locked_at == locked
    with pytest.raises(CommandError, match="fsm1"):
        call_command("lock_target_group", "--programme", "fsm7")


@pytest.fixture
def renamed(settings):
    """A citizen and a former version of her, both under the older of two keys."""
    settings.CPR_ENCRYPTION_KEYS = settings.CPR_HASH_KEYS = KEYS[1:]
    citizen = people.a_citizen(cpr=ANNA)
    Citizen.objects.update(name="Anna Andet")
    return citizen


def test_after_a_rotation_the_old_keys_can_go(renamed, settings, capsys):
    settings.CPR_ENCRYPTION_KEYS = settings.CPR_HASH_KEYS = KEYS
    assert Citizen.objects.with_cpr(ANNA).get().cpr == ANNA
    call_command("rotate_keys")
    assert capsys.readouterr().out == "1 borgere og 1 tidligere versioner er lukket med de nyeste nøgler.\n"
    settings.CPR_ENCRYPTION_KEYS = settings.CPR_HASH_KEYS = KEYS[:1]
    assert Citizen.objects.with_cpr(ANNA).get().cpr == ANNA
    former = renamed.events.get()
    assert (former.name, decrypt(bytes(former.cpr_encrypted))) == ("Berit Berg", ANNA)
    assert bytes(former.cpr_hash) == hashes(ANNA)[0]
    before = bytes(Citizen.objects.get().cpr_encrypted)
    call_command("rotate_keys")
    assert "allerede" in capsys.readouterr().out
    assert bytes(Citizen.objects.get().cpr_encrypted) == before


def test_a_number_that_no_key_opens_stops_the_rotation(renamed, settings):
    settings.CPR_ENCRYPTION_KEYS = settings.CPR_HASH_KEYS = KEYS[:1]
    before = bytes(Citizen.objects.get().cpr_encrypted)
    with pytest.raises(CommandError):
        call_command("rotate_keys")
    assert bytes(Citizen.objects.get().cpr_encrypted) == before


def test_a_changed_cipher_text_is_noticed():
    closed = bytearray(encrypt(ANNA))
    closed[-1] ^= 1
    with pytest.raises(UnreadableCprError):
        decrypt(bytes(closed))


def test_an_import_finds_people_under_older_keys(renamed, settings, tmp_path):
    settings.CPR_ENCRYPTION_KEYS = settings.CPR_HASH_KEYS = KEYS
    contacts = f"cpr,held_on,kind\n{ANNA},2018-01-01,samtale\n"
    from cases.importing import load

    assert load(write(tmp_path, citizens="", contacts=contacts)).stored == {"contacts": 1}
    assert renamed.contacts.count() == 1
