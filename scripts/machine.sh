# What ./ale and ./check have in common: finding a JDK, installing packages, building.

say() { printf 'ale: %s\n' "$*" >&2; }

# Exit 3: this machine cannot do it. Nothing was changed.
cannot() {
  say "$1"
  exit 3
}

java_feature() {
  [ -x "$1/bin/javac" ] && [ -x "$1/bin/jlink" ] || return 1
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null
}

# Sets JAVA_HOME to a JDK 25 or newer: the one that is set, the newest in the usual places, the one on the path.
find_jdk() {
  [ "$(uname -s)" = Linux ] || cannot "ALE's sandboxes need Linux, and this is $(uname -s). Run it on a Linux machine."
  for candidate in "${JAVA_HOME:-}" /usr/lib/jvm/*25* /usr/lib/jvm/* /opt/*jdk* /opt/java/* "${HOME:-/root}"/.sdkman/candidates/java/* \
    "$(dirname -- "$(dirname -- "$(readlink -f "$(command -v javac || echo /none/bin/javac)")")")"; do
    [ -n "$candidate" ] || continue
    feature=$(java_feature "$candidate") || continue
    if [ "${feature:-0}" -ge 25 ] 2>/dev/null; then
      JAVA_HOME=$candidate
      export JAVA_HOME
      return 0
    fi
  done
  cannot "ALE needs a JDK 25 and found none. Install one (for instance Temurin 25) and set JAVA_HOME to its folder."
}

# need PROGRAM_OR_PATH:PACKAGE...: installs the Debian packages of what is missing.
need() {
  packages=
  for pair in "$@"; do
    command -v "${pair%%:*}" >/dev/null 2>&1 || [ -e "${pair%%:*}" ] || packages="$packages ${pair#*:}"
  done
  [ -n "$packages" ] || return 0
  command -v apt-get >/dev/null 2>&1 || cannot "missing:$packages. There is no apt-get here to install them; install them yourself."
  [ "$(id -u)" = 0 ] || cannot "missing:$packages. Run this as root (sudo), or install them with: apt-get install$packages"
  say "installing$packages"
  export DEBIAN_FRONTEND=noninteractive
  apt-get -q -y update >/dev/null || cannot "apt-get update failed; is there a network?"
  # shellcheck disable=SC2086
  apt-get -q -y --no-install-recommends install $packages >/dev/null || cannot "apt-get could not install$packages"
}

# Whether a source is newer than what was built from it.
changed() {
  [ -f "$1" ] || return 0
  [ -n "$(find "$here/pom.xml" "$here"/ale-*/pom.xml "$here"/ale-*/src/main "$here/ale-exam/families" -newer "$1" -print 2>/dev/null | head -n 1)" ]
}

build_dist() {
  if [ "$(id -u)" != 0 ] && ! command -v mvn >/dev/null 2>&1; then
    cannot "Maven is missing. Install it with: sudo apt-get install maven"
  fi
  need mvn:maven
  say "building (the first time takes a few minutes)"
  log="$here/build/build.log"
  mkdir -p "$here/build"
  started=$(date +%s)
  (cd "$here" && mvn -B -ntp -DskipTests -Dspotless.check.skip=true package) >"$log" 2>&1 &
  building=$!
  while kill -0 "$building" 2>/dev/null; do
    sleep 1
    now=$(sed -n 's/.*Building \(ale-[a-z]*\) .*/\1/p' "$log" 2>/dev/null | tail -n 1)
    if [ "${now:-}" != "${shown:-}" ]; then
      shown=$now
      say "  $(($(date +%s) - started)) s: $now"
    fi
  done
  if ! wait "$building"; then
    grep -E '^\[ERROR\]' "$log" | head -n 20 >&2 || tail -n 20 "$log" >&2
    say "the build failed; its whole log is $log"
    exit 3
  fi
  rm -rf "$here/build/dist"
  mkdir -p "$here/build/dist"
  cp -r "$here/ale-cli/target/dist/lib" "$here/build/dist/lib"
  touch "$here/build/dist/.built"
  say "built in $(($(date +%s) - started)) s"
}
