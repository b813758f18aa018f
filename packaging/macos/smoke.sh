#!/bin/sh
# Tries the built Parley on macOS as its user would; fails where anything is wrong.
#
#   packaging/macos/smoke.sh [Parley.app | Parley-….dmg]        default: dist/Parley.app
#
# Written with care, not yet run. It needs a session with a screen, as the computers of GitHub
# Actions have it, and writes to a temporary folder only.
set -eu

ROOT=$(cd "$(dirname "$0")/../.." && pwd -P)
GIVEN=${1:-$ROOT/dist/Parley.app}
ID=chat.parley.Parley
READY_LIMIT=120 # seconds; the first start of a signed app is looked at by the system
CLOSE_LIMIT=20
LSREGISTER=/System/Library/Frameworks/CoreServices.framework/Frameworks/LaunchServices.framework/Support/lsregister

WORK=$(cd "$(mktemp -d "${TMPDIR:-/tmp}/parley-smoke.XXXXXX")" && pwd -P)
APP=$WORK/Applications/Parley.app
MAIN=$APP/Contents/MacOS/parley
DATA=$WORK/data
LOG=$DATA/logs/parley.log
first=

say() { printf '== %s\n' "$*" >&2; }

fail() {
    printf 'failed: %s\n' "$*" >&2
    for each in "$LOG" "$WORK"/*.txt "$DATA"/*.txt; do
        if [ -f "$each" ]; then
            printf -- '--- %s\n' "$each" >&2
            tail -n 80 "$each" >&2
        fi
    done
    exit 1
}

tidy() {
    pkill -KILL -f "$MAIN" 2> /dev/null || : # a path that nobody else has
    hdiutil detach -quiet "$WORK/image" 2> /dev/null || :
    "$LSREGISTER" -u "$APP" 2> /dev/null || :
    rm -rf "$WORK"
}
trap tidy EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# wait_for SECONDS WHAT COMMAND ...
wait_for() {
    left=$(($1 * 5))
    what=$2
    shift 2
    until "$@"; do
        left=$((left - 1))
        [ "$left" -gt 0 ] || fail "$what"
        sleep 0.2
    done
}

# within SECONDS COMMAND ...: its exit code, or 124; macOS has no `timeout`.
within() {
    limit=$1
    shift
    "$@" &
    pid=$!
    (
        sleep "$limit"
        kill -KILL "$pid" 2> /dev/null
    ) > /dev/null 2>&1 &
    guard=$!
    code=0
    wait "$pid" || code=$?
    kill "$guard" 2> /dev/null || code=124
    return "$code"
}

running() { pgrep -f "$MAIN" > /dev/null 2>&1; }
none_running() { ! running; }
is_ready() {
    kill -0 "$first" 2> /dev/null || fail "Parley ended before it was ready"
    [ -f "$LOG" ] && grep -q 'ready with' "$LOG"
}
has_ended() { ! kill -0 "$first" 2> /dev/null; }

# Nothing of this user's settings and keys; the system's own commands are there, Python is not.
parley() {
    env -i HOME="$WORK/home" USER="${USER:-nobody}" TMPDIR="$WORK" LANG=en_US.UTF-8 \
        PATH=/usr/bin:/bin:/usr/sbin:/sbin PYTHON_KEYRING_BACKEND=keyring.backends.fail.Keyring \
        "$MAIN" --data-dir "$DATA" "$@"
}

mkdir -p "$WORK/home" "$WORK/Applications" "$WORK/image"
case $GIVEN in
*.dmg)
    hdiutil attach -quiet -nobrowse -readonly -mountpoint "$WORK/image" "$GIVEN"
    [ -L "$WORK/image/Applications" ] || fail "the image has no link to /Applications"
    ditto "$WORK/image/Parley.app" "$APP"
    hdiutil detach -quiet "$WORK/image"
    ;;
*) ditto "$GIVEN" "$APP" ;;
esac

say "signature and property list"
codesign --verify --deep --strict "$APP" || fail "the signature does not hold"
[ "$(plutil -extract CFBundleIdentifier raw -o - "$APP/Contents/Info.plist")" = "$ID" ] ||
    fail "the app has another id"

say "self-test"
within 120 parley --self-test > "$WORK/self-test.txt" 2>&1 || fail "the self-test, with $?"
cat "$WORK/self-test.txt"

say "start"
env -i HOME="$WORK/home" USER="${USER:-nobody}" TMPDIR="$WORK" LANG=en_US.UTF-8 \
    PATH=/usr/bin:/bin:/usr/sbin:/sbin PYTHON_KEYRING_BACKEND=keyring.backends.fail.Keyring \
    "$MAIN" --data-dir "$DATA" > "$WORK/first.txt" 2>&1 &
first=$!
wait_for "$READY_LIMIT" "Parley is not ready" is_ready

say "a second start hands its link over and ends"
within 30 parley "parley://new?text=smoke" > "$WORK/second.txt" 2>&1 ||
    fail "the second start ended with $?"
has_ended && fail "the first one ended with it"

say "the system hands over a link too"
"$LSREGISTER" -f "$APP" || :
within 30 open -a "$APP" "parley://new" || say "open could not; a session without a screen?"
has_ended && fail "Parley ended at a link"

say "quit"
# Parley cleans up before it goes, so the answer to the question may be that it did not quit.
within 15 osascript -e "tell application id \"$ID\" to quit" > "$WORK/quit.txt" 2>&1 || :
left=$((CLOSE_LIMIT * 5))
until has_ended || [ "$left" -eq 0 ]; do
    left=$((left - 1))
    sleep 0.2
done
if ! has_ended; then
    if grep -q -e '-1743' "$WORK/quit.txt"; then
        say "this session may not ask other programs to quit; ending it by a signal instead"
        kill -TERM "$first"
        wait_for "$CLOSE_LIMIT" "Parley does not end" has_ended
    else
        fail "Parley does not quit"
    fi
fi
code=0
wait "$first" || code=$?
first=
[ "$code" -eq 0 ] || fail "Parley ended with $code"

say "afterwards"
wait_for 5 "a process of Parley is left" none_running
! grep -q Traceback "$LOG" || fail "a traceback is in the log"
[ -f "$DATA/parley.db" ] || fail "there is no chat file"
codesign --verify --deep --strict "$APP" || fail "Parley has written into its own app"
written=$(find "$WORK/home" -type f ! -path '*/Library/*' | head -5)
[ -z "$written" ] || fail "written outside the data folder: $written"
say "all is well"
