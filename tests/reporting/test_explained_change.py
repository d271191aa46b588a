"""Why a number changed: start + late registrations + in - out = end, for every figure, and each step by its cause."""

import re

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts.lists import find_list
from accounts.models import AccessLogEntry
from cases.changes import recorded_change
from cases.models import Offer
from reporting.charts.bridge import Step, bridge_chart, floor_of
from reporting.closing import close_month
from reporting.explained.causes import Causes
from reporting.explained.change import CAME_IN, LATE_IN, LATE_OUT, WENT_OUT, Comparison
from reporting.explained.people import FigureOfPlace
from reporting.indicators import BY_KEY, CATALOGUE
from reporting.months import Month
from tests import people

from . import oracle
from .invented import persons, store, store_more

FEBRUARY, MARCH, APRIL = (Month(2018, number) for number in (2, 3, 4))
#: Without shrinking: closing twice for each try takes minutes, and the people are few already.
slow = settings(
    max_examples=8,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)


def compared(earlier, later, key: str, part: str = "talt", code: str = "851") -> Comparison:
    return Comparison(FigureOfPlace(earlier, code, BY_KEY[key]), FigureOfPlace(later, code, BY_KEY[key]), part)


def added_up(comparison: Comparison) -> int:
    return comparison.start + comparison.late + comparison.count(CAME_IN) - comparison.count(WENT_OUT)


class TwoCloses(TestCase):
    """Invented people, some of whose registrations come after the first close, whatever their dates."""

    @given(st.lists(st.tuples(persons(), persons()), min_size=1, max_size=4), st.sampled_from([MARCH, APRIL, FEBRUARY]))
    @slow
    def test_the_steps_add_up_and_late_is_what_the_oracle_says(self, members, second):
        stored = [store(person) for person, _later in members]
        before = [person for person, _later in members]
        first = close_month(FEBRUARY)
        after = [store_more(citizen, *both) for citizen, both in zip(stored, members, strict=True)]
        last = close_month(second, reason="Sene registreringer")
        for code in ("851", "810"):
            counts = [
                oracle.monthly([p for p in seen if p.municipality == code], month.year, month.number)
                for seen, month in ((before, FEBRUARY), (after, FEBRUARY), (after, second))
            ]
            for indicator in CATALOGUE:
                for part, place in (("talt", 0), ("af", 1))[: 2 if indicator.of is not None else 1]:
                    comparison = compared(first, last, indicator.key, part, code)
                    start, known, end = (found[indicator.key][place] for found in counts)
                    assert (comparison.start, comparison.late, comparison.end) == (start, known - start, end)
                    assert added_up(comparison) == end


