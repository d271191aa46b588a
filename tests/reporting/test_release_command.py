"""Publishing without the browser: the command and the timed job."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from reporting.closing import close_month
from reporting.models import MonthClose, Release
from reporting.tasks import publish_due_releases

from .conftest import MARCH
from .publishing import an_approver, approved


def release_month(*arguments: str) -> str:
    said = StringIO()
    call_command("release_month", "2018-03", *arguments, stdout=said)
    return said.getvalue().strip()


def test_a_month_goes_all_the_way_and_twice_changes_nothing(closed_months):
    by = ("--by", an_approver().username, "--remark", "Set.")
    assert release_month(*by) == release_month(*by) == "2018-03 version 1: Udgivet"


def test_at_a_time_it_waits_and_the_job_publishes_it(closed_months):
    at = (timezone.now() + timedelta(hours=1)).isoformat()
    assert release_month("--by", an_approver().username, "--remark", "Set.", "--at", at).endswith("Godkendt")
    assert publish_due_releases() == 0


def test_the_job_publishes_what_is_due_and_asks_for_its_pdfs(closed_months, monkeypatch):
    asked = []
    monkeypatch.setattr("reporting.tasks.request_files", lambda close: asked.append(close.pk))
    approved(closed_months[-1])
    assert publish_due_releases() == 1
    assert asked == [closed_months[-1].pk]


@pytest.mark.parametrize(
    "arguments, said",
    [
        (("--by", "nobody"), "aktiv bruger hos STAR"),
        (("--by", "anna"), "aktiv bruger hos STAR"),
        (("--by", "udgiver"), "Kontrollen har fund"),
        (("--by", "udgiver", "--version", "7"), "ingen version 7"),
        (("--by", "udgiver", "--at", "i morgen"), "a moment is written"),
    ],
)
def test_what_is_missing_is_told(closed_months, caseworker, arguments, said):
    an_approver()
    with pytest.raises(CommandError, match=said):
        release_month(*arguments)
    assert not Release.objects.published().exists()


def test_a_correction_says_what_it_corrects(closed_months):
    by = ("--by", an_approver().username, "--remark", "Set.")
    release_month(*by)
    close_month(MARCH, reason="Sen visitation")
    with pytest.raises(CommandError, match="Skriv, hvad der er rettet"):
        release_month(*by)
    release_month(*by, "--what-changed", "Visiterede.")
    assert MonthClose.objects.get(month="2018-03-01", version=2).release.corrects.close.version == 1
