"""The health page: open to all, says what is unreachable and nothing else."""

import time

import pytest
from django.db import OperationalError

from flereskalmed import health

pytestmark = pytest.mark.django_db


def test_anybody_may_ask_and_nothing_is_kept(client):
    response = client.get("/sundhed")
    assert response.status_code == 200
    assert response.json() == {"database": "ok", "broker": "ok"}
    assert "no-store" in response["Cache-Control"]


def test_unreachable_database_is_a_503_without_details(client, monkeypatch, caplog):
    def refuse():
        raise OperationalError("connection to secret-host failed")

    monkeypatch.setattr(health, "check_database", refuse)
    response = client.get("/sundhed")
    assert response.status_code == 503
    assert response.json() == {"database": "unreachable", "broker": "ok"}
    assert "secret-host" in caplog.text


def test_unreachable_broker_is_a_503_within_seconds(client, monkeypatch):
    from flereskalmed.celery import app

    monkeypatch.setattr(app.conf, "broker_write_url", "redis://127.0.0.1:1/0")
    begun = time.monotonic()
    response = client.get("/sundhed")
    assert response.json() == {"database": "ok", "broker": "unreachable"}
    assert time.monotonic() - begun < 10


def test_only_reading_is_answered(client):
    assert client.post("/sundhed").status_code == 405


def test_asked_without_tls_in_production(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_REDIRECT_EXEMPT = [r"^sundhed$"]
    assert client.get("/sundhed").status_code == 200
    assert client.get("/konto/login/").status_code == 301
