"""The program's settings for the measured server, with the static page among its addresses."""

from flereskalmed.settings import *  # noqa: F403

ROOT_URLCONF = "bench.site"
