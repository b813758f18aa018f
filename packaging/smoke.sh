#!/usr/bin/env bash
# Tests a built Parley as someone gets it who has no Python.
#
#   packaging/smoke.sh [--only CHECK ...] [PACKAGE]
#
# PACKAGE is a .deb, a .tar.gz of the bundle, or the bundle's folder; without one, what
# packaging/build.sh has left in dist/, in this order. The package is installed in a small root
# of its own (debootstrap, kept in build/smoke/cache), in which there is no Python, and used by
# an unprivileged user with an empty home, on a virtual screen, in namespaces of its own: no
# process and no mount outlives this script, and there is no network but loopback.
# Pictures, logs, traces and results.txt are in build/smoke/evidence.
#
# Needs root, unshare, debootstrap, Xvfb, openbox, xdotool, strace and a Python of 3.11 or later
# for the driver. Where there is no root or no namespaces, it tests what can be tested and says
# what was not.
set -euo pipefail

HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
ROOT=$(dirname "$HERE")
BUILD=$ROOT/build/smoke
CACHE=$BUILD/cache
EVIDENCE=$BUILD/evidence
RESULTS=$EVIDENCE/results.txt
SUITE=${SMOKE_SUITE:-bookworm}
TEST_ROOT=$BUILD/root

say() { printf 'smoke: %s\n' "$*" >&2; }

stop() {
    say "$*"
    exit 2
}

not_checked() { printf '%-22s not checked           %s\n' "$1" "$2" | tee -a "$EVIDENCE/not-checked.txt"; }

only=()
while [ $# -gt 0 ]; do
    case $1 in
    --only)
        [ $# -gt 1 ] || stop "--only needs the name of a check"
        only+=(--only "$2")
        shift 2
        ;;
    --help | -h)
        sed -n '2,/^set /s/^# \{0,1\}//p' "$0" | sed '$d'
        exit 0
        ;;
    -*) stop "unknown: $1" ;;
    *) break ;;
    esac
done

newest() { find "$ROOT/dist" -maxdepth 1 -name "$1" -printf '%T@ %p\n' 2> /dev/null | sort -n | tail -1 | cut -d' ' -f2-; }

package=${1:-}
[ -n "$package" ] || package=$(newest 'parley*.deb')
[ -n "$package" ] || package=$(newest 'Parley*linux*.tar.gz')
[ -n "$package" ] || package=$ROOT/dist/parley
[ -e "$package" ] || stop "there is no $package: run packaging/build.sh"
package=$(realpath "$package")

find_python() {
    local candidate
    for candidate in "${PYTHON:-}" "$ROOT/.venv/bin/python" python3 python3.13 python3.12 python3.11; do
        if [ -n "$candidate" ] && "$candidate" -c \
            'import sys; raise SystemExit(sys.version_info < (3, 11))' 2> /dev/null; then
            command -v "$candidate"
            return
        fi
    done
    stop "no Python of 3.11 or later for the driver"
}

need() {
    local tool
    for tool in "$@"; do
        command -v "$tool" > /dev/null || stop "missing: $tool (apt-get install $tools_of_debian)"
    done
}

tools_of_debian="debootstrap xvfb openbox xdotool strace iproute2 util-linux"

mkdir -p "$CACHE"
exec 9> "$BUILD/lock"
flock --nonblock 9 || stop "another one is running"
# Pictures and traces of an earlier run would be misleading.
rm -rf "$EVIDENCE"
mkdir -p "$EVIDENCE"
need Xvfb openbox xdotool
python=$(find_python)
command -v strace > /dev/null || not_checked "no contact" "strace is not installed"

# --- With a root of its own -----------------------------------------------------------------

# In namespaces, which take processes and mounts with them when they end. They end with this
# script, even when it is killed. In the background, so that a signal need not wait for them.
child=
apart() {
    setpriv --pdeathsig KILL \
        unshare --mount --pid --ipc --uts --fork --kill-child --mount-proc "$@" 9>&- &
    child=$!
    local code=0
    wait "$child" || code=$?
    child=
    return "$code"
}

clean_up() {
    local status=$?
    trap - EXIT
    if [ -n "$child" ]; then
        kill -KILL "$child" 2> /dev/null || true # unshare holds all others back
        wait "$child" 2> /dev/null || true
    fi
    [ "${SMOKE_KEEP:-}" ] || rm -rf --one-file-system "$TEST_ROOT"
    exit "$status"
}

