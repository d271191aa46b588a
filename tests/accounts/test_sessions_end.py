"""What a session held is gone when the session is over."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts.tasks import forget_ended_sessions


@pytest.mark.django_db
def test_sessions_that_are_over_are_deleted_and_others_kept():
    for key, hours in (("over", -1), ("open", 1)):
        Session.objects.create(session_key=key, session_data="x", expire_date=timezone.now() + timedelta(hours=hours))
    forget_ended_sessions()
    assert list(Session.objects.values_list("session_key", flat=True)) == ["open"]
