# shellcheck shell=sh
# Sets up what Parley needs: .venv, the locked packages, and the system libraries of Qt.
#
# Sourced by start.sh, test.sh and build.sh, which set ROOT first; POSIX sh only. Everything
# that is there already is left alone: when the stamp in .venv fits, only two small processes
# run (readlink and cksum). All messages go to stderr.

# use_venv FOLDER: from here on, this is the environment that is set up.
use_venv() {
    VENV=$1
    PYTHON=$VENV/bin/python
    STAMP_DIR=$VENV/.parley
}

use_venv "$ROOT/.venv"
LOCK=$ROOT/.setup.lock

# What ldd finds missing on a bare Debian 12 under Qt's xcb, wayland and offscreen platforms.
# apt resolves the names that newer releases have changed (libglib2.0-0t64 and the like).
QT_PACKAGES="fontconfig libbrotli1 libdbus-1-3 libegl1 libfontconfig1 libfreetype6 libgl1 \
libglib2.0-0 libgssapi-krb5-2 libwayland-client0 libwayland-cursor0 libwayland-egl1 libx11-6 \
libx11-xcb1 libxcb-cursor0 libxcb-glx0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 \
libxcb-randr0 libxcb-render-util0 libxcb-render0 libxcb-shape0 libxcb-shm0 libxcb-sync1 \
libxcb-util1 libxcb-xfixes0 libxcb-xkb1 libxcb1 libxkbcommon-x11-0 libxkbcommon0"

say() { printf 'parley: %s\n' "$*" >&2; }

stop() {
    say "$*"
    exit 1
}

# prepare_environment LOCKFILE [COMMAND]
#
# Makes sure that the packages of LOCKFILE are in the environment; COMMAND is run at set-up only, after
# that, for what a caller needs besides.
prepare_environment() {
    lockfile=$1
    extra_step=${2:-:}
    stamp=$STAMP_DIR/$lockfile
    if stamp_fits; then
        return
    fi
    take_lock
    if ! stamp_fits; then # another start may have done it while this one waited
        (
            unset PYTHONHOME PYTHONPATH PYTHONDONTWRITEBYTECODE
            set_up
        )
    fi
    release_lock
}

