"""A case on paper: the one-page summary, and the dossier whose parts one chooses."""

import io
import logging
import re
from datetime import date

import pypdf
import pytest

from accounts.log_labels import label_of
from accounts.models import AccessLogEntry
from cases.models import Company
from cases.registrations import all_kinds
from tests import people
from visitation.papers.dossier import dossier_html, dossier_pdf
from visitation.papers.parts import BY_KEY, PARTS

pytestmark = pytest.mark.django_db
ON = date(2018, 3, 15)


@pytest.fixture(autouse=True)
def day(settings):
    settings.DEMO_DAY = ON


@pytest.fixture
def citizen(caseworker):
    citizen = people.a_member(name="Berit Berg", group="2", cpr="0101701234", caseworker=caseworker, since="2017-09-01")
    people.has_benefit(citizen, "ressourceforloeb", "2018-02-01")
    people.visited(citizen, "1", "2018-01-10", note="Vil gerne arbejde <med dyr> & planter")
    people.a_plan(citizen, job_goal_on="2018-01-11", cv_on="2018-01-12", job_goal="dyrepasser")
    people.a_facilitator(citizen, "2018-01-15", name="Frede Fjord")
    company = Company.objects.create(municipality_id="851", name="Dyrehandlen")
    people.an_offer(citizen, "virksomhedspraktik", "2018-02-01", "2018-03-31", company=company, weekly_hours=12)
    for number in range(1, 9):
        people.a_contact(citizen, f"2018-02-{number:02d}", by=f"Medarbejder {number}")
    people.a_measure(citizen, "bostoette", "2018-01-01")
    people.a_referral(citizen, "2018-01-20", met_on="2018-02-20")
    return citizen


def text_of(content: bytes) -> str:
    reader = pypdf.PdfReader(io.BytesIO(content))
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in reader.pages))


def test_every_kind_of_registration_has_its_part():
    assert {kind.slug for kind in all_kinds()} == {slug for part in PARTS for slug in part.slugs}


def test_the_summary_says_what_the_next_person_must_know(as_user, caseworker, citizen):
    response = as_user(caseworker).get(f"/borgere/{citizen.pk}/overblik/")
    text = re.sub(r"\s+", " ", response.content.decode())
    for said in (
        "Berit Berg", "Frede Fjord", "dyrepasser", "Ressourceforløb", "Medarbejder 8", "og 3 ældre", "Dyrehandlen",
        "Vil gerne arbejde &lt;med dyr&gt;", "behandlet, afventer afgørelse",
    ):  # fmt: skip
        assert said in text, said
    assert "Medarbejder 3<" not in text, "five contacts have room"
    assert "Berit" not in text[text.index("<title>") : text.index("</title>")]
    assert AccessLogEntry.objects.get(about="summary").citizen_id == citizen.pk


def test_the_summary_tells_what_is_due(as_user, caseworker):
    citizen = people.a_member(caseworker=caseworker)
    shown = as_user(caseworker).get(f"/borgere/{citizen.pk}/overblik/").content.decode()
    assert "<strong>Aldrig visiteret</strong>" in shown and "frist" in shown
    people.has_benefit(citizen, "doed", "2018-03-01")
    assert "der følges ikke op" in as_user(caseworker).get(f"/borgere/{citizen.pk}/overblik/").content.decode()


def test_what_is_due_is_named_beside_a_form(as_user, caseworker):
    citizen = people.a_member(caseworker=caseworker)
    shown = as_user(caseworker).get(f"/borgere/{citizen.pk}/ny/kontakt/").content.decode()
    assert "<strong>Aldrig visiteret</strong>" in shown and "<strong></strong>" not in shown


def test_a_bare_case_has_a_summary_and_a_dossier(as_user, caseworker):
    citizen = people.a_citizen()
    assert as_user(caseworker).get(f"/borgere/{citizen.pk}/overblik/").status_code == 200
    assert "Intet registreret." in dossier_html(citizen, caseworker, list(BY_KEY), ON)


def test_the_dossier_is_a_tagged_pdf_with_the_chosen_parts(as_user, caseworker, citizen):
    response = as_user(caseworker).post(f"/borgere/{citizen.pk}/dossier/", {"parts": ["plan", "stamdata"]})
    assert response["Content-Type"] == "application/pdf"
    text = text_of(response.content)
    assert "Berit Berg" in text and "010170-1234" in text and "dyrepasser" in text and "side 1 af 1" in text
    assert "Dyrehandlen" not in text and "Ikke taget med: Ydelser" in text
    entry = AccessLogEntry.objects.get(action="extract")
    assert (entry.about, entry.citizen_id) == ("dossier:stamdata,plan", citizen.pk)
    assert label_of(entry.about) == "Sag til rehabiliteringsteamet: stamdata, plan"


def test_neither_the_files_name_nor_its_title_tells_who_it_is(as_user, caseworker, citizen):
    response = as_user(caseworker).post(f"/borgere/{citizen.pk}/dossier/", {"parts": list(BY_KEY)})
    assert response["Content-Disposition"] == 'attachment; filename="rehabilitering-2018-03-15.pdf"'
    reader = pypdf.PdfReader(io.BytesIO(response.content))
    assert reader.metadata.title == "Sag til rehabiliteringsteamet"
    assert not re.search("Berit|0101701234|010170", str(dict(reader.metadata)))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"] and reader.trailer["/Root"]["/Lang"] == "da"


def test_the_longest_list_of_parts_fits_the_log():
    assert len("dossier:" + ",".join(BY_KEY)) <= AccessLogEntry._meta.get_field("about").max_length


def test_all_parts_are_chosen_at_first_and_none_is_no_choice(as_user, caseworker, citizen):
    page = as_user(caseworker).get(f"/borgere/{citizen.pk}/dossier/").content.decode()
    assert page.count(" checked") == len(PARTS)
    for sent in ({}, {"parts": ["findes-ikke"]}):
        response = as_user(caseworker).post(f"/borgere/{citizen.pk}/dossier/", sent)
        assert response.status_code == 200 and response.context["form"].errors
    assert not AccessLogEntry.objects.filter(action="extract").exists()


def test_a_benefits_period_ends_the_day_before_the_next(caseworker, citizen):
    html = dossier_html(citizen, caseworker, ["ydelser"], ON)
    assert "01.09.2017 – 31.01.2018" in html and "fra 01.02.2018" in html


def test_markup_in_a_text_is_text(caseworker, citizen):
    html = dossier_html(citizen, caseworker, ["visitation"], ON)
    assert "&lt;med dyr&gt; &amp; planter" in html


def test_rendering_logs_no_error_and_many_pages_carry_the_name(caseworker, citizen, caplog):
    for number in range(120):
        people.a_contact(citizen, date(2017, 9, 2).isoformat(), by=f"Nummer {number}")
    with caplog.at_level(logging.WARNING):
        for name in ("weasyprint", "fontTools"):
            logging.getLogger(name).propagate = True
        content = dossier_pdf(citizen, caseworker, list(BY_KEY), ON)
    assert [record.getMessage() for record in caplog.records] == []
    reader = pypdf.PdfReader(io.BytesIO(content))
    assert len(reader.pages) > 2
    assert all("010170-1234" in page.extract_text() for page in reader.pages)


def test_others_get_no_paper(as_user, outsider, star, citizen):
    for user, status in ((outsider, 404), (star, 403)):
        for what in ("overblik", "dossier"):
            assert as_user(user).get(f"/borgere/{citizen.pk}/{what}/").status_code == status
        assert as_user(user).post(f"/borgere/{citizen.pk}/dossier/", {"parts": list(BY_KEY)}).status_code == status
