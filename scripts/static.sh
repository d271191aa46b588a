#!/bin/sh
# Collect and compress the static files; shared by set-up and the container image. Needs no database.
# The two other looks of the design system (borger.dk, virk.dk) are left out: nothing refers to them.
exec python "$(dirname "$0")/../manage.py" collectstatic --noinput --clear -v0 -i '*-borgerdk*' -i '*-virkdk*'
