#!/bin/sh
# Checks everything: style, types, layers, tests. Arguments are handed on to pytest.
set -eu

case $0 in
*/*) ROOT=$(cd "${0%/*}" && pwd -P) ;;
*) ROOT=$(pwd -P) ;;
esac
. "$ROOT/packaging/environment.sh"

# The tests of the real program need a screen and a window manager; Xvfb and openbox do.
install_screen() {
    for tool in Xvfb xdotool openbox; do
        if ! command -v "$tool" > /dev/null 2>&1; then
            install_system "what tests on a screen need" "xvfb xdotool openbox" wanted ||
                say "no virtual screen: sudo apt-get install -y xvfb xdotool openbox"
            return 0
        fi
    done
}

prepare_environment requirements-test.lock install_screen
cd "$ROOT"
PATH=$VENV/bin:$PATH
export PATH QT_QPA_PLATFORM=offscreen

failed=
check() {
    title=$1
    shift
    printf '== %s\n' "$title"
    "$@" || failed="$failed $title,"
}

check style ruff check
check format ruff format --check
check types mypy
check layers lint-imports --no-logo
# Two windows at a time are enough to keep a small machine busy, and few enough not to slow
# down the tests that measure.
check tests python -m pytest --numprocesses logical --maxprocesses 4 "$@"

if [ -n "$failed" ]; then
    printf '== failed:%s\n' "${failed%,}"
    exit 1
fi
