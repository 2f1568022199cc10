# shellcheck shell=bash
# Finds or gets a Python that Home Assistant accepts; sourced after common.sh.
#
# In this order: what is on PATH or was got before; what uv knows or can download; on
# Debian and Ubuntu the distribution's own packages of a newer suite, unpacked (never
# installed) in a private folder together with their libc. Nothing else is changed.

PRIVATE_PYTHON=$CACHE/python/usr/bin/python3.14
PYTHON_RANGE='>=3.14.2,<3.15'

# good_python PROGRAM: it starts, is new enough, and has what Home Assistant needs of it.
good_python() {
  [ -n "${1:-}" ] && "$1" -I -c '
import sys
assert (3, 14, 2) <= sys.version_info < (3, 15)
import bz2, compression.zstd, ctypes, lzma, sqlite3, ssl, venv, zlib' >/dev/null 2>&1
}

# find_python: prints the program.
find_python() {
  local uv one
  for one in "$(command -v python3.14 || true)" "$(command -v python3 || true)" "$PRIVATE_PYTHON"; do
    if good_python "$one"; then echo "$one"; return; fi
  done
  if uv=$(find_uv); then
    one=$("$uv" python find --no-project "$PYTHON_RANGE" 2>/dev/null || true)
    if good_python "$one"; then echo "$one"; return; fi
    say "Getting Python 3.14 with uv"
    if timeout_of 300 "$uv" python install -q "$PYTHON_RANGE" >&2; then
      one=$("$uv" python find --no-project "$PYTHON_RANGE" 2>/dev/null || true)
      if good_python "$one"; then echo "$one"; return; fi
    fi
  fi
  if debian_like; then
    say "Getting Python 3.14 from the distribution's packages"
    python_from_packages
    if good_python "$PRIVATE_PYTHON"; then echo "$PRIVATE_PYTHON"; return; fi
  fi
  if [ "$(uname)" = Darwin ]; then
    die "Python 3.14 is missing: install it, for example by 'brew install python@3.14', or install uv."
  fi
  die "Python 3.14.2 or later is missing, and this machine gave no way to get it: install it, or uv."
}

timeout_of() {
  if command -v timeout >/dev/null; then timeout "$@"; else shift; "$@"; fi
}

# find_uv: prints a uv that knows dependency groups; got from PyPI if there is none.
find_uv() {
  local one python
  for one in "$(command -v uv || true)" "$CACHE/uv/bin/uv"; do
    if [ -n "$one" ] && "$one" pip install --help 2>/dev/null | grep -q -e --group; then
      echo "$one"; return
    fi
  done
  for python in "$(command -v python3.14 || true)" "$PRIVATE_PYTHON" "$(command -v python3 || true)"; do
    if [ -n "$python" ] && "$python" -c 'import ensurepip, venv' 2>/dev/null; then
      rm -rf "$CACHE/uv"
      if "$python" -m venv "$CACHE/uv" >&2 && "$CACHE/uv/bin/python" -m pip -q install uv >&2; then
        echo "$CACHE/uv/bin/uv"; return
      fi
    fi
  done
  return 1
}