mirror_of_this_computer() {
    # shellcheck disable=SC1091
    [ "$(. /etc/os-release && printf %s "${ID:-}")" = debian ] || return 0
    sed -n -E 's/^(URIs:|deb( \[[^]]*\])?) +([^ ]+\/debian)\/?( .*)?$/\3/p' \
        /etc/apt/sources.list /etc/apt/sources.list.d/* 2> /dev/null | head -1 || true
}

make_base() {
    local base=$CACHE/base-$SUITE.tar new=$CACHE/base.new mirror
    [ ! -s "$base" ] || return 0
    say "making the base of the root ($SUITE); it is kept for the next time"
    rm -rf --one-file-system "$new"
    mirror=${SMOKE_MIRROR:-$(mirror_of_this_computer)}
    # shellcheck disable=SC2086 # no mirror: debootstrap's own
    apart debootstrap --variant=minbase "$SUITE" "$new" $mirror > "$CACHE/debootstrap.log" 2>&1 ||
        stop "debootstrap failed: $CACHE/debootstrap.log"
    tar -C "$new" -cf "$base.part" . && mv "$base.part" "$base"
    rm -rf --one-file-system "$new"
}

test_in_root() {
    need debootstrap unshare setpriv chroot ip
    trap clean_up EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
    rm -rf --one-file-system "$TEST_ROOT"
    make_base
    mkdir -p "$TEST_ROOT" "$CACHE/archives"
    tar -C "$TEST_ROOT" -xf "$CACHE/base-$SUITE.tar"
    SMOKE_NEEDS=$(ROOT=$ROOT sh -c '. "$ROOT/packaging/environment.sh"; printf %s "$QT_PACKAGES"')
    export SMOKE_NEEDS
    apart bash "$HERE/smoke/root.sh" install "$TEST_ROOT" "$package" "$CACHE/archives" "$EVIDENCE"
    cat "$EVIDENCE/install.results"

    local net=(--net) failed=0
    if ! unshare --net true 2> /dev/null; then
        net=()
        not_checked "network" "no network namespace here: other computers could be reached"
    fi
    apart "${net[@]}" bash "$HERE/smoke/root.sh" use "$TEST_ROOT" "$EVIDENCE" \
        env PYTHONPATH="$HERE:$ROOT" PYTHONDONTWRITEBYTECODE=1 "$python" -m smoke \
        --root "$TEST_ROOT" --home "$TEST_ROOT/srv/tester" \
        --evidence "$EVIDENCE" --results "$EVIDENCE/use.results" "${only[@]}" \
        -- "$(cat "$EVIDENCE/program")" || failed=1
    apart bash "$HERE/smoke/root.sh" remove "$TEST_ROOT" "$package" "$EVIDENCE"
    cat "$EVIDENCE/remove.results"
    cat "$EVIDENCE"/{install,use,remove}.results > "$RESULTS"
    [ $failed = 0 ] || [ -s "$EVIDENCE/use.results" ] || stop "the driver did not run"
}

# --- Without one ----------------------------------------------------------------------------

test_here() {
    local folder=$package home=$BUILD/home
    not_checked "no Python" "$1"
    not_checked "dependencies" "$1"
    not_checked "desktop entry" "$1"
    not_checked "removal" "$1"
    not_checked "network" "other computers could be reached; only attempts are looked for"
    case $package in
    *.deb)
        folder=$BUILD/unpacked
        rm -rf "$folder"
        dpkg-deb -x "$package" "$folder"
        ;;
    *.tar.gz)
        folder=$BUILD/unpacked
        rm -rf "$folder"
        mkdir -p "$folder"
        tar -C "$folder" -xzf "$package"
        ;;
    esac
    local program
    program=$(find "$folder" -type f -name parley -perm -u+x -print -quit)
    [ -n "$program" ] || stop "no program in $package"
    rm -rf "$home"
    mkdir -p "$home/runtime"
    chmod 700 "$home/runtime"
    PYTHONPATH="$HERE:$ROOT" PYTHONDONTWRITEBYTECODE=1 "$python" -m smoke --home "$home" \
        --evidence "$EVIDENCE" --results "$RESULTS" "${only[@]}" -- "$program" || true
    [ -s "$RESULTS" ] || stop "the driver did not run"
}

say "testing ${package#"$ROOT/"}"
if [ "$(id -u)" != 0 ]; then
    test_here "this needs root"
elif ! unshare --mount --pid --ipc --uts --fork --mount-proc true 2> /dev/null; then
    test_here "this needs namespaces, which are not permitted here"
else
    test_in_root
fi

passed=$(grep -c -E '^.{22} ok ' "$RESULTS" || true)
failed=$(grep -c -E '^.{22} FAILED ' "$RESULTS" || true)
printf '%s passed, %s failed; pictures and logs in %s\n' "$passed" "$failed" "${EVIDENCE#"$ROOT/"}"
[ "$failed" = 0 ] && [ "$passed" != 0 ]
