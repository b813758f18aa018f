#!/bin/sh
# Lays out Parley's desktop files below a prefix, or takes them away again.
#
#   install.sh PREFIX                      the files only, as packages want them (DIR/usr)
#   install.sh --program FILE PREFIX       for one user or one computer (~/.local, /usr/local):
#                                          also PREFIX/bin/parley-chat, which leads to FILE, and
#                                          the desktop is told
#   install.sh --uninstall PREFIX          takes away what either of them put there
#
# Beside a bundle (../parley, or ./parley), the program need not be named.
set -eu

HERE=$(cd "$(dirname "$0")" && pwd -P)
ID=chat.parley.Parley
COMMAND=parley-chat

say() { printf 'parley: %s\n' "$*" >&2; }

stop() {
    say "$*"
    exit 1
}

usage() {
    sed -n '2,/^$/s/^# \{0,1\}//p' "$0" >&2
    exit 2
}

# Each file as "source target", the target below the prefix.
files() {
    printf '%s\n' "$HERE/$ID.desktop share/applications/$ID.desktop"
    printf '%s\n' "$HERE/$ID.metainfo.xml share/metainfo/$ID.metainfo.xml"
    printf '%s\n' "$HERE/$ID.mime.xml share/mime/packages/$ID.xml"
    find "$HERE/icons/hicolor" -type f | LC_ALL=C sort | while IFS= read -r file; do
        printf '%s\n' "$file share/icons/hicolor/${file#"$HERE/icons/hicolor/"}"
    done
}

# split LINE: sets `source` and `target`; a target never holds a space, a source may.
split() {
    target=${1##* }
    source=${1% "$target"}
}

install_files() {
    files | while IFS= read -r line; do
        split "$line"
        install -D -m 644 "$source" "$prefix/$target"
    done
}

# A session need not have PREFIX/bin on its PATH, so the entry names the whole path.
install_program() {
    case $prefix in
    *[\"\`\$\\%]*) stop "choose a place without \" \` \$ \\ % in its name: $prefix" ;;
    esac
    mkdir -p "$prefix/bin"
    ln -sfn "$program" "$prefix/bin/$COMMAND"
    entry=$prefix/share/applications/$ID.desktop
    place=$(printf '%s\n' "$prefix/bin/$COMMAND" | sed 's/[&|]/\\&/g')
    sed "s|^Exec=$COMMAND|Exec=\"$place\"|" "$HERE/$ID.desktop" > "$entry.new"
    chmod 644 "$entry.new"
    mv "$entry.new" "$entry"
}

# Without the tools, the desktop finds out by itself at the next login.
tell_desktop() {
    share=$prefix/share
    if command -v update-desktop-database > /dev/null 2>&1 && [ -d "$share/applications" ]; then
        update-desktop-database -q "$share/applications" || :
    fi
    if command -v update-mime-database > /dev/null 2>&1 && [ -d "$share/mime/packages" ]; then
        update-mime-database "$share/mime" > /dev/null 2>&1 || :
    fi
    # Only where a cache is: an old one would hide the icons, none does no harm.
    if [ -e "$share/icons/hicolor/icon-theme.cache" ] &&
        command -v gtk-update-icon-cache > /dev/null 2>&1; then
        gtk-update-icon-cache -q -t -f "$share/icons/hicolor" || :
    fi
}

remove_files() {
    had_program=
    if [ -L "$prefix/bin/$COMMAND" ]; then
        had_program=yes
        rm -f "$prefix/bin/$COMMAND"
    fi
    files | while IFS= read -r line; do
        split "$line"
        rm -f "$prefix/$target"
    done
    if [ -n "$had_program" ]; then
        rmdir "$prefix/bin" 2> /dev/null || :
        tell_desktop
    fi
    # Folders that held nothing else; rmdir leaves the others, and so it does the prefix.
    files | while IFS= read -r line; do
        split "$line"
        (cd "$prefix" && rmdir -p "$(dirname "$target")") 2> /dev/null || :
    done
}

find_program() {
    for candidate in "$HERE/parley" "$HERE/../parley" "$HERE/../../parley"; do
        if [ -f "$candidate" ] && [ -x "$candidate" ]; then
            (cd "$(dirname "$candidate")" && printf '%s/parley\n' "$(pwd -P)")
            return
        fi
    done
}

uninstall=
program=
while [ $# -gt 0 ]; do
    case $1 in
    --uninstall) uninstall=yes ;;
    --program)
        [ $# -ge 2 ] || usage
        program=$2
        shift
        ;;
    -*) usage ;;
    *) break ;;
    esac
    shift
done
if [ $# -ne 1 ] || [ -z "$1" ]; then
    usage
fi

if [ -n "$uninstall" ]; then
    [ -d "$1" ] || stop "there is no folder $1"
    prefix=$(cd "$1" && pwd -P)
    remove_files
    exit 0
fi

mkdir -p "$1"
prefix=$(cd "$1" && pwd -P)
if [ -z "$program" ]; then
    program=$(find_program)
else
    if [ ! -f "$program" ] || [ ! -x "$program" ]; then
        stop "not a program: $program"
    fi
    program=$(cd "$(dirname "$program")" && pwd -P)/$(basename "$program")
fi
install_files
if [ -n "$program" ]; then
    install_program
    tell_desktop
    say "installed; start it from the menu, or with $prefix/bin/$COMMAND"
fi
