#!/bin/sh
# Builds Parley for macOS: dist/Parley.app, and dist/Parley-VERSION-macos-ARCH.dmg from it.
#
#   packaging/macos/build.sh              everything
#   packaging/macos/build.sh --no-dmg     only the app
#
# Written with care, not yet run. It needs macOS 13 or later with Apple's command line tools
# and a Python of 3.11 to 3.13, and builds for the processor that it runs on.
#
# What is built is signed by these variables; without the first one it gets a signature of no
# name, which is enough for the computer that built it.
#   PARLEY_SIGN_IDENTITY     the name of the certificate: "Developer ID Application: NAME (TEAM)"
#   PARLEY_SIGN_KEYCHAIN     the keychain that holds it, if not one that is searched anyway
# Apple notarises it where one of these sets is there besides:
#   PARLEY_NOTARY_PROFILE    what `xcrun notarytool store-credentials` was told to save
#   PARLEY_NOTARY_KEY, PARLEY_NOTARY_KEY_ID, PARLEY_NOTARY_ISSUER
#                            the .p8 file of a key of App Store Connect, its id and its issuer
set -eu

HERE=$(cd "$(dirname "$0")" && pwd -P)
ROOT=$(cd "$HERE/../.." && pwd -P)
. "$ROOT/packaging/environment.sh"

BUILD=$ROOT/build
DIST=$ROOT/dist
APP=$DIST/Parley.app
MAIN=$APP/Contents/MacOS/parley
ENTITLEMENTS=$HERE/entitlements.plist
NOTARY_LIMIT=30m

IDENTITY=${PARLEY_SIGN_IDENTITY:-}
KEYCHAIN=${PARLEY_SIGN_KEYCHAIN:-}

usage() {
    sed -n '2,/^$/s/^# \{0,1\}//p' "$0" >&2
    exit 2
}

main() {
    with_image=yes
    case $# in
    0) ;;
    1) [ "$1" = --no-dmg ] || usage; with_image= ;;
    *) usage ;;
    esac
    [ "$(uname -s)" = Darwin ] || stop "this builds on macOS only"
    for tool in codesign ditto file hdiutil plutil xcrun; do
        command -v "$tool" > /dev/null 2>&1 || stop "missing: $tool (xcode-select --install)"
    done
    umask 022
    SOURCE_DATE_EPOCH=$(git -C "$ROOT" log -1 --format=%ct 2> /dev/null ||
        stat -f %m "$ROOT/CHANGELOG.md")
    export SOURCE_DATE_EPOCH LC_ALL=en_US.UTF-8 TZ=UTC

    build_app
    sign_app
    if wants_notary; then
        ditto -c -k --keepParent "$APP" "$BUILD/Parley.zip"
        notarise "$BUILD/Parley.zip"
        xcrun stapler staple "$APP"
    fi
    verify_app
    [ -n "$with_image" ] || return 0
    make_image
}

build_app() {
    use_venv "$BUILD/venv"
    mkdir -p "$BUILD" "$DIST"
    prepare_environment requirements-build.lock
    say "building the app; this takes some minutes"
    rm -rf "$BUILD/bundle" "$APP"
    if ! PYTHONHASHSEED=1 PYINSTALLER_CONFIG_DIR="$BUILD/cache" "$PYTHON" -m PyInstaller \
        --noconfirm --log-level WARN --distpath "$BUILD/bundle" --workpath "$BUILD/work" \
        "$ROOT/packaging/parley.spec" > "$BUILD/bundle.log" 2>&1; then
        cat "$BUILD/bundle.log" >&2
        stop "the app could not be built"
    fi
    mv "$BUILD/bundle/Parley.app" "$APP"
    plutil -lint -s "$APP/Contents/Info.plist" "$ENTITLEMENTS"
}

# --- signatures -----------------------------------------------------------------------------

# sign [OPTION ...] PATH ...
sign() {
    if [ -z "$IDENTITY" ]; then
        codesign --force --sign - "$@"
        return
    fi
    if [ -n "$KEYCHAIN" ]; then
        set -- --keychain "$KEYCHAIN" "$@"
    fi
    codesign --force --sign "$IDENTITY" --options runtime --timestamp "$@"
}