# python_from_packages: unpacks the newest Python 3.14 of the machine's own mirror.
python_from_packages() (
  prefix=$CACHE/python
  mkdir -p "$CACHE"
  work=$(mktemp -d "$CACHE/python.XXXXXX")
  trap 'rm -rf "$work"' EXIT
  . /etc/os-release
  case ${ID:-} in
    debian) origin=Debian suites="testing unstable" components=main ;;
    ubuntu) origin=Ubuntu suites="${VERSION_CODENAME:-} devel" components="main universe" ;;
    *) die "packages of '${ID:-this distribution}' are not known" ;;
  esac

  # The machine's own apt sources say which mirror; it answers from downloaded lists.
  mirror=$(mirror_of "$origin")
  if [ -z "$mirror" ]; then
    mkdir -p "$work"/host/{lists,cache/archives}/partial
    host=(-o "Dir::State::lists=$work/host/lists" -o "Dir::Cache=$work/host/cache" -o Debug::NoLocking=1 -o APT::Sandbox::User=)
    apt-get "${host[@]}" -qq update >&2 || true
    mirror=$(mirror_of "$origin" "${host[@]}")
  fi
  [ -n "$mirror" ] || die "this machine's apt sources name no $origin archive"

  # An apt of its own, with an empty package database, so that libc comes too. Of the
  # machine's settings only those for downloading are kept, such as a proxy.
  mkdir -p "$work"/apt/{lists,cache/archives}/partial "$work/apt/empty"
  : >"$work/apt/status"
  {
    apt-config dump | grep '^Acquire::' | grep -v '^Acquire::IndexTargets' || true
    cat <<CONFIGURATION
Dir::Etc::main "/dev/null";
Dir::Etc::parts "$work/apt/empty";
Dir::Etc::preferences "/dev/null";
Dir::Etc::preferencesparts "$work/apt/empty";
Dir::Etc::sourcelist "$work/apt/sources.list";
Dir::Etc::sourceparts "$work/apt/empty";
Dir::State::lists "$work/apt/lists";
Dir::State::status "$work/apt/status";
Dir::State::extended_states "$work/apt/extended_states";
Dir::Cache "$work/apt/cache";
Dir::Log "$work/apt";
Debug::NoLocking "1";
APT::Sandbox::User "";
APT::Install-Recommends "false";
APT::Get::AllowUnauthenticated "false";
Acquire::AllowInsecureRepositories "false";
Acquire::Languages { "none"; };
CONFIGURATION
  } >"$work/apt/apt.conf"
  export APT_CONFIG=$work/apt/apt.conf
  signed=
  for keyring in /usr/share/keyrings/"${ID}"-archive-keyring.{gpg,pgp}; do
    if [ -e "$keyring" ]; then signed="[signed-by=$keyring] "; break; fi
  done
  version=
  for suite in $suites; do
    rm -f "$work"/apt/cache/*.bin
    printf 'deb %s%s %s %s\n' "$signed" "$mirror" "$suite" "$components" >"$work/apt/sources.list"
    apt-get -qq update >&2 || continue
    found=$(apt-cache policy python3.14 | awk '/Candidate:/ { print $2 }')
    if [ -n "$found" ] && dpkg --compare-versions "$found" ge 3.14.2; then version=$found; break; fi
  done
  [ -n "$version" ] || die "no suite of $origin ($suites) has Python 3.14.2"

  # libstdc++ for compiled wheels, headers for what has to be compiled, and the tool
  # that tells the interpreter where its libc is.
  apt-get -qq -y --download-only install python3.14 python3.14-venv libstdc++6 patchelf >&2
  (cd "$work/apt/cache/archives" && apt-get -qq download libpython3.14-dev >&2)
  mkdir "$work/tree"
  for package in "$work"/apt/cache/archives/*.deb; do dpkg-deb -x "$package" "$work/tree"; done
  program=$work/tree/usr/bin/python3.14
  name=$(LC_ALL=C grep -aoE '/lib(64)?/ld-linux[A-Za-z0-9_.-]*\.so\.[0-9]+' "$program" | head -n 1)
  loader=$(find "$work/tree/usr/lib" -mindepth 2 -name "${name##*/}" | head -n 1)
  [ -n "$loader" ] || die "the packages hold no dynamic loader"
  libraries=$(dirname "${loader#"$work/tree"}")
  # RPATH, unlike RUNPATH, serves wheels loaded later too, and is not handed to children.
  # One thing at a time and in this order: patchelf 0.18 breaks the file otherwise.
  patch=("$loader" --library-path "$work/tree$libraries" "$work/tree/usr/bin/patchelf")
  "${patch[@]}" --force-rpath --set-rpath "$prefix$libraries" "$program"
  "${patch[@]}" --set-interpreter "$prefix$libraries/${name##*/}" "$program"
  # Debian's pyconfig.h points to the architecture's by a path in the machine's headers.
  for file in "$work"/tree/usr/include/*/python3.14/pyconfig.h; do
    if [ -e "$file" ]; then cp "$file" "$work/tree/usr/include/python3.14/pyconfig.h"; fi
  done
  # Debian's ensurepip looks for its wheels at an absolute path.
  escaped=$(printf '%s' "$prefix" | sed 's/[#&\\]/\\&/g')
  find "$work/tree/usr/lib/python3.14" -maxdepth 1 -name '_sysconfigdata*.py' \
    -exec sed -i "s#'/usr/share/python-wheels/\{0,1\}'#'$escaped/usr/share/python-wheels'#" {} +
  rm -rf "$prefix"
  mkdir -p "$prefix"
  mv "$work/tree/usr" "$prefix/usr"
)

mirror_of() {
  local origin=$1 release
  release=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
  shift
  # shellcheck disable=SC2016  # apt's own variables
  apt-get "$@" indextargets --format '$(ORIGIN) $(RELEASE) $(REPO_URI)' 'Created-By: Packages' 2>/dev/null |
    awk -v origin="$origin" -v release="$release" '$1 == origin && $2 == release { print $3; exit }'
}
