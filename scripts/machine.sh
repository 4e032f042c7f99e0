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

# Why an ordinary user can have no namespaces of the kind that sandboxes need; empty if they can be had.
no_namespaces() {
  user=$(id -un)
  if ! command -v newuidmap >/dev/null 2>&1 || ! command -v newgidmap >/dev/null 2>&1; then
    echo "newuidmap is missing; install it with: sudo apt-get install uidmap"
  elif ! grep -qE "^($user|$(id -u)):[0-9]+:65536\$" /etc/subuid || ! grep -qE "^($user|$(id -u)):[0-9]+:65536\$" /etc/subgid; then
    echo "$user has no 65536 users in /etc/subuid and /etc/subgid; add them with: sudo usermod --add-subuids 100000-165535 --add-subgids 100000-165535 $user (a range that nobody else has)"
  elif [ "$(cat /proc/sys/user/max_user_namespaces 2>/dev/null)" = 0 ]; then
    echo "user namespaces are switched off; switch them on with: sudo sysctl user.max_user_namespaces=10000"
  fi
}

# Starts a command: as it is for root, for an ordinary user as root of namespaces of that user, which
# all its ales share. Where they cannot be had, the command hears why in ALE_NO_NAMESPACE.
enter() {
  [ "$(id -u)" != 0 ] || exec "$@"
  : "${ALE_STATE:=${XDG_STATE_HOME:-$HOME/.local/state}/ale}" "${ALE_CACHE:=${XDG_CACHE_HOME:-$HOME/.cache}/ale}"
  export ALE_STATE ALE_CACHE
  ALE_NO_NAMESPACE=$(no_namespaces)
  export ALE_NO_NAMESPACE
  [ -z "$ALE_NO_NAMESPACE" ] || exec "$@"
  mkdir -p "$ALE_STATE" || cannot "$ALE_STATE cannot be made; choose another place with ALE_STATE"
  exec 9>"$ALE_STATE/namespace.use" 8>"$ALE_STATE/namespace.make"
  flock -s 9
  flock -x 8
  keeper= known=
  [ ! -f "$ALE_STATE/namespace" ] || read -r keeper known <"$ALE_STATE/namespace" || keeper=
  if [ -z "$keeper" ] || [ -z "${known:-}" ] || [ "$(readlink "/proc/$keeper/ns/user")" != "$known" ]; then
    keeper=$(setsid unshare --user --map-root-user --map-auto --mount --propagation slave \
      /bin/sh "$here/scripts/namespace.sh" "$ALE_STATE" </dev/null 2>"$ALE_STATE/namespace.log" 8>&- 9>&- &)
    if [ -z "$keeper" ]; then
      ALE_NO_NAMESPACE="no user namespace can be made: $(cat "$ALE_STATE/namespace.log")"
      exec "$@"
    fi
    echo "$keeper $(readlink "/proc/$keeper/ns/user")" >"$ALE_STATE/namespace"
  fi
  exec 8>&-
  exec nsenter --target "$keeper" --user --mount --setuid 0 --setgid 0 --wdns="$PWD" "$@"
}
