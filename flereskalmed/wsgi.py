"""WSGI entry point for gunicorn."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "flereskalmed.settings")
application = get_wsgi_application()

# What is loaded stays for good: looking through it again and again for garbage takes a tenth of a large page.
gc.collect()
gc.freeze()
