"""Closing a month: versions, what is frozen, and that it happens once."""

import threading
from datetime import date

import pytest
from django.db import IntegrityError, InternalError, ProgrammingError, connection, transaction

from cases.models import Programme
from reporting import closing
from reporting.closing import close_month, close_months, due_months
from reporting.errors import AlreadyClosedError, MonthNotOverError, NotClosedError, UnknownError
from reporting.models import ClosedFigures, MemberMonth, MonthClose
from reporting.monthly_status import COLUMNS
from reporting.months import Month
from reporting.reports import all_monthly_reports, monthly_report
from reporting.tasks import close_due_months
from tests import people

JUNE, JULY, AUGUST = Month(2018, 6), Month(2018, 7), Month(2018, 8)


@pytest.mark.django_db
class TestVersions:
    def test_closing_again_needs_a_reason_and_makes_a_new_version(self):
        people.a_member(group="1")
        close_month(JUNE)
        with pytest.raises(AlreadyClosedError):
            close_month(JUNE, reason="  ")
        people.a_member(group="1")
        second = close_month(JUNE, reason="En sen registrering")
        assert second.version == 2
        assert monthly_report(JUNE)["indicators"]["visited"]["count"] == 2
        assert monthly_report(JUNE, version=1)["indicators"]["visited"]["count"] == 1

    def test_a_late_registration_changes_no_closed_report(self):
        member = people.a_member(group="1")
        close_months(JUNE, JULY)
        before = all_monthly_reports(JULY)
        people.visited(member, "2", "2018-06-01")
        close_month(JUNE, reason="Rettet")
        assert all_monthly_reports(JULY) == before
        assert monthly_report(JUNE)["indicators"]["group_2"]["count"] == 1

    def test_the_month_before_is_counted_as_when_it_was_the_report_month(self):
        """One statement counts both months: what changed in the later one must not reach the earlier."""
        changes = [("2018-06-30", "job", "1"), ("2018-07-01", "kontanthjaelp", "2"), ("2018-07-02", "fleksjob", "1")]
        for on, benefit, group in [*changes, ("2018-07-31", "uddannelse", "2")]:
            citizen = people.a_member(group="1")
            people.has_benefit(citizen, benefit, on)
            people.visited(citizen, "deferred", on, deferred_until=date(2018, 7, 31))
            people.has_benefit(people.a_member(benefit=""), benefit, on)
            people.visited(people.a_member(), group, on)
            people.an_offer(citizen, "ordinaer_uddannelse", "2018-06-15", on)
            people.a_contact(citizen, on)
            people.a_facilitator(citizen, on)
            people.a_plan(citizen, on, "2018-06-30")
        june, july = close_months(JUNE, JULY)
        columns = [column for column in COLUMNS if column != "lag"]
        as_report_month = june.rows.filter(lag=0).order_by("member").values_list(*columns)
        assert list(july.rows.filter(lag=1).order_by("member").values_list(*columns)) == list(as_report_month)
        assert len(set(as_report_month.values_list("benefit", "group"))) > 3

    def test_a_later_close_compares_itself_with_the_latest_version_of_the_month_before(self):
        people.a_member(group="1")
        close_month(JUNE)
        people.a_member(group="1")
        close_month(JUNE, reason="Rettet")
        close_month(JULY)
        report = monthly_report(JULY)
        assert report["indicators"]["visited"]["previous"] == 2
        assert [(m["month"], m["visited"]["count"]) for m in report["series"]] == [("2018-06", 2), ("2018-07", 2)]

    def test_previous_is_null_where_the_month_before_was_never_closed(self):
        people.a_member(group="1")
        close_month(JUNE)
        close_month(AUGUST)
        report = monthly_report(AUGUST)
        assert report["indicators"]["visited"]["previous"] is None
        assert [m["month"] for m in report["series"]] == ["2018-06", "2018-08"]

    def test_the_series_has_at_most_twelve_months(self):
        people.a_member(group="1")
        close_months(Month(2017, 8), Month(2018, 9))
        months = [m["month"] for m in monthly_report(Month(2018, 9))["series"]]
        assert (months[0], months[-1], len(months)) == ("2017-10", "2018-09", 12)

    def test_a_month_that_is_not_over_is_refused(self):
        with pytest.raises(MonthNotOverError):
            close_month(JUNE, today=date(2018, 6, 30))
        close_month(JUNE, today=date(2018, 7, 1))

    def test_what_is_not_there_is_said(self):
        with pytest.raises(UnknownError):
            close_month(JUNE, programme="fsm9")
        with pytest.raises(NotClosedError):
            monthly_report(JUNE)
        close_month(JUNE)
        with pytest.raises(NotClosedError):
            monthly_report(JUNE, version=2)
        with pytest.raises(UnknownError):
            monthly_report(JUNE, "999")

    def test_a_span_is_closed_whole_or_not_at_all(self):
        close_month(AUGUST)
        with pytest.raises(AlreadyClosedError):
            close_months(JUNE, AUGUST)
        assert MonthClose.objects.count() == 1