# From the inside to the outside: each signature covers those within it. `--deep` would give
# the entitlements, which are for the program alone, to every library.
sign_app() {
    say "signing as ${IDENTITY:-nobody in particular}"
    find "$APP/Contents" -type f ! -path '*.framework/*' ! -path "$MAIN" -exec sh -c '
        for each; do
            case $(file -b "$each") in Mach-O*) printf "%s\n" "$each" ;; esac
        done' sh {} + > "$BUILD/code.txt"
    while IFS= read -r each; do
        sign "$each" < /dev/null
    done < "$BUILD/code.txt"
    find -d "$APP/Contents" -type d -name '*.framework' > "$BUILD/frameworks.txt"
    while IFS= read -r each; do
        sign "$each" < /dev/null
    done < "$BUILD/frameworks.txt"
    if [ -n "$IDENTITY" ]; then
        sign --entitlements "$ENTITLEMENTS" "$APP"
    else
        sign "$APP"
    fi
}

verify_app() {
    codesign --verify --deep --strict --verbose=2 "$APP"
    if wants_notary; then
        xcrun stapler validate "$APP"
        spctl --assess --type execute --verbose=2 "$APP"
    fi
}

# --- Apple's notary -------------------------------------------------------------------------

wants_notary() {
    [ -n "$IDENTITY" ] && [ -n "${PARLEY_NOTARY_PROFILE:-}${PARLEY_NOTARY_KEY:-}" ]
}

# notary COMMAND ARGUMENT ...
notary() {
    if [ -n "${PARLEY_NOTARY_PROFILE:-}" ]; then
        xcrun notarytool "$@" --keychain-profile "$PARLEY_NOTARY_PROFILE"
    else
        xcrun notarytool "$@" --key "$PARLEY_NOTARY_KEY" --key-id "$PARLEY_NOTARY_KEY_ID" \
            --issuer "$PARLEY_NOTARY_ISSUER"
    fi
}

# A refusal is no failure of notarytool: what it answers must be read.
notarise() {
    say "waiting for Apple to notarise $(basename "$1")"
    answer=$BUILD/notary.json
    notary submit "$1" --wait --timeout "$NOTARY_LIMIT" --output-format json > "$answer" || :
    status=$(plutil -extract status raw -o - "$answer" 2> /dev/null || echo "no answer")
    if [ "$status" != Accepted ]; then
        if id=$(plutil -extract id raw -o - "$answer" 2> /dev/null); then
            notary log "$id" >&2 || :
        fi
        stop "not notarised: $status"
    fi
}

# --- the disk image -------------------------------------------------------------------------

make_image() {
    version=$(plutil -extract CFBundleShortVersionString raw -o - "$APP/Contents/Info.plist")
    image=$DIST/Parley-$version-macos-$(uname -m).dmg
    content=$BUILD/image
    rm -rf "$content" "$image"
    mkdir -p "$content"
    ditto "$APP" "$content/Parley.app"
    ln -s /Applications "$content/Applications"
    cp "$ROOT/LICENSE" "$content/LICENSE.txt"
    # hdiutil says "Resource busy" while the system still looks at what was copied.
    tries=1
    until hdiutil create -quiet -volname Parley -srcfolder "$content" -fs HFS+ -format UDZO \
        -ov "$image"; do
        [ "$tries" -lt 4 ] || stop "the disk image could not be made"
        tries=$((tries + 1))
        sleep 5
    done
    rm -rf "$content"
    if [ -n "$IDENTITY" ]; then
        set -- --force --sign "$IDENTITY" --timestamp
        [ -z "$KEYCHAIN" ] || set -- "$@" --keychain "$KEYCHAIN"
        codesign "$@" "$image"
        codesign --verify --verbose=2 "$image"
    fi
    if wants_notary; then
        notarise "$image"
        xcrun stapler staple "$image"
        xcrun stapler validate "$image"
        spctl --assess --type open --context context:primary-signature --verbose=2 "$image"
    fi
    hdiutil verify -quiet "$image"
    say "made $image"
}

main "$@"
