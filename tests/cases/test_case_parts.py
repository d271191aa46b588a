"""The parts of the case page: head, what is due, groups, the course, hours, events with their filter, CPR."""

from datetime import date

import pytest

from accounts.models import AccessAction, AccessLogEntry
from cases.changes import recorded_change
from tests import people

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_a_day(settings):
    """The day it is in these tests."""
    settings.DEMO_DAY = date(2019, 8, 16)


@pytest.fixture
def page(as_user, caseworker):
    """Ask for a citizen's case: the text of the page."""

    def ask(citizen, query="", path=""):
        response = as_user(caseworker).get(f"/borgere/{citizen.pk}/{path}{query}")
        assert response.status_code == 200
        return response.content.decode()

    return ask


def logged(citizen):
    return list(AccessLogEntry.objects.filter(citizen_id=citizen.pk).order_by("pk").values_list("action", "about"))


class TestHead:
    def test_namesakes_are_told_apart_by_their_birth_date(self, page):
        citizen = people.a_member(cpr="0302701234")
        assert "49 år · født 3. februar 1970" in page(citizen)

    def test_a_dead_persons_age_stands_still_and_nothing_is_due(self, page):
        citizen = people.a_member(group="1", since="2018-01-01", cpr="0302701234")
        people.has_benefit(citizen, "doed", "2018-02-02")
        text = page(citizen)
        assert "blev 47 år" in text and "Borgeren er ude af programmet: Død 2. februar 2018" in text
        assert "<h2>Næste" not in text and "Kerneelementer" not in text
        assert text.index("Log kontakt") > text.index("Mere")  # still there to correct what was before

    @pytest.mark.parametrize("benefit", ["fraflyttet", "folkepension"])
    def test_who_has_left_otherwise_goes_on_ageing(self, page, benefit):
        citizen = people.a_member(cpr="0302701234")
        people.has_benefit(citizen, benefit, "2018-02-02")
        text = page(citizen)
        assert "49 år" in text and "ude af programmet" in text

    def test_a_case_with_nothing_registered(self, page):
        text = page(people.a_citizen())
        assert "Der er ikke registreret noget endnu" in text and "course-picture" not in text


class TestCpr:
    def test_the_button_shows_it_once_and_the_log_knows(self, as_user, caseworker):
        citizen = people.a_member(cpr="0302701234")
        client = as_user(caseworker)
        text = client.post(f"/borgere/{citizen.pk}/cpr/").content.decode()
        assert "CPR-nummer 030270-1234" in text
        assert "1234" not in text[: text.index("</title>")]
        assert (AccessAction.READ, "cpr") in logged(citizen)
        assert "030270" not in client.get(f"/borgere/{citizen.pk}/").content.decode()

    def test_the_address_alone_shows_nothing(self, as_user, caseworker):
        citizen = people.a_member(cpr="0302701234")
        response = as_user(caseworker).get(f"/borgere/{citizen.pk}/cpr/")
        assert (response.status_code, response["Location"]) == (302, f"/borgere/{citizen.pk}/")
        assert (AccessAction.READ, "cpr") not in logged(citizen)

    def test_another_municipalitys_is_refused(self, as_user, outsider):
        citizen = people.a_member(cpr="0302701234")
        assert as_user(outsider).post(f"/borgere/{citizen.pk}/cpr/").status_code == 404
        assert [action for action, _about in logged(citizen)] == [AccessAction.REFUSED]


class TestDue:
    def test_it_is_said_with_its_deadline_and_the_form_that_settles_it(self, page):
        citizen = people.a_member(group="1", since="2018-01-01")
        text = page(citizen)
        assert "Jobmål mangler" in text and "frist 01.01.2018 overskredet" in text
        assert f"/borgere/{citizen.pk}/ny/plan/?tilbage=" in text

    def test_an_offer_that_ends_leads_to_it(self, page):
        citizen = people.a_member(group="1", since="2018-01-01")
        offer = people.an_offer(citizen, "virksomhedspraktik", "2019-06-01", "2019-08-20")
        text = page(citizen)
        assert "Tilbud udløber snart" in text and f"/tilbud/{offer.pk}/ret/" in text

    def test_nothing_due_says_so(self, page):
        citizen = people.a_member(benefit="fleksjob")
        assert "Intet er forfaldent" in page(citizen)

    def test_who_is_in_no_programme_has_none(self, page):
        assert "<h2>Næste" not in page(people.a_citizen())


