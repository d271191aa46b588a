"""The documentation of an instalment: signed once, no person in its bytes; the annex with the people stays inside."""

import io
import re
import zipfile
from datetime import date

import pypdf
import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.utils import InternalError

from accounts.models import AccessAction, AccessLogEntry, Role
from cases.models import Grant, Unit
from reporting.closing import close_month, close_months
from reporting.documents import render
from reporting.evidence.annex import annex_of
from reporting.evidence.content import sha256_of
from reporting.evidence.models import Documentation
from reporting.evidence.signing import Approval, as_report, sign
from reporting.indicators import BY_KEY
from reporting.months import Month
from tests import people
from tests.conftest import make_user
from tests.workbooks import opened, rows

pytestmark = pytest.mark.django_db
PAGE = "/rater/fsm1/851/3/dokumentation/"
ANNEX = "/rater/fsm1/851/3/bilag/"
SIGNED = Approval("Viggo Skov", "Jobcenterchef", date(2018, 6, 1))
FILLED = {"name": "Viggo Skov", "title": "Jobcenterchef", "on": "2018-06-01"}


@pytest.fixture(autouse=True)
def the_day(settings):
    settings.DEMO_DAY = date(2018, 6, 15)


@pytest.fixture
def members():
    """Ten of group 1 in Aalborg, five of them in the company track; one more waits in group 2."""
    found = [people.a_member(group="1", name=f"Hemmelig Person{n:02d}") for n in range(10)]
    for one in found[:5]:
        people.an_offer(one, "virksomhedspraktik", "2018-01-02")
    people.a_member(group="2", name="Hemmelig Anden")
    return found


@pytest.fixture
def grant(members):
    """A grant whose third instalment is met on January to March."""
    made = Grant.objects.create(programme_id="fsm1", municipality_id="851", amount_dkk=1000, approved_on="2017-06-30")
    close_months(Month(2018, 2), Month(2018, 4))
    return Grant.objects.select_related("programme", "municipality").get(pk=made.pk)


def words(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def pdf_text(content: bytes) -> str:
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages))


def everything_in(content: bytes) -> str:
    """Return all that can be read out of a file: its raw bytes and every stream or part in it unpacked."""
    found = [content]
    if content.startswith(b"%PDF"):
        reader = pypdf.PdfReader(io.BytesIO(content))
        for number in range(1, len(reader.xref[0]) + 1) if reader.xref.get(0) else ():
            part = reader.get_object(number)
            if isinstance(part, pypdf.generic.StreamObject):
                found.append(part.get_data())
        found.append(pdf_text(content).encode())
        found.append(repr(reader.metadata).encode())
    elif content.startswith(b"PK"):
        book = zipfile.ZipFile(io.BytesIO(content))
        found += [name.encode() + book.read(name) for name in book.namelist()]
    return b"\n".join(found).decode("utf-8", "ignore")


def test_one_click_signs_and_both_files_say_what_it_rests_on(as_user, manager, grant):
    client = as_user(manager)
    page = words(client.post(PAGE, FILLED, follow=True))
    assert "Dokumentationen er godkendt: version 1." in page and "godkendt af Viggo Skov 1. juni 2018" in page
    made = Documentation.objects.get()
    text = pdf_text(client.get(f"{PAGE}v1.pdf").content)
    for said in ("Aalborg (851)", "300 kr.", "januar 2018", "februar 2018", "marts 2018", "50,00 %", "Jobcenterchef"):
        assert said in text, said
    assert made.sha256 in text.replace(" ", "")
    assert "Mindst 40 %" in text and "Dokumentation for en rate" in text
    book = opened(client.get(f"{PAGE}v1.xlsx"))
    assert book.sheetnames == ["Raten", "Måneder", "Kontrolsummer", "Godkendelse", "Definitioner"]
    numbers = [[cell.value for cell in line] for line in book["Måneder"].iter_rows()]
    assert [line[4:7] for line in numbers if line[0] == "marts 2018"] == [[5, 10, 0.5]]


def test_no_person_is_in_the_bytes(grant, manager, members):
    made = sign(grant, 3, manager, SIGNED)
    for form in ("pdf", "xlsx", "csv", "json"):
        readable = everything_in(render(as_report(made), "evidence", form))
        assert "Hemmelig" not in readable
        for one in members:
            assert one.cpr not in readable and one.cpr[:6] not in readable and one.born_on.isoformat() not in readable
    assert "Hemmelig" not in repr(made.content)


def test_the_pdf_is_tagged_named_and_the_same_every_time(grant, manager):
    made = sign(grant, 3, manager, SIGNED)
    first, second = (render(as_report(Documentation.objects.get(pk=made.pk)), "evidence", "pdf") for _ in range(2))
    assert first == second
    root = pypdf.PdfReader(io.BytesIO(first)).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"] == "da" and "/StructTreeRoot" in root