def text(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def page_of(key: str, query: str = "", month: str = "2018-03", code: str = "851") -> str:
    return f"/kommune/{code}/{month}/tal/{key}/hvorfor/?{query}"


@pytest.mark.django_db
class TestCauses:
    """What is told of each step, one kind of registration at a time."""

    @staticmethod
    def told(comparison: Comparison) -> list[tuple[str, list[str]]]:
        causes = Causes(comparison, [one.citizen_id for one in comparison.moved])
        return [(one.step, [cause.in_words for cause in causes.of(one)]) for one in comparison.moved]

    def test_in_and_out_by_what_began_and_what_ended(self):
        began, ended, regrouped = (people.a_member(group="1") for _ in range(3))
        people.an_offer(began, "virksomhedspraktik", "2018-02-05", "2018-03-10")
        people.an_offer(ended, "loentilskud", "2018-01-05", "2018-01-30")
        people.an_offer(regrouped, "ordinaere_timer", "2018-01-05", "2018-01-30")
        people.visited(regrouped, "2", "2018-02-20")
        first, last = close_month(FEBRUARY), close_month(MARCH)
        assert self.told(compared(first, last, "company_track")) == [
            (CAME_IN, ["Virksomhedspraktik 05.02.2018–10.03.2018"]),
            (WENT_OUT, ["Ikke længere: Løntilskud 05.01.2018–30.01.2018"]),
            (WENT_OUT, ["Gruppe 2 fra 20.02.2018", "Ikke længere: Ordinære timer 05.01.2018–30.01.2018"]),
        ]
        assert self.told(compared(first, last, "company_track", "af")) == [(WENT_OUT, ["Gruppe 2 fra 20.02.2018"])]

    def test_out_of_the_population_by_a_benefit_and_late_back_in(self):
        moved = people.a_member(group="1")
        people.has_benefit(moved, "fraflyttet", "2018-03-05")
        first, last = close_month(FEBRUARY), close_month(MARCH)
        assert self.told(compared(first, last, "visited")) == [(WENT_OUT, ["Fraflyttet fra 05.03.2018"])]
        people.has_benefit(moved, "kontanthjaelp", "2018-03-20")
        again = close_month(MARCH, reason="Flyttede tilbage")
        assert self.told(compared(last, again, "visited")) == [(LATE_IN, ["Kontanthjælp fra 20.03.2018"])]
        assert self.told(compared(first, again, "visited")) == []

    def test_late_and_then_out_is_two_steps(self):
        member = people.a_member(group="2")
        first = close_month(FEBRUARY)
        people.visited(member, "1", "2018-02-10")
        people.visited(member, "3", "2018-03-10")
        comparison = compared(first, close_month(MARCH), "group_1")
        assert (comparison.start, comparison.late, comparison.count(WENT_OUT), comparison.end) == (0, 1, 1, 0)
        assert self.told(comparison) == [
            (LATE_IN, ["Gruppe 1 fra 10.02.2018"]),
            (WENT_OUT, ["Gruppe 3 fra 10.03.2018"]),
        ]

    def test_a_correction_and_a_deletion_after_the_close_are_late_and_say_when(self, manager):
        corrected, deleted = people.a_member(group="1"), people.a_member(group="1")
        for member in (corrected, deleted):
            people.an_offer(member, "virksomhedspraktik", "2018-01-10", "2018-01-20")
        first = close_month(FEBRUARY)
        offer = corrected.offers.get()
        with recorded_change(manager, "Tastefejl"):
            offer.start, offer.end = "2017-12-10", "2017-12-20"
            offer.save()
            deleted.offers.get().delete()
        people.kept_now(Offer)
        comparison = compared(first, close_month(MARCH), "virksomhedspraktik")
        assert (comparison.late, added_up(comparison)) == (-2, 0)
        causes = Causes(comparison, [corrected.pk, deleted.pk])
        said = [cause for one in comparison.moved for cause in causes.of(one)]
        assert [cause.in_words for cause in said] == ["Ikke længere: Virksomhedspraktik 10.01.2018–20.01.2018"] * 2
        assert "rettet" in said[0].written and "slettet" in said[1].written
        unchanged = compared(first, close_month(FEBRUARY, reason="Igen"), "virksomhedspraktik")
        assert [one.step for one in unchanged.moved] == [LATE_OUT, LATE_OUT]

    def test_one_who_joined_the_target_group_later(self):
        people.a_member()
        first = close_month(FEBRUARY)
        people.a_member()
        comparison = compared(first, close_month(MARCH), "drawn")
        assert (comparison.start, comparison.late, comparison.end) == (1, 1, 2)

    def test_contact_is_asked_for_anew_each_month(self):
        member = people.a_member(group="1")
        people.a_contact(member, "2018-02-12")
        first, last = close_month(FEBRUARY), close_month(MARCH)
        assert self.told(compared(first, last, "contact_in_month")) == [
            (WENT_OUT, ["Ikke længere: Samtale 12.02.2018"])
        ]


@pytest.mark.django_db
class TestPage:
    @pytest.fixture(autouse=True)
    def _closed(self, manager, client):
        """One in company track from February on, one late, one who has left the municipality since; three closes."""
        self.coming = people.a_member(group="1", name="Clara Holm")
        self.late = people.a_member(group="1", name="Lars Lund")
        self.gone = people.a_member(group="1", name="Gerda Gram")
        people.a_member("810", group="1")
        for member in (self.coming, self.gone):
            people.an_offer(member, "virksomhedspraktik", "2018-02-05", "2018-02-10")
        close_month(FEBRUARY)
        close_month(MARCH)
        people.an_offer(self.late, "virksomhedspraktik", "2018-02-20")
        close_month(MARCH, reason="Sen registrering")
        self.gone.municipality_id = "810"
        self.gone.save()
        client.force_login(manager)

    def test_it_compares_with_the_version_before_or_the_month_before(self, client):
        page = client.get(page_of("company_track"))
        assert page.context["since"] == "2018-03.1"
        assert [line.number for line in page.context["bridge"].lines] == ["2", "0", "0", "+1", "3"]
        assert "Lars Lund" in text(page) and "Clara Holm" not in text(page)
        page = client.get(page_of("company_track", "version=1"))
        assert page.context["since"] == "2018-02.1"
        assert [line.number for line in page.context["bridge"].lines] == ["0", "+2", "0", "0", "2"]

    def test_who_cannot_be_named_is_counted(self, client):
        page = client.get(page_of("company_track", "fra=2018-02.1"))
        assert page.context["tally"] == {"all": 3, "seen": 2, "away": 1, "elsewhere": 0}
        assert "Gerda Gram" not in text(page) and "hører nu til en anden kommune" in text(page)

    def test_a_step_can_be_looked_at_alone(self, client):
        page = client.get(page_of("company_track", "fra=2018-02.1&trin=ud"))
        assert page.context["tally"]["all"] == 0 and "Ingen er kommet ind" in text(page)
        assert client.get(page_of("company_track", "trin=sene")).context["tally"]["all"] == 1

    def test_the_picture_says_what_the_table_says(self, client):
        chart = client.get(page_of("company_track", "fra=2018-02.1")).context["bridge"].chart
        assert (
            "Februar 2018 version 1 0; Ind +3; Ud 0; Sene registreringer 0; Marts 2018 version 2 3" in chart.description
        )
        assert 'role="img"' in chart.svg and ">+3<" in chart.svg

    def test_the_first_close_has_nothing_before_it(self, client):
        page = client.get(page_of("company_track", month="2018-02"))
        assert "ingen tidligere lukning" in text(page)
        params = QueryDict("kommune=851&maaned=2018-02&tal=company_track")
        assert list(find_list("tallets-aendring").table(self.manager_of(page), params).as_values())[1:] == []

    @staticmethod
    def manager_of(page):
        return page.wsgi_request.user

    def test_excel_says_the_same(self, client):
        params = QueryDict("kommune=851&maaned=2018-03&tal=company_track")
        user = self.manager_of(client.get(page_of("company_track")))
        source = find_list("tallets-aendring")
        (heading, row) = source.table(user, params).as_values()
        said = dict(zip(heading, row, strict=True))
        assert said["Navn"] == "Lars Lund" and said["Ind eller ud"] == "Sent registreret: ind"
        assert said["Ved hvilken registrering"].startswith("Virksomhedspraktik fra 20.02.2018 (registreret ")
        assert ("Fra", "marts 2018, version 1") in source.words(user, params)

    def test_looking_is_logged(self, client):
        client.get(page_of("company_track"))
        assert AccessLogEntry.objects.get(about="figure_change").rows == 1

    @pytest.mark.parametrize(
        "query", ["fra=2018-04.1", "fra=2018-03.2", "fra=x", "trin=op", "hvem=alle", "version=7", "fra=2018-02"]
    )
    def test_an_address_that_is_none_is_not_found(self, client, query):
        assert client.get(page_of("company_track", query)).status_code == 404

    def test_others_find_nothing(self, client, outsider, star):
        client.force_login(outsider)
        assert client.get(page_of("company_track")).status_code == 404
        client.force_login(star)
        assert client.get(page_of("company_track")).status_code == 403


@pytest.mark.parametrize(
    ("numbers", "floor"),
    [
        ((0, 0, 0, 0, 0), 0),
        ((3, 2, -1, 0, 4), 0),
        ((202, 3, -3, 0, 202), 199),
        ((40, 30, 0, 0, 70), 0),
        ((10, 0, -10, 0, 0), 0),
    ],
)
def test_the_axis_is_cut_only_where_the_steps_would_not_be_seen(numbers, floor):
    steps = [Step(("x",), number, place in (0, 4)) for place, number in enumerate(numbers)]
    assert floor_of(steps) == floor
    assert bridge_chart("t", steps).svg
