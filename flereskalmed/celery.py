"""The Celery application: Redis in production, files on disk without a server."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "flereskalmed.settings")

app = Celery("flereskalmed")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
