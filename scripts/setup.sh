#!/usr/bin/env bash
# Install what is missing, and nothing else: run it as often as you like.
#
#   scripts/setup.sh        what running the program takes
#   scripts/setup.sh test   and what testing it takes (browser, Redis, development tools)
#
# Each step leaves a stamp with the checksum of what it was made from, and is skipped while that is unchanged.
set -euo pipefail
cd "$(dirname "$0")/.."
purpose=${1:-run}
stamps=.venv/.stamps

say() { printf '%s\n' "$*" >&2; }
checksum() { cat "$@" 2>/dev/null | sha256sum | cut -d' ' -f1; }
is_done() { [ "$(cat "$stamps/$1" 2>/dev/null)" = "$2" ]; }
mark_done() { mkdir -p "$stamps" && printf '%s\n' "$2" > "$stamps/$1"; }

find_python() { # the first interpreter that is new enough
  local candidate
  for candidate in ${PYTHON:-} python3 python3.13 python3.12 python3.11; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      command -v "$candidate"
      return
    fi
  done
  say "Python 3.11 or newer is needed; this machine's python3 is $(python3 --version 2>/dev/null || echo missing)."
  say "On Ubuntu 22.04: sudo apt-get install -y python3.11 python3.11-venv   and run this again."
  return 1
}

has_library() { ldconfig -p | grep -F "$1" > /dev/null; } # not -q: it would end ldconfig early, and pipefail sees that

missing_packages() { # the Debian packages whose content is not there, one a line
  "$python" -c 'import ensurepip, venv' 2>/dev/null || echo "$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
  has_library libpango-1.0.so.0 || echo libpango-1.0-0
  has_library libpangoft2-1.0.so.0 || echo libpangoft2-1.0-0
  has_library libharfbuzz-subset.so.0 || echo libharfbuzz-subset0
  [ -e /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf ] || echo fonts-dejavu-core
  command -v msgfmt > /dev/null || echo gettext
  command -v node > /dev/null || echo nodejs
  command -v npm > /dev/null || echo npm
  [ "$purpose" = test ] || return 0
  command -v redis-server > /dev/null || echo redis-server
  command -v chromium > /dev/null || command -v chromium-browser > /dev/null || command -v google-chrome > /dev/null \
    || echo chromium
}

install_packages() {
  local packages as_root=()
  packages=$(PATH=$PATH:/usr/sbin:/sbin missing_packages | tr '\n' ' ')
  [ -n "$packages" ] || return 0
  local line="apt-get install -y --no-install-recommends ${packages% }"
  if ! command -v apt-get > /dev/null; then
    say "These are missing, and this is not Debian or Ubuntu, so install them your own way: $packages"
    return 1
  fi
  if [ "$(id -u)" != 0 ]; then
    if ! sudo -n true 2> /dev/null; then
      say "System packages are missing. Run this one line, then make again:"
      say "  sudo apt-get update && sudo $line"
      return 1
    fi
    as_root=(sudo -n)
  fi
  say "Installing system packages: $packages"
  "${as_root[@]}" apt-get update -q > /dev/null
  # shellcheck disable=SC2086  # the line is a list of words
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive $line > /dev/null
}

install_python() {
  local lock=requirements-embedded.txt sum
  # Development tools stay once they are there: the demo needs no other versions of anything.
  if [ "$purpose" = test ] || [ -e "$stamps/development" ]; then lock=requirements-dev.txt; fi
  sum=$(checksum "$lock")
  is_done python "$sum" && .venv/bin/python -c '' 2> /dev/null && return 0
  say "Installing Python packages ($lock)"
  .venv/bin/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2> /dev/null || "$python" -m venv --clear .venv
  .venv/bin/python -m pip install --quiet --disable-pip-version-check --only-binary :all: --require-hashes -r "$lock"
  if [ "$purpose" = test ]; then mark_done development yes; fi
  mark_done python "$sum"
}

install_node() {
  local sum
  sum=$(checksum package.json package-lock.json)
  is_done node "$sum" && [ -d node_modules ] && return 0
  say "Installing npm packages"
  npm ci --ignore-scripts --no-audit --no-fund --loglevel=error > /dev/null
  mark_done node "$sum"
}

compile_messages() {
  local sum
  [ -n "$(find locale -name '*.po' 2> /dev/null)" ] || return 0
  sum=$(find locale -name '*.po' | sort | xargs cat | sha256sum | cut -d' ' -f1)
  is_done messages "$sum" && [ -n "$(find locale -name '*.mo')" ] && return 0
  say "Compiling translations"
  .venv/bin/python manage.py compilemessages -v0 --ignore node_modules --ignore .venv
  mark_done messages "$sum"
}

collect_static() {
  local sum
  sum=$({ find static -type f 2> /dev/null || true; } | sort | xargs -r sha256sum \
    | cat - package-lock.json requirements.txt flereskalmed/settings.py scripts/static.sh | sha256sum | cut -d' ' -f1)
  is_done static "$sum" && [ -e staticfiles/staticfiles.json ] && return 0
  say "Collecting and compressing static files"
  PATH="$PWD/.venv/bin:$PATH" scripts/static.sh
  mark_done static "$sum"
}

python=$(find_python)
install_packages
install_python
install_node
compile_messages
collect_static