class TestGroups:
    def test_group_2_has_its_rehabilitation_case_and_how_long_it_waits(self, page):
        citizen = people.a_member(group="2", since="2019-02-17")
        text = page(citizen)
        assert "Ikke indstillet" in text and f"/borgere/{citizen.pk}/ny/rehabilitering/" in text
        people.a_referral(citizen, "2019-03-01", "2019-04-01")
        text = page(citizen)
        assert "Ikke påbegyndt" not in text
        assert "Indstillet 1. marts 2019" in text and "møde 1. april 2019" in text
        assert "5 måneder i gruppe 2; grænsen er 9 måneder" in text

    @pytest.mark.parametrize(
        ("decided_on", "says"),
        [("2019-05-17", "Afgjort efter 3 måneder i gruppe 2"), ("2019-02-01", "5 måneder i gruppe 2; grænsen")],
    )
    def test_the_clock_of_group_2_stops_at_the_decision(self, page, decided_on, says):
        citizen = people.a_member(group="2", since="2019-02-17")
        people.a_referral(citizen, "2019-01-10", "2019-01-20", decided_on, "ressourceforloeb")
        assert says in page(citizen)

    def test_the_next_step_is_the_meeting_then_the_decision(self, page):
        citizen = people.a_member(group="2", since="2018-02-17")
        case = people.a_referral(citizen, "2019-01-10")
        text = page(citizen)
        assert text.count(">Registrér møde<") == 2 and "Registrér afgørelse" not in text
        case.met_on = date(2019, 3, 1)
        case.save()
        assert ">Registrér afgørelse<" in page(citizen)

    @pytest.mark.parametrize(("since", "months"), [("2019-07-16", "1 måned "), ("2019-07-17", "0 måneder ")])
    def test_a_month_has_passed_on_its_day(self, page, since, months):
        assert f"{months}i gruppe 2" in page(people.a_member(group="2", since=since))

    def test_on_the_last_day_of_a_shorter_month_it_has_passed_too(self, page, settings):
        settings.DEMO_DAY = date(2019, 2, 28)
        assert "1 måned i gruppe 2" in page(people.a_member(group="2", since="2019-01-31"))

    def test_group_3_has_its_measures_of_today(self, page):
        citizen = people.a_member(group="3", since="2019-01-01")
        people.a_measure(citizen, "bostoette", "2019-08-16")
        people.a_measure(citizen, "misbrugsbehandling", "2019-01-01", "2019-08-15")
        facts = page(citizen)
        facts = facts[facts.index('class="case-facts"') : facts.index("</dl>")]
        assert "Bostøtte" in facts and "Misbrugsbehandling" not in facts

    @pytest.mark.parametrize(
        ("until", "says"), [("2019-09-01", "forventet til og med 1. september 2019"), (None, "uden forventet slutdato")]
    )
    def test_a_deferral_has_its_reason_and_end(self, page, until, says):
        citizen = people.a_member()
        people.visited(citizen, "deferred", "2019-08-01", deferral_reason="barsel", deferred_until=people.day(until))
        text = page(citizen)
        assert "Barsel" in text and says in text


class TestCourse:
    def test_it_is_a_picture_with_the_same_in_a_table(self, page):
        citizen = people.a_member(group="1", since="2018-01-01")
        people.an_offer(citizen, "mentor", "2018-02-01", "2018-02-01")
        text = page(citizen)
        assert 'role="img"' in text and "Vis forløbet som tabel" in text
        assert ">Mentor</text>" in text and text.count("01.02.2018") >= 3

    def test_coordinates_have_no_thousands_mark(self, page):
        citizen = people.a_member()
        for year in range(2010, 2020):
            people.a_contact(citizen, f"{year}-03-01")
        people.an_offer(citizen, "mentor", "2019-01-01")
        text = page(citizen)
        svg = text[text.index("course-picture") : text.index("</svg>", text.index("course-picture"))]
        assert "." not in svg[svg.index("<rect") :].split("<title>")[0]

    def test_one_without_a_programme_has_a_course_too(self, page):
        citizen = people.a_citizen()
        people.a_contact(citizen, "2018-03-01")
        assert "course-picture" in page(citizen)

    def test_hours_by_month_are_there_when_there_are_any(self, page):
        citizen = people.a_member(group="1", since="2018-01-01")
        assert "Ordinære timer pr. måned" not in page(citizen)
        people.an_offer(citizen, "ordinaere_timer", "2019-07-01", weekly_hours=7)
        people.an_offer(citizen, "ordinaere_timer", "2019-07-01")
        text = page(citizen)
        assert "<strong>47 timer</strong> i alt over 2 måneder" in text  # 31 + 16 days of an hour
        assert "1 tilbud er ikke med" in text


