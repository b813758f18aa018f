#!/usr/bin/env bash
# Works on the root that smoke.sh tests in; runs in namespaces of its own, which end with it.
#
#   root.sh install ROOT PACKAGE ARCHIVES EVIDENCE    SMOKE_NEEDS: what a bundle without a package
#                                                     needs of the system
#   root.sh use ROOT EVIDENCE COMMAND ...
#   root.sh remove ROOT PACKAGE EVIDENCE
set -euo pipefail

USER_NUMBER=1500
PACKAGE_NAME=parley-chat
LOCAL=/usr/local
# What every desktop has and no package needs: lists of programs and types, letters of Chinese.
DESKTOP_HAS="desktop-file-utils shared-mime-info fonts-droid-fallback"

action=$1
root=$2
shift 2

mount_system() {
    mount -t proc proc "$root/proc"
    mount -t tmpfs -o mode=755 tmpfs "$root/dev"
    local device
    for device in null zero full random urandom tty; do
        : > "$root/dev/$device"
        mount --bind "/dev/$device" "$root/dev/$device"
    done
    mkdir "$root/dev/pts" "$root/dev/shm"
    mount -t devpts -o newinstance,ptmxmode=666 devpts "$root/dev/pts"
    ln -s pts/ptmx "$root/dev/ptmx"
    mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
    ln -s /proc/self/fd "$root/dev/fd"
}

inside() { chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"; }

# result FILE NAME COMMAND...: a line for what the command finds; it prints a detail.
result() {
    local file=$1 name=$2 outcome=ok detail started=$SECONDS
    shift 2
    detail=$("$@" 2>&1) || outcome=FAILED
    printf '%-22s %-11s %6.1f s  %s\n' "$name" "$outcome" $((SECONDS - started)) \
        "$(printf %s "$detail" | tail -c 300 | tr '\n' ' ')" >> "$file"
}

# --- install --------------------------------------------------------------------------------

apt() {
    inside apt-get -q -y -o Dpkg::Use-Pty=0 -o APT::Sandbox::User=root "$@" >> "$evidence/apt.log" 2>&1 || {
        tail -5 "$evidence/apt.log"
        return 1
    }
}

install_package() {
    apt update || return 1
    case $package in
    *.deb)
        cp "$package" "$root/tmp/parley.deb"
        apt install --no-install-recommends /tmp/parley.deb || return 1
        rm "$root/tmp/parley.deb"
        # shellcheck disable=SC2016 # the variables are dpkg's
        inside dpkg-query -W -f '${binary:Package} ${Version}' $PACKAGE_NAME
        printf ' with what it depends on, %s packages in all' "$(inside dpkg-query -W | wc -l)"
        ;;
    *)
        # shellcheck disable=SC2086
        apt install --no-install-recommends $SMOKE_NEEDS || return 1
        unpack
        ;;
    esac
}

unpack() {
    if [ -d "$package" ]; then
        cp -a "$package" "$root/opt/parley"
    else
        mkdir "$root/opt/parley"
        tar -C "$root/opt/parley" -xzf "$package"
    fi
    chown -R 0:0 "$root/opt/parley"
    echo "unpacked to /opt/parley, $(inside dpkg-query -W | wc -l) packages in all"
}

# What comes with an unpacked bundle to show it in menus; "" where nothing does.
desktop_installer() { find "$root/opt/parley" -path '*/desktop/install.sh' -printf '/%P\n' -quit 2> /dev/null || true; }

put_on_desktop() {
    local script program
    script=/opt/parley$(desktop_installer)
    program=$(cat "$evidence/program")
    inside sh "$script" --program "$program" "$LOCAL" || return 1
    printf %s "$LOCAL/bin/$PACKAGE_NAME" > "$evidence/program"
}

find_program() {
    local program
    program=$(inside sh -c "command -v $PACKAGE_NAME || find /opt/parley -type f -name parley -perm -u+x -print -quit")
    [ -n "$program" ] || {
        echo "no program was installed"
        return 1
    }
    printf %s "$program" > "$evidence/program"
    printf %s "$program"
}

# Everything in the bundle finds the libraries that it is linked to.
libraries() {
    local folder missing
    folder=$(dirname "$(inside readlink -f "$(cat "$evidence/program")")")
    missing=$(inside sh -c "LD_LIBRARY_PATH=$folder/_internal find $folder -type f \\( -name '*.so' -o -name '*.so.*' \\) -exec ldd {} +" 2> /dev/null |
        sed -n -E 's/^[[:space:]]*([^ ]+) => not found$/\1/p' | sort -u | tr '\n' ' ')
    [ -z "$missing" ] || {
        echo "not found: $missing"
        return 1
    }
    echo "all found"
}

starts() {
    chroot --userspec=$USER_NUMBER:$USER_NUMBER --groups= "$root" env -i HOME=/srv/tester \
        PATH=/usr/bin:/bin "$(cat "$evidence/program")" --self-test > "$evidence/self-test-bare.txt" 2>&1 || {
        tail -3 "$evidence/self-test-bare.txt"
        return 1
    }
    tail -1 "$evidence/self-test-bare.txt"
}

