"""Settings of the test run: the program's own, without hashed file names and slow passwords."""

import os
import tempfile

os.environ.setdefault("FLERESKALMED_DATA", os.path.join(tempfile.gettempdir(), f"flereskalmed-test-{os.getuid()}"))

from flereskalmed.settings import *  # noqa: F403

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