class TestEvents:
    @pytest.fixture
    def citizen(self):
        citizen = people.a_member(group="1", since="2018-01-01")
        for number in range(22):
            people.a_contact(citizen, f"2018-03-{number + 1:02d}")
        people.an_offer(citizen, "mentor", "2018-02-01")
        return citizen

    def events(self, as_user, caseworker, citizen, query=""):
        return as_user(caseworker).get(f"/borgere/{citizen.pk}/{query}").context["events"]

    def test_they_come_a_page_at_a_time(self, as_user, caseworker, citizen):
        events = self.events(as_user, caseworker, citizen)
        assert (events.all, len(events.page), events.page.paginator.num_pages) == (25, 20, 2)
        assert len(self.events(as_user, caseworker, citizen, "?side=2").page) == 5

    def test_one_kind_alone(self, as_user, caseworker, citizen):
        events = self.events(as_user, caseworker, citizen, "?vis=tilbud")
        assert [row["headline"] for row in events.rows] == ["Mentor"]
        assert [(kind.slug, count) for kind, count in events.kinds][:2] == [("kontakt", 22), ("tilbud", 1)]

    @pytest.mark.parametrize("query", ["?vis=findes-ikke", "?vis=formidler", "?side=sidste", "?side=-1"])
    def test_what_is_no_choice_shows_something(self, as_user, caseworker, citizen, query):
        assert len(self.events(as_user, caseworker, citizen, query).rows) in (20, 5)

    def test_forms_lead_back_to_what_was_shown(self, as_user, caseworker, citizen):
        (row,) = self.events(as_user, caseworker, citizen, "?vis=tilbud").rows
        assert row["change"].endswith(f"/ret/?tilbage=%2Fborgere%2F{citizen.pk}%2F%3Fvis%3Dtilbud%23haendelser")
        assert self.events(as_user, caseworker, citizen).rows[0]["change"].endswith("/ret/")

    def test_the_addresses_are_those_of_the_forms(self, as_user, caseworker, citizen):
        rows = self.events(as_user, caseworker, citizen, "?side=2").rows
        assert len(rows) == 5
        for row in rows:
            for address in (row["change"], row["delete"]):
                assert as_user(caseworker).get(address).status_code == 200


class TestHistory:
    @pytest.fixture
    def citizen(self, caseworker):
        citizen = people.a_member()
        contact, offer = people.a_contact(citizen, "2018-03-01"), people.an_offer(citizen, "mentor", "2018-03-01")
        for number in range(55):
            contact.by = f"Nr. {number}"
            with recorded_change(caseworker, f"Rettelse {number}"):
                contact.save()
        with recorded_change(caseworker, "Sat i gang ved en fejl"):
            offer.delete()
        return citizen

    def test_a_long_one_comes_in_pages_newest_first(self, as_user, caseworker, citizen):
        address = f"/borgere/{citizen.pk}/historik/?vis=kontakt"
        first = as_user(caseworker).get(address).context
        assert (first["all"], len(first["lines"])) == (56, 50)
        assert first["lines"][0].reason == "Rettelse 54"
        second = as_user(caseworker).get(f"{address}&side=2").context["lines"]
        assert [line.reason for line in second][-1] == "Rettelse 0"
        assert [(item.before, item.after) for item in second[-1].differences] == [("–", "Nr. 0")]

    def test_one_kind_alone(self, as_user, caseworker, citizen):
        lines = as_user(caseworker).get(f"/borgere/{citizen.pk}/historik/?vis=tilbud").context["lines"]
        assert [(line.kind.slug, line.deleted, line.what) for line in lines] == [("tilbud", True, "Mentor")]

    def test_a_kind_that_is_none_shows_all(self, as_user, caseworker, citizen):
        assert as_user(caseworker).get(f"/borgere/{citizen.pk}/historik/?vis=x").context["chosen"] == ""
