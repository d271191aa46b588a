"""The program's own reports go through every writer: their shape is what the writers expect."""

from datetime import date

import pytest

from reporting.closing import close_month
from reporting.documents import FORMATS, render
from reporting.months import Month
from reporting.reports import group2_report, instalments, monthly_report, preliminary_report, status_report


@pytest.mark.django_db
@pytest.mark.parametrize("format", FORMATS)
def test_every_report_of_an_empty_programme_renders(format):
    month = Month(2018, 3)
    close_month(month, programme="fsm1")
    for audience in ("internal", "published"):
        assert render(monthly_report(month, audience=audience), "monthly", format)
        assert render(group2_report(month, audience=audience), "group2", format)
    assert render(monthly_report(month, "851"), "monthly", format)
    assert render(preliminary_report(month.next(), "851"), "monthly", format)
    assert render(status_report(date(2018, 3, 2), "851"), "status", format)
    assert render(instalments(), "instalments", format)
