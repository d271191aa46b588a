# Flere skal med. `make help` lists the targets.
.DEFAULT_GOAL := help
.PHONY: help setup setup-test demo test lint lint-types lint-rest messages bench clicks lock
SHELL := /bin/bash
RUN := .venv/bin/python
# What a check needs to load the settings without starting a server.
NO_SERVER := DATABASE_URL=postgres://nobody@127.0.0.1:1/none
PRODUCTION := $(NO_SERVER) FLERESKALMED_PRODUCTION=1 CELERY_BROKER_URL=redis://127.0.0.1:1/0 \
  SECRET_KEY=$$(head -c 48 /dev/urandom | base64 | tr -d '\n') CPR_ENCRYPTION_KEYS=$$(head -c 32 /dev/urandom | base64 | tr '+/' '-_') \
  CPR_HASH_KEYS=$$(head -c 32 /dev/urandom | base64 | tr '+/' '-_')

help:  ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup:  ## Install what is missing on this machine, and nothing else
	@scripts/setup.sh

setup-test:
	@scripts/setup.sh test

demo: setup  ## Show the program with invented data on http://127.0.0.1:8000 (PORT=… for another port)
	@exec $(RUN) scripts/run_demo.py

test: setup-test  ## Run the whole test suite, browser and real servers included (ARGS=… goes to pytest)
	$(RUN) -m pytest --create-db -n 2 --dist loadfile --no-loadscope-reorder $(ARGS)

lint: setup-test  ## Check style, templates, types, migrations and the production settings
	@$(MAKE) --no-print-directory --output-sync=target -j2 lint-types lint-rest

# The types take three quarters of the time; the rest is done beside.
lint-types:
	$(NO_SERVER) $(RUN) -m mypy

lint-rest:
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	@if [ -n "$$(find . -path ./node_modules -prune -o -path ./.venv -prune -o -name '*.html' -print -quit)" ]; then \
	  set -x; .venv/bin/djlint --lint --quiet .; fi
	$(RUN) manage.py makemigrations --check --dry-run
	@$(PRODUCTION) $(RUN) manage.py check --deploy --fail-level WARNING

messages: setup  ## Bring the English translation (locale/) up to date with the texts in the code
	$(NO_SERVER) $(RUN) manage.py makemessages -l en --no-location --no-obsolete \
	  --ignore node_modules --ignore .venv --ignore var --ignore staticfiles

bench:  setup-test  ## Measure speed and size, one line of JSON at the end
	$(RUN) -m bench

clicks: setup-test  ## Count the mouse clicks of the commonest registrations in a browser, one line of JSON at the end
	@$(RUN) -m tests.browser.clicks

lock:  ## Renew the locked requirements from pyproject.toml (UPGRADE=1 takes the newest versions)
	@scripts/lock.sh $(if $(UPGRADE),--upgrade)