def test_a_hash_can_be_reckoned_again(grant, manager):
    made = sign(grant, 3, manager, SIGNED)
    assert sha256_of(made.content) == made.sha256
    changed = {**made.content, "amount_dkk": 301}
    assert sha256_of(changed) != made.sha256
    hashes = [month["figures_sha256"] for month in made.content["months"]]
    assert len(set(hashes)) == 3


def test_a_new_close_never_touches_what_was_signed(grant, manager, members):
    made = sign(grant, 3, manager, SIGNED)
    before = render(as_report(made), "evidence", "xlsx")
    people.an_offer(members[7], "virksomhedspraktik", "2018-01-02")
    close_month(Month(2018, 4), reason="Rettelse")
    again = sign(grant, 3, manager, SIGNED)
    assert again.version == 2 and [m["version"] for m in again.content["months"]] == [1, 1, 2]
    assert render(as_report(Documentation.objects.get(version=1)), "evidence", "xlsx") == before


def test_pressed_twice_is_signed_once(as_user, manager, grant):
    client = as_user(manager)
    client.post(PAGE, FILLED)
    client.post(PAGE, FILLED)
    assert Documentation.objects.count() == 1


def test_an_instalment_on_a_date_is_documented_without_months(as_user, manager, grant):
    page = words(as_user(manager).post("/rater/fsm1/851/1/dokumentation/", FILLED, follow=True))
    assert "30. juni 2017" in page and "Raten hænger på en dato, ikke på tal." in page
    assert "Internt bilag" not in page
    assert render(as_report(Documentation.objects.get()), "evidence", "pdf").startswith(b"%PDF")


def test_small_numbers_stay_inside():
    track = [people.a_member(group="1") for _ in range(3)]
    for one in track[:2]:
        people.an_offer(one, "virksomhedspraktik", "2018-01-02")
    made = Grant.objects.create(
        programme_id="fsm1", municipality_id="851", amount_dkk=1000, approved_on=date(2017, 6, 30)
    )
    close_months(Month(2018, 2), Month(2018, 4))
    signed = sign(made, 3, make_user("lone", Role.MANAGER, "851"), SIGNED)
    assert all(m["suppressed"] and m["count"] is None and m["of"] is None for m in signed.content["months"])
    text = pdf_text(render(as_report(signed), "evidence", "pdf"))
    assert "*" in text and "67 %" not in text


class TestWhoMay:
    def test_what_is_not_met_is_not_signed(self, as_user, manager, grant):
        page = words(as_user(manager).get("/rater/fsm1/851/2/dokumentation/"))
        assert "Raten er ikke opfyldt endnu" not in page  # everybody is visited
        people.a_member()
        close_month(Month(2018, 4), reason="En mere")
        close_months(Month(2018, 5), Month(2018, 5))
        Grant.objects.update(approved_on=None)
        response = as_user(manager).post("/rater/fsm1/851/1/dokumentation/", FILLED)
        assert "Raten er ikke opfyldt endnu" in words(response) and not Documentation.objects.exists()

    @pytest.mark.parametrize(
        "wrong", [{"name": " "}, {"on": "2018-06-16"}, {"on": "2018-04-30"}, {"on": "i går"}, {"name": "x" * 121}]
    )
    def test_a_wrong_approval_is_told_and_not_stored(self, as_user, manager, grant, wrong):
        response = as_user(manager).post(PAGE, FILLED | wrong)
        assert response.status_code == 200 and response.context["form"].errors
        assert not Documentation.objects.exists()

    def test_nobody_signs_before_the_application_was_approved(self, as_user, manager, grant):
        page = "/rater/fsm1/851/1/dokumentation/"
        assert "tidligst kendes 30. juni 2017" in words(as_user(manager).post(page, FILLED | {"on": "1900-01-01"}))
        as_user(manager).post(page, FILLED | {"on": "2017-06-30"})
        assert Documentation.objects.get().approved_on == date(2017, 6, 30)

    def test_others_do_not_sign(self, as_user, caseworker, star, grant):
        unit = Unit.objects.create(municipality_id="851", name="Huset")
        house = make_user("hus", Role.MANAGER, "851", unit=unit)
        for user in (caseworker, star, house):
            assert as_user(user).post(PAGE, FILLED).status_code == 403
            with pytest.raises(ValidationError, match="projektleder"):
                sign(grant, 3, user, SIGNED)
        assert as_user(make_user("ole", Role.MANAGER, "810")).post(PAGE, FILLED).status_code == 404
        assert not Documentation.objects.exists()

    def test_the_agency_reads_it_and_never_the_annex(self, as_user, star, manager, grant):
        client = as_user(star)
        assert "Kommunen har ikke godkendt nogen dokumentation endnu." in words(client.get(PAGE))
        sign(grant, 3, manager, SIGNED)
        page = words(client.get(PAGE))
        assert "Viggo Skov" in page and "bilag" not in page.replace("interne bilag", "")
        assert client.get(f"{PAGE}v1.pdf").status_code == 200
        assert client.get(ANNEX).status_code == 403
        assert client.get("/lister/ratens-bilag/excel/?program=fsm1&kommune=851&rate=3").status_code == 403
        assert AccessLogEntry.objects.filter(user=star, action=AccessAction.REFUSED).count() == 2

    def test_another_municipality_finds_nothing(self, as_user, outsider, manager, grant):
        sign(grant, 3, manager, SIGNED)
        client = as_user(outsider)
        excel = "/lister/ratens-bilag/excel/?program=fsm1&kommune=851&rate=3"
        for address in (PAGE, f"{PAGE}v1.pdf", ANNEX, excel, ANNEX + "?kommune=810"):
            assert client.get(address).status_code == 404
        assert AccessLogEntry.objects.filter(user=outsider, action=AccessAction.REFUSED).count() == 5

    @pytest.mark.parametrize("address", ["v2.pdf", "v1.csv", "v0.pdf"])
    def test_what_is_not_there_is_not_found(self, as_user, manager, grant, address):
        sign(grant, 3, manager, SIGNED)
        assert as_user(manager).get(PAGE + address).status_code == 404
        assert as_user(manager).get("/rater/fsm1/851/9/dokumentation/").status_code == 404


