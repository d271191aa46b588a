"""What an import stores, skips and refuses: the rules of the contract's files."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from accounts.models import AccessLogEntry, Role, User
from cases.importing import ImportRefused, load
from cases.models import (
    BenefitChange,
    Citizen,
    Company,
    Contact,
    Facilitator,
    Grant,
    Membership,
    Offer,
    Plan,
    Programme,
)
from visitation.models import RehabilitationCase, Visitation

from .importing import ANNA, BO, CARLA, CITIZENS, complaints, stored, write

pytestmark = pytest.mark.django_db

WHOLE_SET = {
    "target_group": f"programme,cpr\nfsm1,{ANNA}\nfsm1,{BO}\n",
    "benefit_changes": f"cpr,effective_on,benefit,match_category\n{ANNA},2017-01-01,kontanthjaelp,aktivitetsparat\n",
    "visitations": "cpr,decided_on,group,deferral_reason,deferred_until,note\n"
    f'{ANNA},2018-03-02,1,,,"Sagde ""ja"",\nog mente det"\n{BO},2018-03-02,deferred,barsel,2018-12-31,\n',
    "facilitators": f"cpr,name,start,end\n{ANNA},Carl,2018-01-01,2018-03-31\n{ANNA},Dora,2018-04-01,\n",
    "plans": f"cpr,job_goal,job_goal_on,cv_on\n{ANNA},pedel,2018-02-01,\n",
    "contacts": f"cpr,held_on,kind,by\n{ANNA},2018-02-01,samtale,Kim\n",
    "offers": "cpr,kind,start,end,weekly_hours,company,cvr,agreed_tasks,agreed_ordinary_hours\n"
    f'{ANNA},virksomhedspraktik,2018-02-01,2018-04-30,"12,5",Bageren,13585628,Oprydning,yes\n{BO},mentor,2018-02-01,,,,,,\n',
    "rehabilitation": "cpr,referred_on,met_on,recommendation,decided_on,decision\n"
    f"{BO},2018-02-01,2018-03-01,Fleksjob,2018-03-05,fleksjob\n",
    "grants": "programme,municipality,amount_dkk,approved_on\nfsm1,851,11749000,2017-06-30\n",
}


def test_every_file_is_stored_as_it_says(tmp_path, caseworker):
    result = load(write(tmp_path, **WHOLE_SET), user=caseworker)
    assert result.stored == {
        "citizens": 3, "target_group": 2, "benefit_changes": 1, "visitations": 2, "facilitators": 2, "plans": 1,
        "contacts": 1, "offers": 2, "rehabilitation": 1, "grants": 1,
    }  # fmt: skip
    assert not any(result.skipped.values())
    assert result.warnings == []
    anna = Citizen.objects.with_cpr(ANNA).get()
    assert (anna.cpr, anna.name, anna.born_on) == (ANNA, "Anna Ager", date(1970, 1, 1))
    assert (anna.municipality_id, anna.unit.name, anna.caseworker.username) == ("851", "Hus A", "kim")
    assert not anna.caseworker.has_usable_password()
    assert anna.caseworker.role == Role.CASEWORKER
    assert Membership.objects.get(citizen=anna).municipality_id == "851"
    assert BenefitChange.objects.get().created_by == caseworker
    assert Visitation.objects.get(citizen=anna).note == 'Sagde "ja",\nog mente det'
    assert Visitation.objects.exclude(citizen=anna).get().deferred_until == date(2018, 12, 31)
    assert Facilitator.objects.filter(citizen=anna, end=None).get().name == "Dora"
    assert Plan.objects.get().cv_on is None
    assert Contact.objects.get().by == "Kim"
    offer = Offer.objects.get(citizen=anna)
    assert (offer.weekly_hours, offer.agreed_ordinary_hours) == (Decimal("12.50"), True)
    assert (offer.company.name, offer.company.cvr, offer.company.municipality_id) == ("Bageren", "13585628", "851")
    assert Offer.objects.exclude(citizen=anna).get().company is None
    assert RehabilitationCase.objects.get().decision == "fleksjob"
    assert Grant.objects.get().amount_dkk == 11_749_000


def test_loading_twice_changes_nothing(tmp_path):
    load(write(tmp_path, **WHOLE_SET))
    before = stored()
    result = load(tmp_path)
    assert stored() == before
    assert not any(result.stored.values())
    assert result.skipped["offers"] == 2


def test_a_dry_run_stores_nothing(tmp_path):
    before = stored()
    assert load(write(tmp_path, **WHOLE_SET), dry_run=True).stored["citizens"] == 3
    assert stored() == before


def test_the_access_log_names_who_loaded_how_many_people(tmp_path, caseworker):
    load(write(tmp_path, **WHOLE_SET), user=caseworker, dry_run=True)
    assert not AccessLogEntry.objects.exists()
    load(tmp_path, user=caseworker)
    load(tmp_path, user=caseworker)
    entry = AccessLogEntry.objects.get()
    assert (entry.user, entry.action, entry.about, entry.rows) == (caseworker, "add", "import", 3)


def test_a_row_twice_in_a_file_is_stored_once(tmp_path):
    row = f"{ANNA},mentor,2018-02-01\n"
    result = load(write(tmp_path, offers=f"cpr,kind,start\n{row}{row}{BO},mentor,2018-02-01\n"))
    assert (result.stored["offers"], result.skipped["offers"]) == (2, 1)


@pytest.mark.parametrize(
    ("files", "places"),
    [
        ({"citizens": CITIZENS + f"{ANNA},Anna Andet,851,,\n"}, ["citizens.csv:5:cpr"]),
        ({"citizens": CITIZENS + f"{ANNA},Anna Ager,851,,\n"}, []),
        ({"citizens": CITIZENS.replace(",851,Hus A", ",0851,Hus A")}, ["citizens.csv:2:municipality"]),
        ({"citizens": CITIZENS.replace("Bo Bæk", " ")}, ["citizens.csv:3:name"]),
        ({"citizens": CITIZENS.replace("Bo Bæk", "B" * 201)}, ["citizens.csv:3:name"]),
        ({"citizens": CITIZENS.replace(BO, "3113710018")}, ["citizens.csv:3:cpr"]),
        ({"target_group": f"programme,cpr\nfsm9,{ANNA}\n"}, ["target_group.csv:2:programme"]),
        ({"target_group": "programme,cpr\nfsm1,0404730004\n"}, ["target_group.csv:2:cpr"]),
        ({"grants": "programme,municipality,amount_dkk\nfsm1,851,0\n"}, ["grants.csv:2:amount_dkk"]),
    ],
)
def test_people_and_programmes(tmp_path, files, places):
    assert complaints(write(tmp_path, **files)) == places


VISITATION = "cpr,decided_on,group,deferral_reason,deferred_until\n"
REHABILITATION = "cpr,referred_on,met_on,decided_on,decision\n"
OFFER = f"cpr,kind,start,end,weekly_hours,cvr,agreed_ordinary_hours\n{ANNA},mentor,"


@pytest.mark.parametrize(
    ("name", "text", "columns"),
    [
        ("visitations", f"{VISITATION}{ANNA},2018-03-02,deferred,,\n", ["deferral_reason"]),
        ("visitations", f"{VISITATION}{ANNA},2018-03-02,1,barsel,\n", ["deferral_reason"]),
        ("visitations", f"{VISITATION}{ANNA},2018-03-02,2,,2018-04-01\n", ["deferred_until"]),
        ("visitations", f"{VISITATION}{ANNA},2018-03-02,deferred,barsel,2018-03-01\n", ["deferred_until"]),
        ("visitations", f"{VISITATION}{ANNA},2018-03-02,deferred,barsel,2018-03-02\n", []),
        ("visitations", f"{VISITATION}{ANNA},2018-03-02,4,,\n", ["group"]),
        ("rehabilitation", f"{REHABILITATION}{ANNA},2018-03-02,2018-03-01,,\n", ["met_on"]),
        ("rehabilitation", f"{REHABILITATION}{ANNA},2018-03-02,2018-03-05,2018-03-04,andet\n", ["decided_on"]),
        ("rehabilitation", f"{REHABILITATION}{ANNA},2018-03-02,,2018-03-04,\n", ["decision"]),
        ("rehabilitation", f"{REHABILITATION}{ANNA},2018-03-02,,,andet\n", ["decided_on"]),
        ("offers", f"{OFFER}2018-03-02,2018-03-01,,,\n", ["end"]),
        ("offers", f"{OFFER}2018-03-02,2018-03-02,80,,\n", []),
        ("offers", f"{OFFER}2018-03-02,,80.01,,\n", ["weekly_hours"]),
        ("offers", f"{OFFER}2018-03-02,,-1,,\n", ["weekly_hours"]),
        ("offers", f"{OFFER}2018-03-02,,,1358562,\n", ["cvr"]),
        ("offers", f"{OFFER}2018-03-02,,,,måske\n", ["agreed_ordinary_hours"]),
        ("contacts", f"cpr,held_on,kind\n{ANNA},2018-02-29,samtale\n", ["held_on"]),
        ("contacts", f"cpr,held_on,kind\n{ANNA},2018-02-28,møde\n", ["kind"]),
        ("facilitators", f"cpr,name,start,end\n{ANNA},\u200b,2018-03-02,\n", ["name"]),
        ("offers", f"cpr,kind,start,company\n{ANNA},mentor,2018-03-02,\u2060\n", ["company"]),
        ("facilitators", f"cpr,name,start,end\n{ANNA},Carl,2018-03-02,2018-03-01\n", ["end"]),
    ],
)
def test_rules_within_a_row(tmp_path, name, text, columns):
    assert complaints(write(tmp_path, **{name: text})) == [f"{name}.csv:2:{column}" for column in columns]


def test_facilitators_of_one_person_do_not_share_a_day(tmp_path):
    head = "cpr,name,start,end\n"
    shared = f"{ANNA},Carl,2018-01-01,2018-03-31\n{BO},Carl,2018-01-01,\n{ANNA},Dora,2018-03-31,\n"
    assert complaints(write(tmp_path, facilitators=head + shared)) == ["facilitators.csv:4:start"]
    load(write(tmp_path, facilitators=f"{head}{ANNA},Carl,2018-01-01,2018-03-31\n"))
    assert complaints(write(tmp_path, facilitators=head + shared)) == [
        "facilitators.csv:4:start",
        "facilitators.csv:4:start",
    ]
    assert complaints(write(tmp_path, facilitators=f"{head}{ANNA},Dora,2018-04-01,\n")) == []


def test_nothing_is_loaded_after_a_death_in_the_set(tmp_path):
    path = write(
        tmp_path,
        benefit_changes=f"cpr,effective_on,benefit\n{ANNA},2018-03-02,doed\n{ANNA},2018-03-03,job\n",
        plans=f"cpr,job_goal_on,cv_on\n{ANNA},2018-03-02,2018-03-03\n",
        contacts=f"cpr,held_on,kind\n{ANNA},2018-03-02,kontakt\n{BO},2018-03-03,kontakt\n",
    )
    assert complaints(path) == ["benefit_changes.csv:3:effective_on", "plans.csv:2:cv_on"]


def test_a_death_against_what_is_stored_and_the_other_way(tmp_path):
    load(write(tmp_path, contacts=f"cpr,held_on,kind\n{ANNA},2018-03-02,kontakt\n"))
    death = "cpr,effective_on,benefit\n{cpr},2018-03-01,doed\n"
    later = write(tmp_path / "later", benefit_changes=death.format(cpr=ANNA))
    assert complaints(later) == ["benefit_changes.csv:2:effective_on"]
    load(write(tmp_path / "bo", benefit_changes=death.format(cpr=BO)))
    after = write(tmp_path / "after", offers=f"cpr,kind,start\n{BO},mentor,2018-03-02\n")
    assert complaints(after) == ["offers.csv:2:start"]


def test_a_stored_key_with_other_values_is_refused_and_says_which(tmp_path):
    load(write(tmp_path, **WHOLE_SET))
    other = write(
        tmp_path / "other",
        citizens=CITIZENS.replace("Hus A", "Hus B"),
        benefit_changes=f"cpr,effective_on,benefit\n{ANNA},2017-01-01,job\n",
        grants="programme,municipality,amount_dkk,approved_on\nfsm1,851,11749001,2017-06-30\n",
    )
    with pytest.raises(ImportRefused) as refused:
        load(other)
    assert [str(error).split(": ")[0] for error in refused.value.errors] == [
        "citizens.csv:2:cpr",
        "benefit_changes.csv:2:effective_on",
        "grants.csv:2:municipality",
    ]
    assert "benefit, match_category" in refused.value.errors[1].message
    assert "ret det registrerede" in refused.value.errors[1].message
    assert complaints(write(tmp_path / "less", citizens=CITIZENS.replace("Hus A,kim", ","))) == []


def test_a_locked_target_group_takes_its_own_members_only(tmp_path):
    load(write(tmp_path, target_group=f"programme,cpr\nfsm1,{ANNA}\n"))
    Programme.objects.filter(pk="fsm1").update(locked_at=timezone.now())
    assert load(tmp_path).skipped["target_group"] == 1
    late = write(tmp_path / "late", target_group=f"programme,cpr\nfsm1,{ANNA}\nfsm1,{BO}\n")
    assert complaints(late) == ["target_group.csv:3:cpr"]


def test_a_caseworker_of_another_municipality_is_stored_with_a_warning(tmp_path):
    """Some municipalities share a jobcentre; who sees whom still goes by the user's own municipality."""
    kim = User.objects.create(username="kim", role=Role.MANAGER, municipality_id="810")
    result = load(write(tmp_path))
    assert [(w.file, w.row, w.column) for w in result.warnings] == [("citizens.csv", 2, "caseworker")]
    anna = Citizen.objects.with_cpr(ANNA).get()
    assert anna.caseworker == kim and not Citizen.objects.visible_to(kim).filter(pk=anna.pk).exists()


