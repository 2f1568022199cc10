# shellcheck shell=bash
# What the scripts share; sourced by them.

set -euo pipefail
shopt -s inherit_errexit 2>/dev/null || true # an old bash, as on macOS

# shellcheck disable=SC2034  # for those who source this
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/plex-sync

say() { printf '%s\n' "$*" >&2; }
die() { say "$@"; exit 1; }

# lock NAME: wait until no other process holds the lock; held until this one ends.
lock() {
  mkdir -p "$CACHE"
  if command -v flock >/dev/null; then
    exec 9>"$CACHE/$1.lock"
    flock 9
  else
    until mkdir "$CACHE/$1.lock.d" 2>/dev/null; do
      local holder
      holder=$(cat "$CACHE/$1.lock.d/pid" 2>/dev/null || true)
      if [ -n "$holder" ] && ! kill -0 "$holder" 2>/dev/null; then rm -rf "$CACHE/$1.lock.d"; fi
      sleep 0.2
    done
    echo $$ >"$CACHE/$1.lock.d/pid"
    # shellcheck disable=SC2064  # the name is meant to be that of now
    trap "rm -rf '$CACHE/$1.lock.d'" EXIT
  fi
}

# debian_like: whether this machine has apt and the tool that unpacks packages.
debian_like() { command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null; }
