"""The page of a grant: what each side sees and does on it, and that no address a person can type breaks it."""

import re
from datetime import date
from fractions import Fraction

import pytest

from accounts.models import AccessLogEntry, Role
from cases.models import Grant, Unit
from reporting.claims.models import ClaimStep
from reporting.closing import close_month, close_months
from reporting.disclosure.patterns import protect_release
from reporting.evidence.signing import Approval, sign
from reporting.instalments import Measured
from reporting.instalments.picture import share_bars
from reporting.instalments.rules import ShareInAnyMonth
from reporting.models import MonthClose
from reporting.months import Month
from tests import people
from tests.conftest import make_user
from tests.workbooks import about, opened, rows

from .claiming import paid, step, where

pytestmark = pytest.mark.django_db
PAGE = "/rater/fsm1/851/"


def text(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.fixture
def grant(settings) -> Grant:
    """October 2018: one of seven is not visited; two of five in group 1 in the track, for three closed months."""
    settings.DEMO_DAY = date(2018, 10, 15)
    for number in range(5):
        member = people.a_member(group="1", name=f"Borger {number}")
        if number < 2:
            people.an_offer(member, "virksomhedspraktik", "2018-05-10", "2018-11-30" if number else "2018-07-31")
    people.a_member(name="Ikke Visiteret"), people.a_member(group="2")
    close_months(Month(2018, 7), Month(2018, 9))
    return Grant.objects.create(
        programme_id="fsm1", municipality_id="851", amount_dkk=1001, approved_on=date(2017, 6, 30)
    )


class TestTheManager:
    def test_sees_where_each_instalment_stands_and_who_is_missing(self, grant, as_user, manager):
        page = as_user(manager).get("/rater/", follow=True)
        shown = text(page)
        assert page.redirect_chain == [(PAGE, 302)]
        assert "Mindst 40 % af gruppe 1 er i virksomhedsforløb mv. i 3 måneder i træk." in shown
        assert "Opfyldt i juni 2017" in shown and "Anmod om 300 kr." in shown
        assert "september 2018: 6 af 7 er visiteret" in shown and "1 borger mangler" in shown
        assert "Ikke Visiteret" in shown and "Borger 4" in shown
        assert "1 borger manglede i august 2018" in shown

    def test_every_look_at_people_is_logged(self, grant, as_user, manager):
        as_user(manager).get(PAGE)
        looks = AccessLogEntry.objects.filter(about="instalment_people").values_list("action", "rows")
        assert sorted(looks) == [("read", 1), ("read", 4)]

    def test_the_way_there_and_what_if(self, grant, as_user, manager):
        client = as_user(manager)
        assert "Tidligst: Med 2 borgere mere fra oktober 2018" in text(client.get(PAGE))
        answer = text(client.get(PAGE + "?rate=3&flere=2&fra=2018-10"))
        assert "Med 2 borgere mere fra oktober 2018 er raten opfyldt i december 2018 (300 kr.)." in answer
        assert "nås raten ikke i de viste måneder" in text(client.get(PAGE + "?rate=3&flere=0&fra=2018-10"))

    def test_what_each_coming_month_lacks_until_when_and_who_leaves(self, grant, as_user, manager):
        """Borger 1's placement ends in November, so December has nobody of five, and two are wanted."""
        client = as_user(manager)
        page = client.get(PAGE + "?rate=3&flere=1&fra=2018-11")
        months = page.context["sections"][2][0].outlook.months
        assert [(str(m.month), m.count, m.wanted, m.lacks, m.then) for m in months[:3]] == [
            ("2018-10", 1, 2, 1, 1),
            ("2018-11", 1, 2, 1, 0),
            ("2018-12", 0, 2, 2, 1),
        ]
        shown = text(page)
        assert "juli 2019 er den sidste måned, der kan lukkes inden" in shown
        assert "En række på 3 måneder skal begynde senest i maj 2019" in shown
        assert "3 30 % · 300 kr. Ikke opfyldt: 20 % i august 2018, 0 af 3 måneder" in shown
        assert "1 borger tælles med nu og ikke i december 2018" in shown
        leaving = client.get("/rater/mangler/?program=fsm1&rate=3&slutter=2018-12")
        assert "Borger 1" in text(leaving) and "30.11.2018" in text(leaving) and "Borger 4" not in text(leaving)
        none = text(client.get("/rater/mangler/?program=fsm1&rate=3&slutter=2018-11"))
        assert "0 borgere tælles med nu og ikke i november 2018" in none

    def test_a_share_is_written_where_the_line_does_not_strike_it_out(self):
        rule = ShareInAnyMonth("company_track", Fraction(2, 5))
        far, near, over = share_bars(
            rule, [Measured(Month(2018, n), c, 100) for n, c in ((1, 20), (2, 38), (3, 41))]
        ).bars
        assert far.label_y < far.y and near.label_y > near.y > near.line_y and over.label_y < over.y

    def test_more_than_there_are_is_said(self, grant, as_user, manager):
        client = as_user(manager)
        assert "Kun 4 borgere tælles ikke med" in text(client.get(PAGE + "?rate=3&flere=5&fra=2018-10"))
        assert "i forvejen" not in text(client.get(PAGE + "?rate=3&flere=4&fra=2018-10"))

    def test_a_programme_that_ends_soon_says_so_and_no_last_start(self, grant, as_user, manager):
        Grant.objects.get().programme.__class__.objects.filter(pk="fsm1").update(ends_on=date(2018, 12, 30))
        shown = text(as_user(manager).get(PAGE))
        assert "Aftal med STAR, om senere måneder tæller" in shown and "skal begynde senest" not in shown

    @pytest.mark.parametrize(
        "query",
        [
            "rate=3&flere=-1&fra=2018-10",
            "rate=3&flere=mange&fra=2018-10",
            "rate=3&flere=1.00&fra=2018-10",
            "rate=3&flere=1,5&fra=2018-10",
            "rate=3&flere=99999&fra=2018-10",
            "rate=3&flere=2&fra=2018-08",
            "rate=3&flere=2&fra=nej",
            "rate=3",
        ],
    )
    def test_a_question_that_is_none_is_answered_at_its_field(self, grant, as_user, manager, query):
        page = as_user(manager).get(f"{PAGE}?{query}")
        assert page.status_code == 200 and "form-error" in page.content.decode()

    def test_claims_once_and_the_page_says_by_whom_and_on_what(self, grant, as_user, manager):
        client = as_user(manager)
        for _press in range(2):
            page = client.post(PAGE + "1/claimed/", {"after": 0}, follow=True)
        assert ClaimStep.objects.count() == 1
        assert "Der er sket noget med raten imens" in text(page) and "Anmodet 15. oktober 2018, lone" in text(page)

    def test_what_is_not_met_is_refused_on_the_page(self, grant, as_user, manager):
        page = as_user(manager).post(PAGE + "3/claimed/", {"after": 0})
        assert page.status_code == 200 and not ClaimStep.objects.exists()
        assert as_user(manager).post(PAGE + "9/claimed/", {"after": 0}).status_code == 404

    def test_of_a_house_looks_and_does_not_claim(self, grant, as_user):
        house = Unit.objects.create(municipality_id="851", name="Huset")
        client = as_user(make_user("mie", Role.MANAGER, "851", unit=house))
        page = client.get(PAGE)
        assert "Kommunens projektleder anmoder om raten" in text(page)
        assert "Anmod om" not in text(page) and "Borger 4" not in text(page), "people of the house only"
        assert client.post(PAGE + "1/claimed/", {"after": 0}).status_code == 403

    def test_months_never_closed_are_named(self, grant, as_user, manager):
        close_month(Month(2018, 4))
        shown = text(as_user(manager).get(PAGE))
        assert "bryder en række: maj 2018, juni 2018" in shown

    def test_a_correction_that_would_judge_otherwise_is_said(self, grant, as_user, manager, star):
        people.visited(people.Citizen.objects.get(name="Ikke Visiteret"), "3", "2018-08-01")
        close_month(Month(2018, 9), reason="Sen visitation")
        paid(grant, 2, manager, star)
        people.a_member(name="Glemt")
        close_month(Month(2018, 9), reason="En borger manglede")
        shown = text(as_user(manager).get(PAGE))
        assert "På de nyeste versioner ville raten ikke være opfyldt" in shown
        assert "bygger på september 2018 v2: 7 af 7" in shown and "Udbetalt 15. oktober 2018" in shown


class TestThePapers:
    NONE = "har ikke godkendt nogen dokumentation endnu"
    OTHER = "bygger på andre lukkede versioner"

    def test_both_sides_see_whether_the_documentation_is_there_and_rests_on_the_claim(
        self, grant, as_user, manager, star
    ):
        people.visited(people.Citizen.objects.get(name="Ikke Visiteret"), "3", "2018-08-01")
        close_month(Month(2018, 9), reason="Sen visitation")
        assert f"Dokumentation for rate 2 Ledelsen {self.NONE}" in text(as_user(manager).get(PAGE))
        sign(grant, 2, manager, Approval("Viggo Skov", "", date(2018, 10, 14)))
        step(grant, 2, "claimed", manager)
        shown = text(as_user(star).get(PAGE))
        assert "rate 2 Version 1, godkendt af Viggo Skov 14. oktober 2018 Godkend raten" in shown
        people.a_member(name="Glemt")
        close_month(Month(2018, 9), reason="En borger manglede")
        shown = text(as_user(star).get(PAGE))
        assert "rate 2 Version 1" in shown and self.OTHER not in shown, "judged otherwise now, signed as claimed"

    def test_what_was_signed_on_another_version_is_said(self, grant, as_user, manager, star):
        people.visited(people.Citizen.objects.get(name="Ikke Visiteret"), "3", "2018-08-01")
        close_month(Month(2018, 9), reason="Sen visitation")
        sign(grant, 2, manager, Approval("Viggo Skov", "", date(2018, 10, 14)))
        close_month(Month(2018, 9), reason="Endnu en gang")
        step(grant, 2, "claimed", manager)
        assert self.OTHER in text(as_user(star).get(PAGE))


class TestTheList:
    LIST = "/rater/mangler/?program=fsm1&rate=3"

    def test_has_everybody_with_the_way_to_the_placement_form_and_back(self, grant, as_user, manager):
        page = as_user(manager).get(self.LIST)
        link = re.search(r'href="(/borgere/\d+/ny/tilbud/[^"]+)"', page.content.decode())[1].replace("&amp;", "&")
        assert "kind=virksomhedspraktik" in link and "tilbage=%2Frater%2Fmangler%2F" in link
        assert as_user(manager).get(link).status_code == 200
        assert "4 borgere tælles ikke med" in text(page)

    def test_its_excel_file_has_the_same_rows(self, grant, as_user, manager):
        book = opened(as_user(manager).get("/lister/raten-mangler/excel/?program=fsm1&rate=2"))
        assert [(row["Borger"], row["Jobmål"], row["CV"]) for row in rows(book)] == [("Ikke Visiteret", None, None)]
        assert about(book)["Rate"] == "2: Hele bruttomålgruppen er visiteret."

    @pytest.mark.parametrize(
        "query",
        ["", "program=fsm1", "program=fsm1&rate=1", "program=fsm1&rate=x", "program=x&rate=3"]
        + [f"program=fsm1&rate=3&slutter={month}" for month in ("x", "2018-10", "2018-09", "2019-11", "9999-12")],
    )
    def test_an_address_that_is_none_is_not_found(self, grant, as_user, manager, query):
        assert as_user(manager).get(f"/rater/mangler/?{query}").status_code == 404


class TestTheAgency:
    def publish(self) -> None:
        for close in MonthClose.objects.order_by("pk"):
            protect_release(close)

    def test_sees_published_figures_nothing_ahead_and_nobody(self, grant, as_user, star):
        page = text(as_user(star).get(PAGE))
        assert "Borger 4" not in page and "Vejen dertil" not in page
        assert "1 borger" not in page, "not published: not even how many are missing"
        self.publish()
        page = as_user(star).get(PAGE)
        assert "6 af 7" not in text(page) and "1 mangler" not in text(page)
        bars = page.context["sections"][2][0].bars
        assert [bar.text for bar in bars.bars] == ["*", "*", "*"], "one or two of five stay hidden"

    def test_approves_or_returns_and_pays_what_it_is_to_pay(self, grant, as_user, manager, star):
        step(grant, 1, "claimed", manager)
        client = as_user(star)
        refused = client.post(PAGE + "1/returned/", {"after": 1, "reason": ""})
        assert "Skriv, hvorfor anmodningen sendes tilbage." in text(refused)
        client.post(PAGE + "1/approved/", {"after": 1})
        wrong = client.post(PAGE + "1/paid/", {"after": 2, "on": "2018-10-15", "amount_dkk": 299})
        assert "Skriv ratens beløb: 300 kr." in text(wrong) and 'value="299"' in wrong.content.decode()
        early = client.post(PAGE + "1/paid/", {"after": 2, "on": "2018-10-14", "amount_dkk": 300})
        assert "Datoen ligger før det foregående trin" in text(early)
        long = client.post(PAGE + "1/paid/", {"after": 2, "on": "2018-10-15", "amount_dkk": "9" * 30})
        assert long.status_code == 200 and "Skriv ratens beløb: 300 kr." in text(long), (
            "more than the database can hold"
        )
        done = client.post(PAGE + "1/paid/", {"after": 2, "on": "2018-10-15", "amount_dkk": 300}, follow=True)
        assert "Udbetalingen er registreret" in text(done) and where(grant).paid == 300

    def test_pays_the_amount_as_the_page_prints_it(self, as_user, manager, star, settings):
        settings.DEMO_DAY = date(2018, 10, 15)
        grant = Grant.objects.create(
            programme_id="fsm1", municipality_id="851", amount_dkk=5000, approved_on=date(2017, 6, 30)
        )
        step(grant, 1, "claimed", manager), step(grant, 1, "approved", star)
        as_user(star).post(PAGE + "1/paid/", {"after": 2, "on": "2018-10-15", "amount_dkk": "1.500"})
        assert where(grant).paid == 1500

    def test_registers_the_part_account_of_the_successor(self, as_user, star, settings):
        settings.DEMO_DAY = date(2020, 3, 1)
        Grant.objects.create(programme_id="fsm2", municipality_id="851", amount_dkk=1000)
        client = as_user(star)
        late = client.post("/rater/fsm2/851/delregnskab/", {"on": "2020-03-02"})
        assert "Datoen kan ikke ligge i fremtiden" in text(late)
        early = client.post("/rater/fsm2/851/delregnskab/", {"on": "1920-02-28"})
        assert "Datoen ligger før bevillingen" in text(early)
        done = client.post("/rater/fsm2/851/delregnskab/", {"on": "2020-02-28"}, follow=True)
        assert "Opfyldt i februar 2020" in text(done)
        assert "Registrér delregnskabet" not in text(done)


def test_the_successors_page_is_made_of_its_definition(as_user, manager, settings):
    settings.DEMO_DAY = date(2020, 3, 10)
    Grant.objects.create(programme_id="fsm2", municipality_id="851", amount_dkk=1000)
    for number in range(6):
        citizen = people.a_citizen(name=f"Ny {number}")
        people.joins(citizen, "fsm2", "2019-09-01")
        people.visited(citizen, "1", "2019-09-01")
        if not number:
            people.an_offer(citizen, "ordinaere_timer", "2019-10-31")
    close_months(Month(2020, 1), Month(2020, 2), programme="fsm2")
    shown = text(as_user(manager).get("/rater/", follow=True))
    assert "Et delregnskab er godkendt." in shown and "50 % · 500 kr." in shown
    assert "Mindst 15 % af indsatsgruppen har løntimer eller er i SU-uddannelse" in shown
    assert "Opfyldt i december 2019, på lukkede versioner: januar 2020 (v1)" in shown
    assert "Tidligst: Med 1 borger mere fra marts 2020 er raten opfyldt i marts 2020 (100 kr.)." in shown
    assert "Ny 5" in shown and "Ny 0" not in shown


def test_a_municipality_without_a_grant_is_told_so(as_user, outsider):
    assert "ingen bevilling" in text(as_user(outsider).get("/rater/"))


@pytest.mark.parametrize("address", ["/rater/fsm1/810/", "/rater/fsm9/851/", "/rater/fsm1/999/"])
def test_another_municipality_or_programme_is_not_found(grant, as_user, manager, address):
    assert as_user(manager).get(address).status_code == 404