desktop_parts() {
    # shellcheck disable=SC2086
    apt install --no-install-recommends $DESKTOP_HAS && echo "$DESKTOP_HAS"
}

no_python() {
    local found
    found=$(cd "$root" && find usr bin sbin opt \( -name 'python[0-9]*' -o -name python \) \
        \( -type f -o -type l \) -perm -u+x | head -3)
    [ -z "$found" ] || {
        echo "there is a Python: $found"
        return 1
    }
    ! inside sh -c 'command -v python3 python' || return 1
    echo "neither python nor python3"
}

install() {
    package=$1
    archives=$2
    evidence=$3
    : > "$evidence/install.results"
    mount_system
    mount --bind "$archives" "$root/var/cache/apt/archives"
    printf '#!/bin/sh\nexit 101\n' > "$root/usr/sbin/policy-rc.d"
    chmod 755 "$root/usr/sbin/policy-rc.d"
    cp -L /etc/resolv.conf "$root/etc/resolv.conf"
    result "$evidence/install.results" "installed" install_package
    result "$evidence/install.results" "program" find_program
    inside useradd --uid $USER_NUMBER --user-group --home-dir /srv/tester --create-home \
        --skel /nonexistent --shell /bin/sh tester
    mkdir -p "$root/run/user/$USER_NUMBER" "$root/tmp/.X11-unix"
    chown $USER_NUMBER:$USER_NUMBER "$root/run/user/$USER_NUMBER"
    chmod 700 "$root/run/user/$USER_NUMBER"
    result "$evidence/install.results" "libraries" libraries
    result "$evidence/install.results" "bare self-test" starts
    result "$evidence/install.results" "parts of a desktop" desktop_parts
    if [ -n "$(desktop_installer)" ]; then
        result "$evidence/install.results" "put on the desktop" put_on_desktop
    fi
    result "$evidence/install.results" "no Python" no_python
    inside dpkg-query -W > "$evidence/packages.txt"
}

# --- use ------------------------------------------------------------------------------------

use() {
    evidence=$1
    shift
    mount_system
    # A folder of sockets of our own: the numbers of other screens do not matter then. The
    # screen is outside of the root, so that nothing of it has to be installed.
    mkdir -p /tmp/.X11-unix
    mount -t tmpfs -o mode=1777 tmpfs /tmp/.X11-unix
    mount --bind /tmp/.X11-unix "$root/tmp/.X11-unix"
    ip link set lo up
    # Not `exec`: the shell is the first process here, and takes leave of those without parents.
    "$@"
}

# --- remove ---------------------------------------------------------------------------------

remove_package() {
    inside dpkg-query -L $PACKAGE_NAME > "$evidence/installed-files.txt" || return 1
    apt purge $PACKAGE_NAME || return 1
    if inside dpkg-query --status $PACKAGE_NAME 2> /dev/null | grep -q '^Status: .* installed$'; then
        return 1
    fi
    echo "by apt"
}

# As its README says: the entry first, then the folder.
remove_folder() {
    # The desktop's own lists of what there is stay, and are looked into below.
    find "$root$LOCAL" ! -type d ! -name mimeinfo.cache ! -path '*/mime/*' -printf "$LOCAL/%P\n" > "$evidence/installed-files.txt"
    if [ -n "$(desktop_installer)" ]; then
        inside sh "/opt/parley$(desktop_installer)" --uninstall "$LOCAL" || return 1
    fi
    rm -rf "$root/opt/parley"
    echo "the folder and its desktop entry"
}

nothing_left() {
    local left
    # Folders that other packages have too may stay.
    left=$(while IFS= read -r path; do
        if [ -e "$root$path" ] && [ ! -d "$root$path" ]; then
            printf '%s\n' "$path"
        fi
    done < "$evidence/installed-files.txt")
    left+=$(cd "$root" && find . -xdev \( -path ./proc -o -path ./dev -o -path ./srv \
        -o -path ./var/cache/apt -o -path ./var/log -o -path ./tmp/.X11-unix \) -prune -o -iname '*parley*' -print)
    left+=$(grep -rl -i parley "$root"/usr/{,local/}share/{applications,mime} 2> /dev/null || true)
    [ -z "$left" ] || {
        echo "left: $left"
        return 1
    }
    echo "$(wc -l < "$evidence/installed-files.txt") files and folders are gone"
}

chats_kept() {
    local file=$root/srv/tester/.local/share/Parley/parley.db
    [ -s "$file" ] || {
        echo "the user's chats are gone"
        return 1
    }
    echo "the user's chats are still there ($(stat -c %s "$file") bytes)"
}

remove() {
    package=$1
    evidence=$2
    : > "$evidence/remove.results"
    mount_system
    case $package in
    *.deb) result "$evidence/remove.results" "removed" remove_package ;;
    *) result "$evidence/remove.results" "removed" remove_folder ;;
    esac
    result "$evidence/remove.results" "nothing left" nothing_left
    result "$evidence/remove.results" "chats kept" chats_kept
}

"$action" "$@"