stamp_fits() {
    [ -x "$PYTHON" ] && [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$(fingerprint)" ]
}

# A .venv belongs to its place, its Python and its list of packages.
fingerprint() {
    printf '%s\n' "$ROOT"
    readlink -f "$PYTHON"
    cksum "$ROOT/pyproject.toml" "$ROOT/$lockfile" "$ROOT/packaging/environment.sh"
}

set_up() {
    make_venv
    install_packages
    install_launcher
    install_qt_libraries
    install_fonts
    $extra_step
    mkdir -p "$STAMP_DIR"
    fingerprint > "$stamp.new"
    mv "$stamp.new" "$stamp"
}

# --- one set-up at a time -------------------------------------------------------------------

# The kernel lets go of a flock when its holder dies, so no stale lock can stay behind.
# Without the flock command (macOS) a folder does it, with the holder's process id inside.
take_lock() {
    if command -v flock > /dev/null 2>&1; then
        exec 9> "$LOCK"
        if ! flock -n 9; then
            say "another start is setting things up; waiting for it"
            flock 9
        fi
        return
    fi
    while ! mkdir "$LOCK.d" 2> /dev/null; do
        holder=$(cat "$LOCK.d/pid" 2> /dev/null || :)
        if [ -n "$holder" ] && ! kill -0 "$holder" 2> /dev/null; then
            rm -rf "$LOCK.d"
        else
            sleep 1
        fi
    done
    echo $$ > "$LOCK.d/pid"
    trap 'rm -rf "$LOCK.d"' EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM
}

release_lock() {
    if [ -d "$LOCK.d" ]; then
        rm -rf "$LOCK.d"
        trap - EXIT INT TERM
    else
        exec 9>&-
    fi
}

# --- Python and its packages ----------------------------------------------------------------

suits() { "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' > /dev/null 2>&1; }

find_python() {
    for candidate in python3 python3.13 python3.12 python3.11 python; do
        if command -v "$candidate" > /dev/null 2>&1 && suits "$candidate"; then
            # The real file, because version managers put scripts in front that depend on
            # the current folder.
            "$candidate" -c 'import sys; print(sys.executable)'
            return
        fi
    done
    return 1
}

have_uv() { [ -z "${PARLEY_NO_UV:-}" ] && command -v uv > /dev/null 2>&1; }

# A .venv whose set-up was interrupted, or whose Python is gone or too old, is made anew.
make_venv() {
    if [ -e "$STAMP_DIR/unfinished" ] || { [ -e "$VENV" ] && ! suits "$PYTHON"; }; then
        say "the Python environment is incomplete; making it anew"
        rm -rf "$VENV"
    fi
    if [ -d "$VENV" ]; then
        mkdir -p "$STAMP_DIR"
        : > "$STAMP_DIR/unfinished"
        return
    fi
    if base=$(find_python); then
        say "setting up for the first time; this takes a minute or two"
        if have_uv && uv venv --quiet --python "$base" "$VENV"; then
            :
        else
            make_venv_with_pip
        fi
    elif have_uv; then
        say "setting up for the first time, with a Python from uv; this takes a minute or two"
        uv venv --quiet --python '>=3.11,<3.14' "$VENV" ||
            stop "uv could not make a Python environment"
    else
        explain_missing_python
    fi
    mkdir -p "$STAMP_DIR"
    : > "$STAMP_DIR/unfinished"
}

make_venv_with_pip() {
    rm -rf "$VENV"
    if ! "$base" -c 'import ensurepip, venv' > /dev/null 2>&1; then
        # Debian and Ubuntu keep ensurepip in a package of its own, named after the version.
        version=$("$base" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        packages=python$version-venv
        can_be_root || packages="$packages $QT_PACKAGES" # so that one line is all there is to do
        install_system "Python's venv module" "$packages" required
    fi
    "$base" -m venv "$VENV" || stop "could not make a Python environment in $VENV"
}

explain_missing_python() {
    found=$(python3 --version 2>&1) || found="no python3"
    say "Parley needs Python 3.11, 3.12 or 3.13; found: $found."
    if command -v apt-get > /dev/null 2>&1; then
        say "On Ubuntu 22.04: sudo apt-get install python3.11 python3.11-venv"
    fi
    stop "Or install uv (https://docs.astral.sh/uv/), which brings a Python, and start again."
}

install_packages() {
    say "installing the Python packages"
    # The lock file is complete, so nothing is resolved; each file must have its recorded hash.
    if ! have_uv; then
        install_packages_with_pip
    elif ! uv pip install --quiet --python "$PYTHON" --require-hashes --no-deps \
        --compile-bytecode -r "$ROOT/$lockfile"; then
        say "uv could not install them; trying pip"
        install_packages_with_pip
    fi
    "$PYTHON" -m compileall -q "$ROOT/gui" || stop "a file under gui/ does not compile"
    rm -f "$STAMP_DIR/unfinished"
}

install_packages_with_pip() {
    if ! "$PYTHON" -m pip --version > /dev/null 2>&1; then
        "$PYTHON" -m ensurepip > /dev/null 2>&1 || stop "pip is missing; remove $VENV and start again"
    fi
    "$PYTHON" -m pip install -qq --disable-pip-version-check --require-hashes --no-deps \
        --compile -r "$ROOT/$lockfile" ||
        stop "the packages could not be installed (see above); start again to go on"
}

# Makes `gui` importable from anywhere and writes the `parley` command. An editable install
# would do the same, but needs a build backend from the network that no lock file covers.
install_launcher() {
    site=$("$PYTHON" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
    printf '%s\n' "$ROOT" > "$site/parley.pth"
    quoted=$(printf '%s' "$PYTHON" | sed "s/'/'\\\\''/g")
    printf "#!/bin/sh\nexec '%s' -P -m gui \"\$@\"\n" "$quoted" > "$VENV/bin/parley"
    chmod +x "$VENV/bin/parley"
}

# --- system packages ------------------------------------------------------------------------

# as_root COMMAND...: with sudo only where it asks for nothing.
as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    else
        sudo -n "$@"
    fi
}

can_be_root() {
    [ "$(id -u)" = 0 ] || { command -v sudo > /dev/null 2>&1 && sudo -n true > /dev/null 2>&1; }
}

# install_system WHAT PACKAGES required|wanted
#
# Installs Debian packages. Where that cannot be done, `required` names the exact line and
# stops; `wanted` returns 1.
install_system() {
    if ! command -v apt-get > /dev/null 2>&1; then
        [ "$3" = required ] || return 1
        stop "missing: $1; install what your system calls: $2"
    fi
    if ! can_be_root; then
        [ "$3" = required ] || return 1
        say "missing: $1. Run this line, then start again:"
        stop "  sudo apt-get install -y $2"
    fi
    say "installing $1"
    # Word splitting is meant: $2 is a list.
    # shellcheck disable=SC2086
    if apt_install $2 > /dev/null 2>&1; then
        return
    fi
    as_root apt-get update -qq > /dev/null 2>&1 || :
    # shellcheck disable=SC2086
    if output=$(apt_install $2 2>&1); then
        return
    fi
    [ "$3" = required ] || return 1
    printf '%s\n' "$output" >&2
    stop "could not install $1: sudo apt-get install -y $2"
}

apt_install() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends \
        -o DPkg::Lock::Timeout=120 "$@" < /dev/null
}

missing_qt_libraries() {
    qt=$("$PYTHON" -c 'import importlib.util as u; print(u.find_spec("PySide6").submodule_search_locations[0])')/Qt
    for name in Core Gui Widgets Network DBus Svg XcbQpa WaylandClient; do
        ldd "$qt/lib/libQt6$name.so.6"
    done 2> /dev/null | sed -n 's/^[[:space:]]*\([^ ]*\) => not found.*/\1/p' > "$STAMP_DIR/missing"
    ldd "$qt/plugins/platforms/libqxcb.so" "$qt/plugins/platforms/libqoffscreen.so" \
        "$qt/plugins/platforms/libqwayland.so" "$qt"/plugins/xcbglintegrations/*.so 2> /dev/null |
        sed -n 's/^[[:space:]]*\([^ ]*\) => not found.*/\1/p' >> "$STAMP_DIR/missing"
    sort -u "$STAMP_DIR/missing" | tr '\n' ' '
    rm -f "$STAMP_DIR/missing"
}

install_qt_libraries() {
    if [ "$(uname -s)" != Linux ] || ! command -v ldd > /dev/null 2>&1; then
        return
    fi
    missing=$(missing_qt_libraries)
    if [ -z "$missing" ]; then
        return
    fi
    if ! command -v apt-get > /dev/null 2>&1; then
        say "Qt may not start: install the packages of your system with $missing"
        return
    fi
    install_system "the system libraries of Qt" "$QT_PACKAGES" required
    missing=$(missing_qt_libraries)
    if [ -n "$missing" ]; then
        say "Qt may not start, these libraries are still missing: $missing"
    fi
}

# Fonts are a wish: a start never fails for want of them.
install_fonts() {
    if [ "$(uname -s)" != Linux ]; then
        return
    fi
    if ! command -v fc-list > /dev/null 2>&1; then
        install_system "fontconfig" fontconfig wanted || return 0
    fi
    if [ -n "$(fc-list :lang=zh 2> /dev/null)" ]; then
        return
    fi
    for package in fonts-inter fonts-jetbrains-mono fonts-noto-cjk; do
        install_system "fonts ($package)" "$package" wanted || say "going on without $package"
    done
}
