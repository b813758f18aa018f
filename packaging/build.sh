#!/bin/sh
# Builds Parley for Linux: the bundle in dist/parley, and from it the packages.
#
#   packaging/build.sh                       everything
#   packaging/build.sh --only WHAT ...       some of: bundle tar deb appimage
#
# A package is made from the bundle that is there; where there is none, it is built first.
set -eu

HERE=$(cd "$(dirname "$0")" && pwd -P)
ROOT=$(dirname "$HERE")
# shellcheck source=packaging/environment.sh
. "$HERE/environment.sh"

BUILD=$ROOT/build
DIST=$ROOT/dist
BUNDLE=$DIST/parley
ID=chat.parley.Parley

usage() {
    sed -n '2,/^$/s/^# \{0,1\}//p' "$0" >&2
    exit 2
}

# The time of what is built, not of the building: the same source gives the same files.
source_date() {
    git -C "$ROOT" log -1 --format=%ct 2> /dev/null || stat -c %Y "$ROOT/CHANGELOG.md"
}

install_build_tools() {
    for tool in file patchelf readelf strip; do
        if ! command -v "$tool" > /dev/null 2>&1; then
            install_system "what building needs" "binutils file patchelf" required
            return
        fi
    done
}

build_bundle() {
    install_build_tools
    say "building the bundle; this takes a minute"
    rm -rf "$BUILD/bundle"
    # Modules are not compressed one by one: that costs time at each start, and the packages
    # become larger by it. The hash seed decides the order of sets in bytecode.
    if ! PYTHONHASHSEED=1 PYINSTALLER_ZLIB_COMPRESSION_LEVEL=0 \
        PYINSTALLER_CONFIG_DIR="$BUILD/cache" "$PYTHON" -m PyInstaller \
        --noconfirm --log-level WARN --distpath "$BUILD/bundle" --workpath "$BUILD/work" \
        "$HERE/parley.spec" > "$BUILD/bundle.log" 2>&1; then
        cat "$BUILD/bundle.log" >&2
        stop "the bundle could not be built"
    fi
    # PyInstaller takes note of a module that is not there and goes on.
    if grep "Hidden import 'gui" "$BUILD/bundle.log" >&2; then
        stop "a module of Parley is missing in the bundle"
    fi
    forget_this_computer "$BUILD/bundle/parley"
    settle_times "$BUILD/bundle/parley"
    rm -rf "$BUNDLE"
    mv "$BUILD/bundle/parley" "$BUNDLE"
    made "$BUNDLE"
}

# A Python that was built in place makes its modules look for libraries in that place.
forget_this_computer() {
    find "$1" -type f -name '*.so*' | while IFS= read -r file; do
        case $(patchelf --print-rpath "$file") in
        '' | "\$ORIGIN"*) ;;
        *) patchelf --remove-rpath "$file" ;;
        esac
    done
}

settle_times() { find "$1" -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +; }

# made PATH: how large it became, in the same megabytes as the limits.
made() {
    bytes=$(du -sb "$1" | cut -f1)
    printf '%s  %s.%s MB\n' "${1#"$ROOT/"}" $((bytes / 1000000)) $((bytes / 100000 % 10))
}

# The newest glibc that a file of the bundle asks for.
needed_glibc() {
    find "$BUNDLE" -type f \( -name '*.so*' -o -name parley \) -exec readelf -V {} + 2> /dev/null |
        grep -o 'GLIBC_[0-9.]*' | sort -Vu | tail -n 1 | cut -d_ -f2
}

# The compressors write no time and no name into their files.
build_tar() {
    name=Parley-$VERSION-linux-$MACHINE
    folder=$BUILD/tar/$name
    rm -rf "$BUILD/tar"
    mkdir -p "$folder/desktop"
    cp -a "$BUNDLE/." "$folder"
    cp "$ROOT/LICENSE" "$folder"
    cp -R "$HERE/linux/." "$folder/desktop"
    sed "s/@VERSION@/$VERSION/; s/@GLIBC@/$(needed_glibc)/" "$HERE/tarball/README.txt.in" \
        > "$folder/README.txt"
    tar -C "$BUILD/tar" --sort=name --format=gnu --owner=0 --group=0 --numeric-owner \
        --mode=go=rX,u+rw --mtime="@$SOURCE_DATE_EPOCH" -cf - "$name" |
        gzip -9 -n > "$DIST/$name.tar.gz"
    rm -rf "$BUILD/tar"
    made "$DIST/$name.tar.gz"
}

# lay_out PREFIX: the program and the desktop's files, as they lie below /usr.
lay_out() {
    mkdir -p "$1/bin" "$1/lib"
    cp -a "$BUNDLE" "$1/lib/parley-chat"
    ln -s ../lib/parley-chat/parley "$1/bin/parley-chat"
    "$HERE/linux/install.sh" "$1"
}

