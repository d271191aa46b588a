#!/usr/bin/env bash
# Lock the Python requirements with the hashes of their wheels for every platform.
#   requirements.txt            what the program needs in production
#   requirements-embedded.txt   and the embedded PostgreSQL
#   requirements-dev.txt        and the development tools
# The first two take their versions from the last, so that no two of them disagree.
set -euo pipefail
cd "$(dirname "$0")/.."
[ -x .venv/bin/uv ] || .venv/bin/python -m pip install --quiet uv
compile() {
  env -u UV_INDEX_URL -u UV_FIND_LINKS .venv/bin/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 \
    --generate-hashes --no-emit-index-url --no-emit-find-links --only-binary :all: --custom-compile-command 'make lock' "$@"
}
compile --extra embedded --extra dev --output-file requirements-dev.txt "$@"
compile --extra embedded --constraints requirements-dev.txt --output-file requirements-embedded.txt
compile --constraints requirements-dev.txt --output-file requirements.txt
