#!/bin/sh
# Builds the sdist and the wheel, and tries them as their users will.
#
# Each is built twice and must come out the same, hold every resource and no cache, and, put
# into an empty environment, start from another folder and end cleanly without writing
# anything outside its data folder. Takes some minutes and asks the package registry for
# what Parley depends on. Run ./test.sh once before: its environment has the tools.
set -eu

ROOT=$(cd "$(dirname "$0")/.." && pwd -P)
TOOLS=$ROOT/.venv/bin/python
OUT=$ROOT/dist
START_LIMIT=${PARLEY_START_LIMIT:-60} # seconds
EXIT_LIMIT=15

say() { printf '== %s\n' "$*" >&2; }

stop() {
    printf 'failed: %s\n' "$*" >&2
    exit 1
}

"$TOOLS" -c 'import build, hatchling' 2> /dev/null || stop "run ./test.sh once, for its tools"
WORK=$(mktemp -d "${TMPDIR:-/tmp}/parley-distributions.XXXXXX")
trap 'rm -rf "$WORK"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

SOURCE_DATE_EPOCH=$(git -C "$ROOT" log -1 --format=%ct 2> /dev/null || printf 1577836800)
export SOURCE_DATE_EPOCH

# build_into FOLDER: sdist, and the wheel from the sdist, as package registries do it.
build_into() {
    "$TOOLS" -m build --no-isolation --outdir "$1" "$ROOT" > "$WORK/build.log" 2>&1 || {
        cat "$WORK/build.log" >&2
        stop "the build"
    }
}

check_contents() {
    (cd "$ROOT" && git ls-files --cached --others --exclude-standard resources) |
        LC_ALL=C sort > "$WORK/resources"
    "$TOOLS" -m zipfile -l "$wheel" | awk 'NR > 1 {print $1}' > "$WORK/in-wheel"
    tar -tzf "$sdist" | sed 's|^[^/]*/||' > "$WORK/in-sdist"
    sed -n 's|^gui/_resources/|resources/|p' "$WORK/in-wheel" | LC_ALL=C sort |
        diff "$WORK/resources" - >&2 || stop "resources of the wheel"
    grep '^resources/.*[^/]$' "$WORK/in-sdist" | LC_ALL=C sort |
        diff "$WORK/resources" - >&2 || stop "resources of the sdist"
    for list in "$WORK/in-wheel" "$WORK/in-sdist"; do
        if grep -E '(^|/)(__pycache__|\.[a-z_]+_cache|\.venv|\.hypothesis|build|dist)/|\.pyc$' \
            "$list" >&2; then
            stop "caches in $(basename "$list")"
        fi
    done
}

# start NAME COMMAND...: starts it in another folder with an empty home, waits until it is
# ready, ends it, and looks at what it left.
start() {
    name=$1
    shift
    place=$WORK/start-$name
    mkdir -p "$place/home" "$place/run" "$place/tmp" "$place/elsewhere"
    chmod 700 "$place/run"
    (
        cd "$place/elsewhere"
        exec env -i PATH="/usr/bin:/bin" HOME="$place/home" XDG_RUNTIME_DIR="$place/run" \
            TMPDIR="$place/tmp" LANG=C.UTF-8 QT_QPA_PLATFORM=offscreen \
            PYTHON_KEYRING_BACKEND=keyring.backends.fail.Keyring PYTHONDONTWRITEBYTECODE=1 \
            "$@" --data-dir "$place/data" > "$place/said" 2>&1
    ) &
    process=$!
    wait_for "$START_LIMIT" grep -qs 'ready with' "$place/data/logs/parley.log" || {
        kill -KILL "$process" 2> /dev/null || :
        cat "$place/said" "$place/data/logs/parley.log" >&2 || :
        stop "$name: not ready within $START_LIMIT s"
    }
    kill -TERM "$process"
    wait_for "$EXIT_LIMIT" gone "$process" || {
        kill -KILL "$process"
        stop "$name: still running $EXIT_LIMIT s after SIGTERM"
    }
    code=0
    wait "$process" || code=$?
    [ "$code" = 0 ] || stop "$name: ended with $code: $(cat "$place/said")"
    [ ! -s "$place/said" ] || stop "$name said: $(cat "$place/said")"
    left=$(cd "$place" && find home run tmp elsewhere -mindepth 1)
    [ -z "$left" ] || stop "$name wrote outside its data folder: $left"
}

# Its state is Z once it has ended and nobody has asked for its exit code.
gone() {
    case $(ps -o stat= -p "$1") in
    '' | Z*) return 0 ;;
    *) return 1 ;;
    esac
}

# wait_for SECONDS COMMAND...
wait_for() {
    rounds=$(($1 * 5))
    shift
    while ! "$@"; do
        rounds=$((rounds - 1))
        [ "$rounds" -gt 0 ] || return 1
        sleep 0.2
    done
}

# what was installed must not change by being run
fingerprint() { (cd "$1" && find . -type f -exec cksum {} + | LC_ALL=C sort | cksum); }

# try_pip NAME FILE: into an environment of its own, made by pip.
try_pip() {
    say "pip install $(basename "$2")"
    "$TOOLS" -m venv "$WORK/$1"
    "$WORK/$1/bin/python" -m pip install -q --disable-pip-version-check "$2" \
        > "$WORK/pip.log" 2>&1 || {
        cat "$WORK/pip.log" >&2
        stop "pip install $(basename "$2")"
    }
    for file in applications/chat.parley.Parley.desktop mime/packages/chat.parley.Parley.xml \
        icons/hicolor/scalable/apps/chat.parley.Parley.svg; do
        [ -f "$WORK/$1/share/$file" ] || stop "$1: share/$file is missing"
    done
    before=$(fingerprint "$WORK/$1")
    start "$1-command" "$WORK/$1/bin/parley"
    start "$1-module" "$WORK/$1/bin/python" -m gui
    [ "$before" = "$(fingerprint "$WORK/$1")" ] || stop "$1: running it changed the installation"
}

# try_uv FILE: as a tool of its own.
try_uv() {
    say "uv tool install $(basename "$1")"
    uv=$(command -v uv || :)
    if [ -z "$uv" ]; then
        "$TOOLS" -m venv "$WORK/uv"
        "$WORK/uv/bin/python" -m pip install -q --disable-pip-version-check uv \
            > "$WORK/uv.log" 2>&1 || stop "uv cannot be had: $(cat "$WORK/uv.log")"
        uv=$WORK/uv/bin/uv
    fi
    UV_TOOL_DIR=$WORK/tools UV_TOOL_BIN_DIR=$WORK/tools-bin UV_CACHE_DIR=$WORK/uv-cache \
        "$uv" tool install --quiet --python "$TOOLS" "$1" || stop "uv tool install"
    start uv-command "$WORK/tools-bin/parley-chat"
}

say "building twice"
build_into "$WORK/first"
build_into "$WORK/second"
diff -r "$WORK/first" "$WORK/second" >&2 || stop "two builds differ"
sdist=$(echo "$WORK"/first/*.tar.gz)
wheel=$(echo "$WORK"/first/*.whl)
check_contents
try_pip wheel "$wheel"
try_pip sdist "$sdist"
try_uv "$sdist"
mkdir -p "$OUT"
cp "$sdist" "$wheel" "$OUT/"
say "good: $(basename "$sdist"), $(basename "$wheel")"
