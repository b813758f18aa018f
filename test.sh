#!/bin/sh
# Checks everything: style, types, layers, tests. Arguments are handed on to pytest.
set -eu

case $0 in
*/*) ROOT=$(cd "${0%/*}" && pwd -P) ;;
*) ROOT=$(pwd -P) ;;
esac
. "$ROOT/packaging/environment.sh"

# The tests of the real program need a screen, a window manager and a message bus; Xvfb,
# openbox and dbus-daemon do.
install_screen() {
    for tool in Xvfb xdotool openbox dbus-daemon; do
        if ! command -v "$tool" > /dev/null 2>&1; then
            install_system "what tests on a screen need" "xvfb xdotool openbox dbus" wanted ||
                say "no virtual screen: sudo apt-get install -y xvfb xdotool openbox dbus"
            return 0
        fi
    done
}

# The desktop files are checked by the tools that desktops and packagers use.
install_desktop_tools() {
    for tool in desktop-file-validate appstreamcli update-mime-database xdg-mime gio shellcheck; do
        if ! command -v "$tool" > /dev/null 2>&1; then
            packages="appstream desktop-file-utils libglib2.0-bin shared-mime-info shellcheck xdg-utils"
            install_system "what tests of desktop files need" "$packages" wanted ||
                say "tests of desktop files will fail: sudo apt-get install -y $packages"
            return 0
        fi
    done
}

install_test_tools() {
    install_screen
    install_desktop_tools
}

prepare_environment requirements-test.lock install_test_tools
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