def test_a_new_caseworker_of_two_municipalities_belongs_to_the_first(tmp_path):
    result = load(write(tmp_path, citizens=CITIZENS.replace(",810,,", ",810,,kim")))
    assert [(w.row, w.column) for w in result.warnings] == [(4, "caseworker")]
    assert User.objects.get(username="kim").municipality_id == "851"


def test_companies_are_a_municipalitys_own(tmp_path):
    head = "cpr,kind,start,company,cvr\n"
    rows = "".join(f"{cpr},mentor,2018-02-0{n},Bageren,\n" for cpr, n in ((ANNA, 1), (BO, 2), (CARLA, 3)))
    load(write(tmp_path, offers=f"{head}{rows}{ANNA},mentor,2018-02-09,,13585628\n"))
    assert sorted(Company.objects.values_list("municipality_id", "name", "cvr")) == [
        ("810", "Bageren", ""),
        ("851", "13585628", "13585628"),
        ("851", "Bageren", ""),
    ]


def test_odd_numbers_are_warned_about_and_stored(tmp_path):
    path = write(
        tmp_path,
        citizens=CITIZENS.replace(BO, "0202710019"),
        offers=f"cpr,kind,start,cvr\n{ANNA},mentor,2018-02-01,12345678\n",
        plans=f"cpr,job_goal\n{ANNA},pedel\n",
    )
    warned = [str(warning).split(": ")[0] for warning in load(path).warnings]
    assert warned == ["citizens.csv:3:cpr", "plans.csv:2:job_goal_on", "offers.csv:2:cvr"]
    assert Citizen.objects.with_cpr("0202710019").exists()


def test_no_message_repeats_a_name_or_number(tmp_path):
    path = write(
        tmp_path,
        citizens=CITIZENS + f"{ANNA},Ukendt Uldum,999,,\nUldum,0404730004,851,,\n",
        contacts="cpr,held_on,kind,by\n0404730004,Ukendt Uldum,Uldum,\n",
    )
    with pytest.raises(ImportRefused) as refused:
        load(path)
    said = " ".join(str(error) for error in refused.value.errors)
    assert "Uldum" not in said
    assert "0404730004" not in said
    assert ANNA not in said