class TestAnnex:
    def test_it_holds_exactly_those_the_counts_were_made_of(self, grant, manager):
        annex = annex_of(grant, 3)
        assert [str(one.of_month) for one in annex.closes] == ["2018-02", "2018-03", "2018-04"]
        table = annex.rows_for(manager)
        for close in annex.closes:
            own = table.filter(close=close)
            assert (own.filter(counted=True).count(), own.count()) == (5, 10)
        assert annex.indicator == BY_KEY["company_track"]

    def test_the_page_is_for_own_staff_and_logged(self, as_user, caseworker, grant):
        page = words(as_user(caseworker).get(ANNEX, {"maaned": "2018-03"}))
        assert "10 rækker" in page and "Hemmelig Person00" in page and "Hemmelig Anden" not in page
        entry = AccessLogEntry.objects.get(about="instalment_annex")
        assert (entry.action, entry.rows) == (AccessAction.READ, 10)

    def test_the_workbook_is_the_same_and_logged(self, as_user, manager, grant):
        client = as_user(manager)
        found = rows(opened(client.get("/lister/ratens-bilag/excel/?program=fsm1&kommune=851&rate=3")))
        assert len(found) == 30 and sum(row["Talt med"] == "ja" for row in found) == 15
        assert AccessLogEntry.objects.filter(about="excel:ratens-bilag", rows=30).exists()

    def test_of_a_signed_version_it_is_those_of_that_version(self, grant, manager, members):
        sign(grant, 3, manager, SIGNED)
        people.an_offer(members[7], "virksomhedspraktik", "2018-01-02")
        close_month(Month(2018, 4), reason="Rettelse")
        counted = [annex_of(grant, 3, v).rows_for(manager).filter(counted=True).count() for v in (1, None)]
        assert counted == [15, 16]

    def test_who_has_a_unit_sees_its_own_people(self, as_user, grant, members):
        unit = Unit.objects.create(municipality_id="851", name="Huset")
        members[0].unit = unit
        members[0].save()
        page = words(as_user(make_user("hus", Role.CASEWORKER, "851", unit=unit)).get(ANNEX))
        assert "heraf 3 nedenfor" in page and "Person00" in page and "Person01" not in page

    @pytest.mark.parametrize("query", ["?maaned=2018-05", "?maaned=x", "?udgave=7", "?udgave=x"])
    def test_what_is_not_there_is_not_found(self, as_user, manager, grant, query):
        assert as_user(manager).get(ANNEX + query).status_code == 404

    def test_an_instalment_on_a_date_has_none(self, as_user, manager, grant):
        assert as_user(manager).get("/rater/fsm1/851/1/bilag/").status_code == 404


class TestRulesOfTheDatabase:
    def test_what_is_signed_never_changes(self, grant, manager):
        made = sign(grant, 3, manager, SIGNED)
        for change in (lambda: Documentation.objects.update(approved_by="En anden"), made.delete):
            with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
                change()

    def test_it_has_a_name_and_a_hash(self, grant, manager):
        values = {"grant": grant, "number": 3, "approved_on": date(2018, 6, 1), "made_by": manager, "content": {}}
        for n, more in enumerate(({"approved_by": " ", "sha256": "a" * 64}, {"approved_by": "V", "sha256": "x"})):
            with pytest.raises(IntegrityError), transaction.atomic():
                Documentation.objects.create(**values, version=n + 1, **more)
        assert connection.is_usable()
