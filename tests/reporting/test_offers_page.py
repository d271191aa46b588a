"""Offers and what followed them: the rule at its edges, protected counts, and who sees what."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from reporting.closing import close_month, close_months
from reporting.disclosure import patterns
from reporting.disclosure.offer_facts import offer_cells
from reporting.disclosure.protection import CannotProtectError
from reporting.disclosure.release_system import Published, audit_tables, protect_tables
from reporting.disclosure.tables import COUNTRY, Tables
from reporting.models import ClosedOffers
from reporting.months import Month
from reporting.offers.counting import Period, offers_ended
from reporting.offers.report import offers_report
from reporting.offers.tables import offer_tables
from tests import people

from .publishing import published

FIRST_QUARTER = Period(date(2018, 1, 1), date(2018, 3, 31), date(2018, 9, 30))


@pytest.fixture(autouse=True)
def a_day(settings):
    settings.DEMO_DAY = date(2018, 12, 1)


def practice(end="2018-03-31", **fields):
    """Return a member with a practice that ended."""
    member = people.a_member(**fields)
    people.an_offer(member, "virksomhedspraktik", "2018-01-01", end)
    return member


@pytest.mark.django_db
class TestRule:
    def led(self):
        return offers_ended(FIRST_QUARTER, "fsm1")["kind.virksomhedspraktik"]["led"]

    @pytest.mark.parametrize(
        ("start", "counts"),
        [("2017-12-31", 0), ("2018-01-01", 1), ("2018-03-31", 1), ("2018-09-30", 1), ("2018-10-01", 0)],
    )
    def test_hours_begin_from_its_first_day_to_six_months_after_its_last(self, start, counts):
        people.an_offer(practice(), "ordinaere_timer", start)
        assert self.led() == counts

    def test_six_months_after_a_day_that_the_month_lacks(self):
        people.an_offer(practice("2018-02-28"), "ordinaere_timer", "2018-08-28")
        people.an_offer(practice("2018-02-28"), "ordinaere_timer", "2018-08-29")
        assert self.led() == 1

    def test_the_status_job_counts_and_other_statuses_do_not(self):
        people.has_benefit(practice(), "job", "2018-09-30")
        people.has_benefit(practice(), "fleksjob", "2018-09-30")
        assert self.led() == 1

    def test_hours_do_not_lead_to_themselves_but_to_others(self):
        member = people.a_member()
        people.an_offer(member, "ordinaere_timer", "2018-01-01", "2018-02-01")
        assert offers_ended(FIRST_QUARTER, "fsm1")["kind.ordinaere_timer"]["led"] == 0
        people.an_offer(member, "ordinaere_timer", "2018-03-01")
        assert offers_ended(FIRST_QUARTER, "fsm1")["kind.ordinaere_timer"]["led"] == 1

    def test_what_is_known_later_does_not_count(self):
        people.an_offer(practice(), "ordinaere_timer", "2018-07-01")
        early = Period(date(2018, 1, 1), date(2018, 3, 31), date(2018, 6, 30))
        assert offers_ended(early, "fsm1")["all"]["led"] == 0

    def test_lines_of_kind_and_branch(self):
        member = practice()
        people.an_offer(member, "mentor", "2018-02-01", "2018-02-07")
        shop = people.a_company(branch="G")
        people.an_offer(member, "virksomhedspraktik", "2018-02-01", "2018-02-14", company=shop)
        people.an_offer(member, "mentor", "2018-02-01")  # open: not counted
        practice("2018-04-01")  # ended after the quarter
        people.an_offer(people.a_citizen(), "mentor", "2018-02-01", "2018-02-07")  # not of the target group
        lines = offers_ended(FIRST_QUARTER, "fsm1")
        assert lines["all"] == {"offers": 3, "people": 1, "led": 0, "days": 90 + 7 + 14}
        assert lines["kind.virksomhedspraktik"]["offers"] == 2 and lines["kind.virksomhedspraktik"]["people"] == 1
        assert lines["branch.G"]["days"] == 14 and lines["branch.none"]["offers"] == 2
        tables = offer_tables(offers_report(lines, FIRST_QUARTER))
        assert tables.kinds[0].label == "Mentor" and tables.kinds[0].weeks == "1,0"
        assert tables.branches[-1].label == "Uden virksomhed eller branche"

    def test_only_the_municipality_asked_for(self):
        practice(municipality="851")
        practice(municipality="810")
        assert offers_ended(FIRST_QUARTER, "fsm1", "810")["all"]["people"] == 1

    def test_nobody(self):
        assert offer_tables(offers_report(offers_ended(FIRST_QUARTER, "fsm1"), FIRST_QUARTER)).total.weeks == "–"


def table_of(kinds, branches):
    """Return consistent lines: each person has one offer, so people are offers."""
    lines = {}
    for way, counts in (("kind", kinds), ("branch", branches)):
        for number, (people_, led) in enumerate(counts):
            lines[f"{way}.{number}"] = {"offers": people_, "people": people_, "led": led, "days": 7 * people_}
    total = sum(count for count, _led in kinds)
    led = sum(led for _count, led in kinds)
    return lines | {"all": {"offers": total, "people": total, "led": led, "days": 7 * total}}


def tables_with(lines, version=1):
    """Return the tables of a release that publishes nothing but offers."""
    return Tables(f"2018-09.{version}", Month(2018, 9), {COUNTRY: {}}, {}, offers=offer_cells(lines))


def hidden_counts(lines):
    """Return what is hidden of the offers."""
    return sorted(name.split("/", 2)[2] for name in protect_tables(tables_with(lines), []).hidden)


class TestProtection:
    def test_a_small_count_takes_others_with_it(self):
        hidden = hidden_counts(table_of([(40, 10), (2, 1), (9, 4)], [(51, 15)]))
        assert {"kind.1/offers", "kind.1/people", "kind.1/led"} <= set(hidden)
        assert "kind.0/offers" in hidden or "kind.2/offers" in hidden, "the total less the rest would tell it"
        assert "all/offers" not in hidden

    def test_the_average_goes_with_its_number(self):
        lines = {key.replace("kind.0", "kind.mentor"): value for key, value in table_of([(30, 9)], []).items()}
        shown, without = (offer_tables(offers_report(lines, FIRST_QUARTER, h)) for h in ([], ["kind.mentor/people"]))
        assert (shown.kinds[0].weeks, shown.kinds[0].share) == ("1,0", "30 %")
        assert (without.kinds[0].weeks, without.kinds[0].share, without.kinds[0].offers) == ("*", "*", "30")

    def test_a_correction_shows_nothing_that_the_first_hid(self):
        first = tables_with(table_of([(40, 10), (2, 1), (9, 4)], [(51, 15)]))
        second = tables_with(table_of([(41, 10), (2, 1), (9, 4)], [(52, 15)]), version=2)
        before = Published(first, protect_tables(first, []).hidden)
        choice = protect_tables(second, [before])
        assert audit_tables(second, [before], choice.hidden) == []
        assert {name.split("/", 2)[2] for name in before.hidden} == {name.split("/", 2)[2] for name in choice.hidden}

    @hypothesis_settings(max_examples=15)
    @given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=2, max_size=5))
    def test_nobody_is_exposed_whatever_the_counts(self, counts):
        kinds = [(people_, min(people_, led)) for people_, led in counts]
        lines = table_of(kinds, [(sum(p for p, _l in kinds), sum(led for _p, led in kinds))])
        try:
            hidden = hidden_counts(lines)
        except CannotProtectError:
            assert lines["all"]["people"] < 40, "only so few that nothing hides them are refused"
            return
        tables = tables_with(lines)
        assert audit_tables(tables, [], [f"{tables.key}/offers/{cell}" for cell in hidden]) == []
        assert all(lines[line][key] for line, key in (name.split("/") for name in hidden)), "zeros are shown"


@pytest.fixture
def followed(db):
    """Forty in Aalborg had a practice, two of Brønderslev a mentor; September is published."""
    for number in range(40):
        member = practice()
        if number < 12:
            people.an_offer(member, "ordinaere_timer", "2018-05-01")
    for _ in range(2):
        people.an_offer(people.a_member("810"), "mentor", "2018-02-01", "2018-03-01")
    for _ in range(5):
        people.an_offer(people.a_member("101"), "nytteindsats", "2018-02-01", "2018-03-01")
    published(close_months(Month(2018, 9), Month(2018, 9))[0])


class TestPage:
    def test_star_sees_the_country_protected(self, as_user, star, followed):
        client = as_user(star)
        assert client.get("/tilbud/").headers["Location"] == "/tilbud/2018-K1/"
        page = client.get("/tilbud/2018-K1/")
        lines = {line.label: line for line in page.context["country"].kinds}
        assert lines["Mentor"].offers == lines["Mentor"].people == lines["Mentor"].weeks == "*"
        assert page.context["country"].total.offers == "47" and page.context["own"] is None
        assert client.get("/tilbud/alle/").status_code == 404

    def test_staff_see_true_counts_of_their_own_only(self, as_user, outsider, manager, followed):
        page = as_user(outsider).get("/tilbud/2018-K1/")
        assert [(line.label, line.people) for line in page.context["own"].kinds] == [("Mentor", "2")]
        assert page.context["country"].total.people == "47"
        own = as_user(manager).get("/tilbud/alle/")
        assert own.context["own"].total.people == "40" and own.context["own"].total.share == "30 %"
        assert own.context["country"] is None

    def test_what_was_published_stays(self, as_user, star, followed):
        client = as_user(star)
        practice()  # nobody has looked yet: the quarter was frozen with the month
        assert client.get("/tilbud/2018-K1/").context["country"].total.offers == "47"

    def test_the_agency_sees_a_correction_before_it_approves_it(self, as_user, star, manager, followed):
        practice()
        second = close_month(Month(2018, 9), reason="Et tilbud mere")
        patterns.protect_release(second)
        client = as_user(star)
        assert client.get("/tilbud/2018-K1/?version=2").context["country"].total.offers == "48"
        assert client.get("/tilbud/2018-K1/").context["country"].total.offers == "47"
        assert as_user(manager).get("/tilbud/2018-K1/?version=2").context["country"] is None
        published(second, what_changed="Tilbud i Aalborg.")
        totals = [client.get(f"/tilbud/2018-K1/?version={n}").context["country"].total.offers for n in (1, 2)]
        assert totals == ["47", "48"], "both stay"

    def test_files_of_the_country_and_of_ones_own(self, as_user, star, manager, followed):
        client = as_user(manager)
        country, own = (client.get(f"/tilbud/2018-K1/{whose}.json").json() for whose in ("landet", "kommunen"))
        kinds = {line["kind"]: line for line in country["by_kind"]}
        assert country["total"]["offers"]["count"] == 47 and kinds["mentor"]["people"]["count"] is None
        assert own["municipality"] == "851" and own["total"]["people"]["count"] == 40
        assert country["definitions"]["tilbud"]["choices"]
        for form in ("csv", "xlsx", "pdf"):
            assert client.get(f"/tilbud/2018-K1/kommunen.{form}").status_code == 200
        for whose, form in (("landet", "exe"), ("kommunen", "exe")):
            assert client.get(f"/tilbud/2018-K1/{whose}.{form}").status_code == 404
        client = as_user(star)
        theirs = client.get("/tilbud/2018-K1/landet.csv").content
        assert as_user(manager).get("/tilbud/2018-K1/landet.csv").content == theirs, "whoever asks"
        assert as_user(star).get("/tilbud/2018-K1/kommunen.csv").status_code == 404

    def test_before_six_months_are_published_only_ones_own_stands(self, as_user, star, manager, followed):
        page = as_user(manager).get("/tilbud/2018-K3/")
        assert page.context["country"] is None and not page.context["is_followed"]
        assert "De seks måneder" in page.content.decode()
        assert as_user(star).get("/tilbud/2018-K3/").status_code == 404

    @pytest.mark.parametrize(
        "address", ["/tilbud/2018-K9/", "/tilbud/9999-K4/", "/tilbud/0000-K1/", "/tilbud/nej/", "/tilbud/?periode=nej"]
    )
    def test_an_address_that_is_none(self, as_user, manager, followed, address):
        assert as_user(manager).get(address).status_code == 404

    def test_who_sees_no_figures(self, as_user, administrator, followed):
        client = as_user(administrator)
        assert client.get("/tilbud/").status_code == client.get("/tilbud/2018-K1/").status_code == 403


@pytest.mark.django_db
def test_the_only_one_is_hidden_everywhere(as_user, star):
    practice()
    published(close_months(Month(2018, 9), Month(2018, 9))[0])
    country = as_user(star).get("/tilbud/2018-K1/").context["country"]
    for line in (country.total, *country.kinds, *country.branches):
        assert (line.offers, line.people, line.weeks, line.share) == ("*", "*", "*", "*")


@pytest.mark.django_db
def test_what_cannot_be_protected_is_neither_shown_nor_stored(as_user, star, monkeypatch):
    practice()
    whole = patterns.protect_tables

    def refuse(tables, published_before):
        if tables.offers:
            raise CannotProtectError(["kind.mentor/people"])
        return whole(tables, published_before)

    monkeypatch.setattr(patterns, "protect_tables", refuse)
    release = published(close_months(Month(2018, 9), Month(2018, 9))[0])
    client = as_user(star)
    assert release.is_published and not ClosedOffers.objects.exists()
    assert "de er så få" in client.get("/tilbud/2018-K1/").content.decode()
    assert client.get("/tilbud/2018-K1/landet.csv").status_code == 404
    assert client.get("/api/v1/releases/fsm1/2018-09/1/offers/dk.json").status_code == 404


@pytest.mark.django_db
def test_stored_offers_never_change_and_are_of_a_whole_quarter():
    september, october = close_months(Month(2018, 9), Month(2018, 10))
    stored = ClosedOffers.objects.create(close=september, lines={}, hidden=[])
    stored.hidden = ["all/offers"]
    with pytest.raises(Exception, match="annot update"), transaction.atomic():
        stored.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        ClosedOffers.objects.create(close=october, lines={}, hidden=[])


@pytest.mark.django_db
def test_before_anything_is_published(as_user, star, manager):
    assert "Ingen tilbud er udgivet" in as_user(star).get("/tilbud/").content.decode()
    assert as_user(manager).get("/tilbud/").headers["Location"] == "/tilbud/alle/"
