"""The states of a release: in order, each with its date and person, held by the database, and final at the end."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import DEFAULT_DB_ALIAS, IntegrityError, transaction
from django.utils import timezone

from cases.changes import readable
from reporting.closing import close_month
from reporting.models import PublishedFile, Release, ReleasePattern
from reporting.releasing.steps import approve_release, check_release, publish_due, publish_release, withdraw_approval

from .conftest import MARCH
from .publishing import an_approver, approved, checked, published

State = Release.State


@pytest.fixture
def close(closed_months):
    return closed_months[-1]


@contextmanager
def refused(rule: str):
    """Expect the database to refuse by a rule that has words for a person."""
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        yield
    problem = readable(error.value, Release)
    assert problem.code == rule
    assert "regel:" not in str(problem.messages[0]), "the rule has words of its own"


def change(close, **values):
    Release.objects.filter(close=close).update(**values)


def test_a_close_has_its_release_which_is_closed(close):
    assert close.release.state == State.CLOSED
    assert (close.release.checked_at, close.release.findings, close.release.published_at) == (None, None, None)


def test_all_the_way_with_dates_and_persons(close):
    release = published(close)
    stored = Release.objects.get(close=close)
    assert stored.is_published and stored.approved_by == stored.published_by == an_approver()
    assert stored.checked_by is None, "the check ran by itself"
    assert close.closed_at <= stored.checked_at <= stored.approved_at <= stored.published_at
    assert release.files.filter(kind="monthly", place="851").count() == 4


def test_no_step_is_left_out(close):
    now = timezone.now()
    with refused("release_steps_in_order"):
        approve_release(close, an_approver())
    checked(close)
    everything = {"approved_at": now, "approved_by": an_approver(), "publish_at": now, "remark": "-"}
    with refused("release_steps_in_order"):
        change(close, state=State.PUBLISHED, published_at=now, published_by=an_approver(), **everything)
    with refused("release_steps_in_order"):
        change(close, state=State.CLOSED, checked_at=None, findings=None)


def test_a_release_cannot_begin_anywhere_else(closed_months):
    fields = {"state": State.CHECKED, "checked_at": timezone.now(), "findings": []}
    with refused("release_starts_closed"):
        Release(close=closed_months[0], **fields).save(force_insert=True)


@pytest.mark.parametrize("missing", ["approved_at", "approved_by", "publish_at", "checked_at"])
def test_each_state_has_its_date_and_person(close, missing):
    checked(close)
    now = timezone.now()
    fields = {"approved_at": now, "approved_by": an_approver(), "publish_at": now, "remark": "-"}
    with refused("release_state_has_its_dates"):
        change(close, state=State.APPROVED, **{**fields, missing: None})


def test_dates_are_in_their_order(close):
    checked(close)
    with refused("release_dates_in_order"):
        change(
            close,
            state=State.APPROVED,
            approved_at=close.closed_at - timedelta(days=1),
            approved_by=an_approver(),
            publish_at=timezone.now(),
            remark="-",
        )


def test_what_the_check_found_is_answered(close):
    checked(close)
    change(close, findings=[{"rule": "silent", "place": "851", "figure": ""}])
    with refused("release_findings_are_answered"):
        approve_release(close, an_approver())
    assert approve_release(close, an_approver(), remark="Kommunen har ferielukket.").state == State.APPROVED


def test_nothing_is_approved_that_the_audit_has_not_passed(close):
    change(close, state=State.CHECKED, checked_at=timezone.now(), findings=[])
    assert not ReleasePattern.objects.exists()
    with refused("release_is_audited"):
        approve_release(close, an_approver())


def test_a_month_shown_beside_it_must_have_passed_too(closed_months):
    february, march = closed_months
    check_release(march)
    assert ReleasePattern.objects.filter(close=february).exists(), "the check settles it first"


def test_an_approval_can_be_taken_back_until_its_time(close):
    approved(close, publish_at=timezone.now() + timedelta(days=1))
    assert withdraw_approval(close).state == State.CHECKED
    assert Release.objects.get(close=close).approved_by is None
    published(close)
    with refused("published_stays"):
        withdraw_approval(close)


def test_it_is_not_published_before_its_time(close):
    approved(close, publish_at=timezone.now() + timedelta(minutes=1))
    with refused("release_at_its_time"):
        publish_release(close)
    assert publish_due() == 0
    assert not PublishedFile.objects.exists(), "nothing half published"


def test_at_its_time_it_is_published_once(close):
    approved(close)
    assert (publish_due(), publish_due()) == (1, 0)
    assert Release.objects.get(close=close).is_published
    before = Release.objects.get(close=close).published_at
    assert publish_release(close).published_at == before


def test_one_that_fails_holds_nobody_back(closed_months, monkeypatch, caplog):
    from reporting.releasing import steps

    february, march = closed_months
    approved(february)
    approved(march)
    working = steps.freeze_files

    def broken(release):
        if release.close_id == february.pk:
            raise OSError("no room")
        working(release)

    monkeypatch.setattr(steps, "freeze_files", broken)
    assert publish_due() == 1
    assert Release.objects.get(close=february).state == State.APPROVED, "and is tried again"
    assert "was not published" in caplog.text


def test_the_published_is_final(close):
    published(close)
    with refused("published_stays"):
        change(close, remark="Noget andet")
    with refused("published_stays"):
        Release.objects.filter(close=close)._raw_delete(DEFAULT_DB_ALIAS)
    for act in (lambda files: files.update(content=b"x"), lambda files: files.delete()):
        with refused("published_stays"):
            act(PublishedFile.objects.filter(release__close=close))


def test_checking_again_does_nothing_to_what_is_approved_or_published(close):
    published(close)
    assert check_release(close)
    assert Release.objects.get(close=close).is_published


class TestCorrection:
    @pytest.fixture
    def second(self, close):
        published(close)
        return close_month(MARCH, reason="Sen visitation i Aalborg")

    def test_it_says_what_changed(self, second):
        with refused("release_says_what_changed"):
            approved(second)

    def test_it_points_at_what_it_replaces(self, close, second):
        release = published(second, what_changed="Antal visiterede i Aalborg.")
        assert release.corrects.close == close
        assert Release.objects.get(close=close).corrected_by == release

    def test_the_first_stays_published(self, close, second):
        published(second, what_changed="Visiterede.")
        assert set(Release.objects.published().values_list("close__version", flat=True)) == {1, 2}

    def test_an_older_version_cannot_come_after(self, close, second):
        third = close_month(MARCH, reason="Endnu en")
        published(third, what_changed="Visiterede.")
        approved(second, what_changed="Visiterede.")
        with refused("release_corrects_the_newest"):
            publish_release(second)

    def test_it_corrects_the_newest_published_and_nothing_else(self, close, second):
        approved(second, what_changed="Visiterede.")
        with refused("release_corrects_the_newest"):
            now = timezone.now()
            change(second, state=State.PUBLISHED, published_at=now, published_by=an_approver(), corrects=None)

    def test_a_version_that_was_never_published_is_passed_over(self, close, second):
        third = close_month(MARCH, reason="Endnu en")
        assert published(third, what_changed="Visiterede.").corrects.close == close