build_deb() {
    for tool in dpkg-deb dpkg-shlibdeps; do
        command -v "$tool" > /dev/null 2>&1 ||
            install_system "what packing needs" dpkg-dev required
    done
    tree=$BUILD/deb/tree
    rm -rf "$BUILD/deb"
    lay_out "$tree/usr"
    # What was taken from this system's packages comes from them, and with their updates.
    find "$tree/usr/lib/parley-chat/_internal" -maxdepth 1 -type f -name 'lib*.so*' \
        ! -name 'libpython*' -delete
    mkdir "$tree/DEBIAN"
    depends=$(find_depends "$tree/usr/lib/parley-chat")
    [ -n "$depends" ] || stop "the packages that this one needs could not be found out"
    "$PYTHON" "$HERE/debian_package.py" "$tree" --licences "$BUNDLE/_internal/gui/_resources" \
        --depends "$depends"
    chmod -R u+rwX,go=rX "$tree"
    find "$tree/usr/lib/parley-chat" -type f ! -name parley -exec chmod 644 {} +
    settle_times "$tree"
    package=$DIST/parley-chat_${VERSION}_amd64.deb
    dpkg-deb --root-owner-group -Zxz -z9 --build "$tree" "$package" > /dev/null
    made "$package"
}

# The Debian packages whose libraries the bundle asks for; its own are looked for there first.
find_depends() {
    shlibs=$BUILD/deb/shlibs
    mkdir -p "$shlibs/debian"
    printf 'Source: parley-chat\n\nPackage: parley-chat\nArchitecture: amd64\n' \
        > "$shlibs/debian/control"
    find "$1" -type f \( -name '*.so*' -o -name parley \) | LC_ALL=C sort > "$shlibs/files"
    find "$1" -name 'lib*.so*' -printf '-l%h\n' | LC_ALL=C sort -u > "$shlibs/folders"
    if ! (
        cd "$shlibs"
        sort -u folders files | xargs -d '\n' dpkg-shlibdeps -O --ignore-missing-info --warnings=0
    ) > "$shlibs/found" 2> "$shlibs/log"; then
        cat "$shlibs/log" >&2
        return 1
    fi
    sed -n 's/^shlibs:Depends=//p' "$shlibs/found"
}

# An AppImage is the program in a file system behind a small loader. That loader, and the tool
# that joins them, are not in any package registry: they are named by APPIMAGETOOL and, for a
# computer without a network, APPIMAGE_RUNTIME. Without them the folder is made and left.
build_appimage() {
    folder=$BUILD/Parley.AppDir
    rm -rf "$folder"
    lay_out "$folder/usr"
    ln -s usr/bin/parley-chat "$folder/AppRun"
    ln -s "usr/share/applications/$ID.desktop" "$folder/$ID.desktop"
    ln -s "usr/share/icons/hicolor/scalable/apps/$ID.svg" "$folder/$ID.svg"
    ln -s "$ID.svg" "$folder/.DirIcon"
    settle_times "$folder"
    if [ -z "${APPIMAGETOOL:-}" ]; then
        say "no AppImage: set APPIMAGETOOL to the file of that tool"
        made "$folder"
        return
    fi
    file=$DIST/Parley-$VERSION-$MACHINE.AppImage
    ARCH=$MACHINE "$APPIMAGETOOL" --no-appstream \
        ${APPIMAGE_RUNTIME:+--runtime-file "$APPIMAGE_RUNTIME"} "$folder" "$file"
    made "$file"
}

wanted="bundle tar deb appimage"
if [ "${1:-}" = --only ]; then
    shift
    [ $# -gt 0 ] || usage
    wanted=$*
elif [ $# -gt 0 ]; then
    usage
fi
for what in $wanted; do
    case $what in
    bundle | tar | deb | appimage) ;;
    *) usage ;;
    esac
done

[ "$(uname -s)" = Linux ] || stop "this builds the packages for Linux; see packaging/README.md"
SOURCE_DATE_EPOCH=$(source_date)
export SOURCE_DATE_EPOCH LC_ALL=C.UTF-8 TZ=UTC
umask 022
VERSION=$(sed -n 's/^__version__ = "\(.*\)"$/\1/p' "$ROOT/gui/__init__.py")
MACHINE=$(uname -m)
mkdir -p "$BUILD" "$DIST"
use_venv "$BUILD/venv"
prepare_environment requirements-build.lock
case " $wanted " in
*" bundle "*) ;;
*) [ -x "$BUNDLE/parley" ] || wanted="bundle $wanted" ;;
esac
for what in $wanted; do
    case $what in
    bundle) build_bundle ;;
    tar) build_tar ;;
    deb) build_deb ;;
    appimage) build_appimage ;;
    esac
done