@pytest.mark.django_db
class TestFrozen:
    @pytest.fixture(autouse=True)
    def closed(self):
        people.a_member(group="1")
        close_month(JUNE)

    @pytest.mark.parametrize(
        ("model", "column"), [(MonthClose, "reason"), (ClosedFigures, "figures"), (MemberMonth, "benefit")]
    )
    def test_nothing_of_a_close_is_changed_or_deleted(self, model, column):
        for sql in (
            f"DELETE FROM {model._meta.db_table}",
            f"UPDATE {model._meta.db_table} SET {column} = {column}",
        ):
            with pytest.raises(InternalError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(sql)

    @pytest.mark.parametrize(
        "sql", ["DELETE FROM cases_membership", "UPDATE cases_membership SET id = id + 1", "TRUNCATE cases_membership"]
    )
    def test_a_counted_member_stays_and_keeps_its_number(self, sql):
        with (
            pytest.raises(IntegrityError, match="a closed month counts the member"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what the rest of the test left for its end
            cursor.execute(sql)

    def test_a_member_nobody_counted_may_go(self):
        late = people.a_member()
        late.memberships.all().delete()
        assert not late.memberships.exists()

    def test_a_row_of_nobody_is_refused(self):
        row = MemberMonth.objects.first()
        row.pk, row.member_id = None, 10**9
        with pytest.raises(IntegrityError, match="a counted row is of nobody"), transaction.atomic():
            row.save(force_insert=True)

    def test_only_the_database_gives_a_row_its_number(self):
        row = MemberMonth.objects.first()
        with pytest.raises(ProgrammingError, match="GENERATED ALWAYS"), transaction.atomic():
            row.save(force_insert=True)

    def test_until_the_close_is_stored_nobody_changes_members(self):
        held = "SELECT mode FROM pg_locks WHERE relation = 'cases_membership'::regclass AND pid = pg_backend_pid()"
        with connection.cursor() as cursor:
            cursor.execute(held)
            assert ("ShareLock",) in cursor.fetchall()

    def test_the_counted_rows_give_the_figures(self):
        rows = MemberMonth.objects.filter(lag=0, group="1", in_programme=True)
        assert rows.count() == monthly_report(JUNE)["indicators"]["group_1"]["count"] == 1


@pytest.mark.django_db
class TestDue:
    def programme(self) -> Programme:
        return Programme.objects.get(pk="fsm1")

    def test_nothing_is_due_before_the_target_group_is_there(self):
        assert due_months(self.programme(), date(2018, 1, 1)) == []

    def test_every_unclosed_month_that_is_over_is_due_and_none_after_the_programme(self):
        people.a_member()
        close_month(Month(2017, 9))
        assert due_months(self.programme(), date(2017, 11, 1)) == [Month(2017, 8), Month(2017, 10)]
        assert due_months(self.programme(), date(2017, 10, 31)) == [Month(2017, 8)]
        assert due_months(self.programme(), date(2026, 1, 1))[-1] == Month(2019, 8)

    def test_the_task_closes_what_is_due_and_twice_does_nothing_more(self, settings):
        settings.DEMO_DAY = date(2017, 11, 1)
        people.a_member()
        assert close_due_months() == 3
        assert close_due_months() == 0


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_give_one_close(monkeypatch):
    people.a_member(group="1")
    inside, outcomes = threading.Barrier(2, timeout=20), []

    def worker():
        inside.wait()
        try:
            outcomes.append(close_month(JUNE).version)
        except AlreadyClosedError:
            outcomes.append("already")
        finally:
            connection.close()

    workers = [threading.Thread(target=worker) for _ in range(2)]
    [thread.start() for thread in workers]
    [thread.join() for thread in workers]
    assert sorted(map(str, outcomes)) == ["1", "already"]
    assert (MonthClose.objects.count(), ClosedFigures.objects.count(), MemberMonth.objects.count()) == (1, 99, 2)


@pytest.mark.django_db
def test_a_worker_killed_half_way_leaves_nothing(monkeypatch):
    def killed(close):
        raise SystemExit

    monkeypatch.setattr(closing, "_write_figures", killed)
    with pytest.raises(SystemExit):
        close_month(JUNE)
    assert not MonthClose.objects.exists()
